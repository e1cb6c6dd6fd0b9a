"""A number, right within a tolerance; the ends count as right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.kind import Kind, problem
from prevention_cpd.questions.scoring import Scorer, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.questions.model import Question

#: What binary fractions may add to a difference: 0.13 - 0.12 is a little more than 0.01.
_ROUNDING = 1e-9


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


def read(_key: dict[str, Any], value: object) -> float:
    """Read a finite number; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnreadableError("the answer is not a number")
    try:
        number = float(value)
    except OverflowError:
        raise UnreadableError("the answer is too large a number") from None
    if not math.isfinite(number):
        raise UnreadableError("the answer is too large a number")
    return number


def share(key: dict[str, Any], answer: float) -> float:
    """Return 1 within the tolerance, else 0."""
    allowed = key["tolerance"] + _ROUNDING * max(1.0, abs(key["value"]))
    return 1.0 if abs(answer - key["value"]) <= allowed else 0.0


KIND = Kind(
    parts=frozenset({"answer"}),
    problems=problems,
    key=key,
    public=public,
    feedback=lambda _question, _resolve: {},
    scorer=Scorer(read=read, share=share),
)
