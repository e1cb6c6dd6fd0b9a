"""Every outcome of a module with a bank is practised and graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course


def tested(course: Course) -> Iterator[Problem]:
    """Yield each outcome of a module with a bank that no graded or no practice question is about."""
    banks = {bank.module for bank in course.banks}
    asked = {(question.outcome, question.use) for question in course.questions}
    for number, module in enumerate(course.settings.modules):
        if module.id not in banks:
            continue
        for at, outcome in enumerate(module.outcomes):
            for use in ("graded", "practice"):
                if (outcome.id, use) not in asked:
                    what = f"no {use} question is about the outcome {outcome.id}"
                    fix = f"Write one in quizzes/banks/{module.id}.yml, or delete the outcome"
                    keys = ("modules", number, "outcomes", at)
                    yield course.settings.file.problem(Code.OUTCOME_UNTESTED, what, fix, *keys)
