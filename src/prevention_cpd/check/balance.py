"""A bank asks in several ways, and asks for judgement more than for recall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.check.banks import problem
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course

#: Below this number of graded questions a bank is still being written.
_ENOUGH = 30
_KINDS = 4


def mixture(course: Course) -> Iterator[Problem]:
    """Yield banks whose graded questions have too few kinds, too much recall or too little judgement.

    At least a third of them judge a case (difficulty 3), at most a third recall (difficulty 1).
    """
    for bank in course.banks:
        graded = [question for question in bank.questions if question.use == "graded"]
        if len(graded) < _ENOUGH:
            continue
        of = f"of the {len(graded)} graded questions of the bank '{bank.module}'"
        kinds = sorted({question.kind for question in graded})
        recall, judge = (sum(question.difficulty == level for question in graded) for level in (1, 3))
        if len(kinds) < _KINDS:
            what = f"the kinds {of} are only {len(kinds)}: {', '.join(kinds)}"
            yield problem(graded[0], Code.BANK_BALANCE, what, f"Ask in {_KINDS} kinds or more")
        if 3 * judge < len(graded):
            what = f"{judge} {of} have difficulty 3, less than a third"
            yield problem(graded[0], Code.BANK_BALANCE, what, "Add questions that judge a case")
        if 3 * recall > len(graded):
            what = f"{recall} {of} have difficulty 1, more than a third"
            yield problem(graded[0], Code.BANK_BALANCE, what, "Turn some of them into cases")
