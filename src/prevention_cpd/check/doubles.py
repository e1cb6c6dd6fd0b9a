"""No question is asked twice, and no option is offered twice."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from prevention_cpd.check.banks import problem
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course
    from prevention_cpd.questions import Question

#: Two questions that share this part of their runs of three words are one question.
_SAME = 0.8
#: A stem below this number of words ("Which is right?") says little without what is offered.
_FORMULA = 8


def questions(course: Course) -> Iterator[Problem]:
    """Yield each question, graded or practice, that a question of any bank asks nearly word for word."""
    asked = [(question, _runs(_asked(question))) for question in course.questions]
    for (first, one), (second, other) in itertools.combinations(asked, 2):
        fewer, more = sorted((len(one), len(other)))
        # The lengths alone rule out nearly every pair, which keeps some 50,000 pairs quick.
        if fewer >= _SAME * more and len(one & other) >= _SAME * len(one | other):
            if _other_sum(first, second):
                continue
            where = f"{first.id} in {first.file.name}:{first.line}"
            what = f"{second.id}: this is nearly the same question as {where}"
            yield problem(second, Code.DOUBLE, what, "Ask something else, or delete one of the two")


def options(course: Course) -> Iterator[Problem]:
    """Yield questions that offer the same text twice."""
    for question in course.questions:
        seen: dict[str, str] = {}
        for option in question.options:
            text = " ".join(option.text.lower().split()).rstrip(".")
            if other := seen.get(text):
                what = f"{question.id}: the options '{other}' and '{option.id}' have the same text"
                yield problem(question, Code.DOUBLE, what, "Change or delete one of the two")
            seen.setdefault(text, option.id)


def _other_sum(first: Question, second: Question) -> bool:
    """Tell whether both ask for a number, and not for the same: other figures make another question."""
    numbers = (first.answer, second.answer)
    return None not in numbers and numbers[0] != numbers[1]


def _asked(question: Question) -> list[str]:
    """Return the words of a stem, and where it is a mere formula, of what it offers."""
    words = _words(question.stem)
    if len(words) >= _FORMULA:
        return words
    offered = [option.text for option in question.options] + [item.text for item in question.items]
    offered += [side.text for pair in question.pairs for side in (pair.left, pair.right)]
    return words + _words(" ".join(offered))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(words: list[str]) -> frozenset[tuple[str, ...]]:
    """Return the runs of three words; fewer words are one run."""
    return frozenset(tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2)))
