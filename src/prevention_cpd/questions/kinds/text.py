"""A written answer, marked by a person with a rubric."""

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

#: The longest answer that is read, in characters.
LONGEST = 20_000


def problems(question: Question) -> Iterator[Problem]:
    """Yield a problem unless the rubric adds up to the points."""
    if not question.rubric:
        yield problem(question, Code.KIND_PARTS, "a written answer needs a rubric", "Add `rubric`")
    total = sum(line.points for line in question.rubric)
    if question.rubric and not math.isclose(total, question.points):
        what = f"the rubric adds up to {total:g}, the question has {question.points:g} points"
        yield problem(question, Code.RUBRIC_SUM, what, "Change the one or the other")


def key(question: Question) -> dict[str, Any]:
    """Return the rubric, guidance included: it is what the marker works with."""
    return {
        "rubric": [
            {"criterion": line.criterion, "points": line.points, "guidance": line.guidance}
            for line in question.rubric
        ]
    }


def public(question: Question, _resolve: Resolver) -> dict[str, Any]:
    """Return the criteria and their points; the guidance stays with the marker."""
    return {"rubric": [{"criterion": line.criterion, "points": line.points} for line in question.rubric]}


def read(_key: dict[str, Any], value: object) -> str:
    """Read the text."""
    if not isinstance(value, str):
        raise UnreadableError("the answer is not a text")
    if len(value) > LONGEST:
        raise UnreadableError(f"the answer is longer than {LONGEST:,} characters")
    return value


KIND = Kind(
    parts=frozenset({"rubric"}),
    problems=problems,
    key=key,
    public=public,
    feedback=lambda _question, _resolve: {},
    scorer=Scorer(read=read, share=None),
)
