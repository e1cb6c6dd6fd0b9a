"""A number, right within a tolerance; the ends count as right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.numeric.scorer import SCORER
from prevention_cpd.questions.kinds.provides import Kind, problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.questions.model import Question


def problems(question: Question) -> Iterator[Problem]:
    """Yield a problem unless there is a number to be right about."""
    if question.answer is None:
        what, fix = "a numeric question needs an answer", "Add `answer: {value: ..., tolerance: ...}`"
        yield problem(question, Code.KIND_PARTS, what, fix)


def key(question: Question) -> dict[str, Any]:
    """Return the number, how far off an answer may be, and the unit."""
    assert question.answer is not None, "problems() lets no numeric question without an answer pass"  # noqa: S101
    answer = question.answer
    return {"value": answer.value, "tolerance": answer.tolerance, "unit": answer.unit}


def public(question: Question, _resolve: Resolver) -> dict[str, Any]:
    """Return the unit."""
    return {"unit": question.answer.unit if question.answer else ""}


KIND = Kind(
    parts=frozenset({"answer"}),
    problems=problems,
    key=key,
    public=public,
    feedback=lambda _question, _resolve: {},
    scorer=SCORER,
)
