"""Several right answers; wrong ticks are weighed against right ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.multiple.scorer import SCORER
from prevention_cpd.questions.kinds.provides import kind_with_options, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.questions.model import Question


def problems(question: Question) -> Iterator[Problem]:
    """Yield a problem unless some options are right and some are wrong."""
    right = sum(option.correct for option in question.options)
    if right == 0 or right == len(question.options):
        what = "a multiple question has right and wrong options"
        what += f", this has {right} right of {len(question.options)}"
        yield problem(question, Code.KEY_COUNT, what, "Add an option of the other sort")


KIND = kind_with_options(problems, right=list, scorer=SCORER)
