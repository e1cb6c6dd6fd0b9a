"""Several right answers; wrong ticks are weighed against right ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.multiple.scorer import SCORER
from prevention_cpd.questions.kinds.provides import Kind, option_feedback, problem, shown

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


def key(question: Question) -> dict[str, Any]:
    """Return the ids of the right options, and all ids."""
    right = [option.id for option in question.options if option.correct]
    return {"right": right, "options": [option.id for option in question.options]}


KIND = Kind(
    parts=frozenset({"options"}),
    problems=problems,
    key=key,
    public=lambda question, resolve: {"options": shown(question.options, resolve)},
    feedback=option_feedback,
    scorer=SCORER,
)
