"""A bank asks in several ways, and asks for judgement more than for recall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.check.banks import problem
from prevention_cpd.check.forms import papers
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course

#: How many graded questions no quiz draws, for a trainer to swap in.
_RESERVE = 5
#: Right options of a graded multiple question, and how many it offers.
_RIGHT, _OFFERED = range(2, 5), range(5, 7)
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


def parts(course: Course) -> Iterator[Problem]:
    """Yield graded match questions without a spare option, and multiple ones whose count tells something."""
    for question in course.questions:
        if question.use != "graded":
            continue
        if question.kind == "match" and not question.spare:
            what = f"{question.id}: the last pair is free, because nothing on the right is left over"
            yield problem(question, Code.CUE, what, "Add one or two right-hand options under `spare`")
        right = sum(option.correct for option in question.options)
        if question.kind == "multiple" and not (right in _RIGHT and len(question.options) in _OFFERED):
            what = f"{question.id}: {right} of {len(question.options)} options are right"
            yield problem(question, Code.KEY_COUNT, what, "Offer five or six, of which two to four are right")


def reserve(course: Course) -> Iterator[Problem]:
    """Yield each bank that keeps too few graded questions that no quiz draws."""
    drawn = {
        question.id
        for blueprint in course.blueprints
        for paper in papers(course, blueprint)
        for question in paper
    }
    for bank in course.banks:
        graded = [question for question in bank.questions if question.use == "graded"]
        kept = sum(question.id not in drawn for question in graded)
        if len(graded) >= _ENOUGH and kept < _RESERVE:
            what = f"of the bank '{bank.module}' {kept} graded questions are kept in reserve"
            yield problem(
                graded[0], Code.BANK_BALANCE, what, f"Keep {_RESERVE} or more for a trainer to swap in"
            )
