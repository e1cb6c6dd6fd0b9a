"""A written answer, marked by a person with a rubric."""

from __future__ import annotations

import math
import operator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.provides import Kind, problem
from prevention_cpd.questions.kinds.text.scorer import SCORER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.questions.model import Question


def problems(question: Question) -> Iterator[Problem]:
    """Yield a problem unless the rubric adds up to the points."""
    if not question.rubric:
        yield problem(question, Code.KIND_PARTS, "a written answer needs a rubric", "Add `rubric`")
    total = sum(line.points for line in question.rubric)
    if question.rubric and not math.isclose(total, question.points):
        what = f"the rubric adds up to {total:g}, the question has {question.points:g} points"
        yield problem(question, Code.RUBRIC_SUM, what, "Change the one or the other")
    most = tuple(line.points for line in question.rubric)
    for number, anchor in enumerate(question.anchors, start=1):
        if len(anchor.points) != len(most) or any(map(operator.gt, anchor.points, most)):
            what = f"anchor {number} does not give each criterion points from 0 to its most"
            yield problem(question, Code.RUBRIC_SUM, what, "Write one number a criterion, in its order")


def key(question: Question) -> dict[str, Any]:
    """Return the rubric and the anchors: what the marker works with."""
    return {
        "rubric": [
            {"criterion": line.criterion, "points": line.points, "guidance": line.guidance}
            for line in question.rubric
        ],
        **({"anchors": [asdict(anchor) for anchor in question.anchors]} if question.anchors else {}),
    }


def public(question: Question, _resolve: Resolver) -> dict[str, Any]:
    """Return the criteria and their points; the guidance stays with the marker."""
    return {"rubric": [{"criterion": line.criterion, "points": line.points} for line in question.rubric]}


KIND = Kind(
    parts=frozenset({"rubric", "anchors"}),
    problems=problems,
    key=key,
    public=public,
    feedback=lambda _question, _resolve: {},
    scorer=SCORER,
)
