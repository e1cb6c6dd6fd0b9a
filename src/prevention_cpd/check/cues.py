"""A key must not be guessed from the length, the position or the wording of the options."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from prevention_cpd.check.banks import problem
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course
    from prevention_cpd.questions import Bank, Question

#: The right option may be this much longer than the longest wrong one.
_LONGER = 1.4
#: The right option may be the longest in this share: of a bank's single questions, of choices in activities.
_LONGEST_SHARE = 0.45
#: One letter may be the key in this share of a bank's single questions.
_LETTER_SHARE = 0.4
#: Below this number of questions a share says nothing.
_ENOUGH = 12
_ABSOLUTE = re.compile(r"\b(always|never|all|none|every|only|must|impossible|certainly)\b", re.IGNORECASE)


def length(course: Course) -> Iterator[Problem]:
    """Yield right options that stand out by their length, and banks where the longest tends to be right."""
    for bank in course.banks:
        singles = _singles(bank)
        longest = 0
        for question in singles:
            right = next(len(option.text) for option in question.options if option.correct)
            wrong = max(len(option.text) for option in question.options if not option.correct)
            longest += right > wrong
            if right > _LONGER * wrong and right - wrong > 12:
                what = (
                    f"{question.id}: the right option has {right} characters, the longest wrong one {wrong}"
                )
                yield problem(question, Code.CUE, what, "Shorten the right option, or fill out a wrong one")
        if len(singles) >= _ENOUGH and longest > _LONGEST_SHARE * len(singles):
            what = f"in {longest} of {len(singles)} single questions the right option is the longest"
            yield problem(singles[0], Code.CUE, what, "Shorten right options")


def position(course: Course) -> Iterator[Problem]:
    """Yield banks whose keys lean to one place among the options."""
    for bank in course.banks:
        singles = _singles(bank)
        places = Counter(
            next(at for at, option in enumerate(question.options) if option.correct) for question in singles
        )
        for place, count in places.items():
            if len(singles) >= _ENOUGH and count > _LETTER_SHARE * len(singles):
                what = f"option {place + 1} is the key in {count} of {len(singles)} single questions"
                yield problem(singles[0], Code.CUE, what, "Move some right options to other places")


def absolutes(course: Course) -> Iterator[Problem]:
    """Yield questions in which every wrong option has an absolute word and the right one has none."""
    for bank in course.banks:
        for question in _singles(bank):
            wrong = [bool(_ABSOLUTE.search(option.text)) for option in question.options if not option.correct]
            right = [bool(_ABSOLUTE.search(option.text)) for option in question.options if option.correct]
            if len(wrong) > 1 and all(wrong) and not any(right):
                what = f"{question.id}: every wrong option has an absolute word, the right one has none"
                yield problem(question, Code.CUE, what, "Take absolute words out of some wrong options")


def activities(course: Course) -> Iterator[Problem]:
    """Yield the first activity with choices, where in all of them the longest tends to be wanted."""
    asked = [(file, options) for file in course.activities for options in _choices(file.data)]
    longest = sum(_longest(options, wanted=True) > _longest(options, wanted=False) for _, options in asked)
    if len(asked) >= _ENOUGH and longest > _LONGEST_SHARE * len(asked):
        what = f"in {longest} of {len(asked)} choices of the activities the wanted option is the longest"
        yield asked[0][0].problem(Code.CUE, what, "Shorten wanted options, or fill out others")


def _choices(value: Any) -> Iterator[list[dict[str, Any]]]:
    """Yield each list of options below a value of which some are wanted and some are not."""
    if isinstance(value, list):
        options = [each for each in value if isinstance(each, dict) and isinstance(each.get("text"), str)]
        if options == value and len({_wanted(each) for each in options}) > 1:
            yield options
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _choices(part)


def _longest(options: list[dict[str, Any]], *, wanted: bool) -> int:
    return max(len(each["text"]) for each in options if _wanted(each) is wanted)


def _wanted(option: dict[str, Any]) -> bool:
    marks = (option.get(name) for name in ("tone", "weight", "good", "correct"))
    return any(mark is True or mark in ("good", "strong") for mark in marks)


def _singles(bank: Bank) -> list[Question]:
    return [question for question in bank.questions if question.kind == "single"]
