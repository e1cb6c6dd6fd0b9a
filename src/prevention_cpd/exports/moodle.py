"""What Moodle takes, in its XML and in GIFT: categories, the grades of an option, and lists of plain text."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from prevention_cpd.core.markup import to_inline_html, to_text
from prevention_cpd.exports.export import Loss, common_losses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.exports.selection import Group
    from prevention_cpd.questions import Question

#: The shares of a grade that Moodle's list offers; a question with another is refused on import.
_SHARES = (*(1 / n for n in range(1, 11)), 1 / 20, 0.9, 5 / 6, 0.8, 0.75, 0.7, 2 / 3, 0.6, 0.4, 0.3)
#: Moodle keeps both questions of a second import, the newer one without its id number.
AGAIN = (
    "Moodle does not replace a question on import. For a second file use --without and the first file, "
    "or delete the questions there before."
)
#: The most characters that Moodle keeps of a text on the right-hand side of a matching question.
_LONGEST = 255
#: How many digits Moodle's list has, in per cent.
_DIGITS = 5


def category(group: Group) -> str:
    """Return the headings of a group as a category; a slash in a name stands twice, as one parts them."""
    return "/".join(["$course$", "top", *(name.replace("/", "//") for name in group.path)])


def per_cent(question: Question) -> dict[str, str]:
    """Return for each option what ticking it adds, in per cent, rounded to a grade that Moodle takes."""
    right = sum(option.correct for option in question.options)
    wrong = len(question.options) - right
    if question.kind == "single":
        return {option.id: "100" if option.correct else "0" for option in question.options}
    return {
        option.id: _text(_nearest(right)) if option.correct else f"-{_text(_nearest(wrong))}"
        for option in question.options
    }


def losses(question: Question, resolve: Resolver) -> Iterator[Loss]:
    """Yield what neither file holds: also credit that is none of Moodle's grades, and texts of a list."""
    yield from common_losses(question, resolve)
    if question.kind == "match":
        yield from _lists(question, resolve)
    if question.kind == "multiple":
        right = sum(option.correct for option in question.options)
        for n in (right, len(question.options) - right):
            if abs(_nearest(n) - 1 / n) > 10**-_DIGITS:
                what = f"Moodle has no grade of 1/{n}, so partial credit is rounded"
                fix = "Offer at most ten right and ten wrong options"
                yield Loss(question=question, what=what, fix=fix, marks=True)


def _lists(question: Question, resolve: Resolver) -> Iterator[Loss]:
    """Yield what is lost of the right-hand side, which Moodle keeps as short plain texts."""
    texts = [choice.text for choice in (*(pair.right for pair in question.pairs), *question.spare)]
    if any(to_inline_html(text, resolve) != html.escape(to_text(text, resolve)) for text in texts):
        what = "the right-hand side is a list to choose from, which shows plain text only"
        yield Loss(question=question, what=what, fix="Reword what has become unclear")
    if any(len(to_text(text, resolve)) > _LONGEST for text in texts):
        what = (
            f"the right-hand side has a text of more than {_LONGEST} characters, which Moodle does not keep"
        )
        yield Loss(question=question, what=what, fix="Shorten it in the bank", marks=True)


def _nearest(count: int) -> float:
    return min(_SHARES, key=lambda share: abs(share - 1 / count))


def _text(share: float) -> str:
    return f"{100 * share:.{_DIGITS}f}".rstrip("0").rstrip(".")
