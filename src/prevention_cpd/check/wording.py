"""A key must not be guessed by somebody who sees the options and never the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions import wording
from prevention_cpd.questions.wording import Choices, Guessed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.check.course import Course
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.questions import Question

#: Below this number of choices a share says nothing.
_ENOUGH = 12
#: How far above luck a way of guessing may score, in standard deviations.
_DEVIATIONS = 2.0
#: And over all graded single questions, as a share.
_ABOVE = 0.06
_WAYS = {
    "the longest option": wording.length,
    "the longest option without a reason": wording.length_without_reason,
    "the option with most hedges": wording.hedges,
}
_FIX = "Give wrong options the voice, the length and the reasons of right ones; see what it names"


def given_away(course: Course) -> Iterator[Problem]:
    """Yield each group of choices whose wording tells more than luck, with the choices that tell most."""
    for use in ("graded", "practice"):
        for kind in ("single", "multiple"):
            group = [each for each in course.questions if (each.use, each.kind) == (use, kind)]
            if len(group) >= _ENOUGH:
                place = (group[0].file, group[0].line)
                strict = (use, kind) == ("graded", "single")
                yield from _told(
                    f"{len(group)} {use} {kind} questions", list(map(_choices, group)), place, strict=strict
                )
    offered = [choices for file in course.activities for choices in _offered(file)]
    if len(offered) >= _ENOUGH:
        place = (course.activities[0].path, 0)
        yield from _told(f"{len(offered)} choices of the activities", offered, place, strict=False)


def _told(what: str, group: list[Choices], place: tuple[Path, int], *, strict: bool) -> Iterator[Problem]:
    """Yield what each way of guessing scores above luck."""
    reader = wording.read_wording(group)
    if reader.above > _DEVIATIONS:
        names = "; ".join(f"{name} ({', '.join(words)})" for name, words in reader.told)
        yield _problem(place, f"a reader of wording scores {_figures(reader)} on {what}, best on {names}")
    for name, weight in _WAYS.items():
        found = wording.pick(group, weight)
        most = found.luck + _ABOVE if strict else found.luck + _DEVIATIONS * found.spread
        if found.score > most:
            yield _problem(place, f"{name} scores {_figures(found)} on {what}")


def _figures(found: Guessed) -> str:
    return f"{found.score:.0%} where luck gives {found.luck:.0%} (standard deviation {found.spread:.1%})"


def _problem(place: tuple[Path, int], what: str) -> Problem:
    return Problem(file=place[0], line=place[1], code=Code.GIVEN_AWAY, what=what, fix=_FIX)


def _choices(question: Question) -> Choices:
    return Choices(
        id=question.id,
        texts=tuple(option.text for option in question.options),
        right=tuple(option.correct for option in question.options),
        # Siblings with the same options and other keys would mislead the reader; they are left out together.
        family=" | ".join(sorted(option.text for option in question.options)),
    )


def _offered(file: YamlFile) -> Iterator[Choices]:
    """Yield every list of texts in an activity of which some are marked as the good ones."""
    waiting: list[tuple[str, Any]] = [(file.path.stem, file.data)]
    while waiting:
        name, data = waiting.pop()
        if isinstance(data, dict):
            waiting += [(f"{name}/{data.get('id', key)}", value) for key, value in data.items()]
        elif isinstance(data, list):
            right = tuple(_good(item) for item in data)
            if any(right) and not all(right) and all(isinstance(item.get("text"), str) for item in data):
                texts = tuple(item["text"] for item in data)
                # The ways through a conversation meet again, and so do its options.
                yield Choices(id=name, texts=texts, right=right, family=str(file.path))
            waiting += [(name, item) for item in data]


def _good(item: Any) -> bool:
    """Tell whether an option is marked as one to choose, in the words of the kinds of activity."""
    marks = ("correct", "good", "best")
    return isinstance(item, dict) and (
        any(item.get(mark) is True for mark in marks) or item.get("tone") == "good"
    )
