"""What Moodle does with an answer, written down apart from what we export: its question types' rules of marking."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The grades of an option that Moodle offers, in per cent; an import with any other is refused.
GRADES = (
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5),
    *(11.11111, 10, 5, 0),
)
#: What Moodle adds to a tolerance for the rounding of binary fractions: ten to the minus `precision` of PHP.
_EPSILON = 1e-14


@dataclass
class Read:
    """A question as a file gave it."""

    id: str
    #: "single", "multiple", "matching", "ordering", "numerical" or "essay".
    type: str
    text: str
    feedback: str
    points: float = 1.0
    tags: list[str] = field(default_factory=list)
    #: single, multiple: text, per cent, feedback.
    options: list[tuple[str, float, str]] = field(default_factory=list)
    #: matching: stem, answer; an empty stem for a spare answer.
    pairs: list[tuple[str, str]] = field(default_factory=list)
    #: ordering: the texts in the right order.
    items: list[str] = field(default_factory=list)
    #: numerical: value and tolerance.
    number: tuple[float, float] = (0.0, 0.0)
    unit: str = ""
    marker: str = ""

    def mark(self, response):
        """Return the points of a response in the words of the file; None where a person marks."""
        share = getattr(self, f"_{self.type}")(response)
        return None if share is None else share * self.points

    def _single(self, chosen):
        return self.options[chosen][1] / 100 if chosen is not None else 0.0

    def _multiple(self, chosen):
        return min(max(sum(self.options[at][1] for at in chosen) / 100, 0.0), 1.0)

    def _matching(self, chosen):
        stems = [(stem, right) for stem, right in self.pairs if stem]
        return sum(chosen.get(stem) == right for stem, right in stems) / len(stems)

    def _ordering(self, texts):
        # Moodle marks a list that nobody touched as it was mixed; here, by the alphabet.
        return sum(map(str.__eq__, self.items, texts or sorted(self.items))) / len(self.items)

    def _numerical(self, number):
        value, tolerance = self.number
        room = tolerance + _EPSILON * max(1, abs(value))
        return float(number is not None and value - room <= number <= value + room)

    def _essay(self, _text):
        return None


def respond(question, read, value, html, text):
    """Return an answer of the course in the words of the file.

    Args:
        question: the question of the course.
        read: the same question in the file.
        value: the answer, as answers.json holds it; None for none.
        html: puts the Markdown of an option into HTML.
        text: puts it into plain text.
    """
    ids = [option.id for option in question.options]
    if question.kind == "single":
        return None if value is None else ids.index(value)
    if question.kind == "multiple":
        return [ids.index(name) for name in value or []]
    if question.kind == "match":
        rights = {
            choice.id: text(choice.text) for choice in (*(p.right for p in question.pairs), *question.spare)
        }
        return {
            html(p.left.text): rights[value[p.left.id]] for p in question.pairs if p.left.id in (value or {})
        }
    if question.kind != "order":
        return value
    words = {item.id: html(item.text) for item in question.items}
    if read.type == "ordering":
        return [words[name] for name in value or []]
    # A learner who puts an item in place 3 chooses the answer that holds place 3.
    offered = {answer: _places_in(answer) for _, answer in read.pairs}
    return {
        words[name]: next(answer for answer, places in offered.items() if at in places)
        for at, name in enumerate(value or [], start=1)
    }


def _places_in(answer):
    numbers = [int(word) for word in answer.split() if word.isdigit()]
    return range(numbers[0], numbers[-1] + 1)
