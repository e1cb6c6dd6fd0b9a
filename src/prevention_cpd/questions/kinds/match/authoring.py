"""Two lists whose members belong together; each right pair counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.match.scorer import SCORER
from prevention_cpd.questions.kinds.provides import Kind, problem, shown, shuffled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.questions.model import Question


def problems(question: Question) -> Iterator[Problem]:
    """Yield too few pairs, ids that stand twice, and ids that give the key away."""
    lefts = [pair.left.id for pair in question.pairs]
    rights = [pair.right.id for pair in question.pairs]
    if len(question.pairs) < 2:
        yield problem(question, Code.KIND_PARTS, "a match question has two pairs or more", "Add pairs")
    spare = [choice.id for choice in question.spare]
    if len({*lefts, *rights, *spare}) < len(lefts) + len(rights) + len(spare):
        what = "an id stands twice among its pairs and spare options"
        yield problem(question, Code.DUPLICATE_ID, what, "Give each left and each right its own id")
    # A learner can see the ids: were both sides in the same order, they would be the key.
    if len(lefts) > 2 and [rights[lefts.index(left)] for left in sorted(lefts)] == sorted(rights):
        what = "the ids of both sides sort in the same order, which gives the pairs away"
        yield problem(
            question, Code.CUE, what, "Name the right side after its content, not after its partner"
        )


def key(question: Question) -> dict[str, Any]:
    """Return the id of the right partner of each left one, and the right ids that belong to nothing."""
    pairs = {pair.left.id: pair.right.id for pair in question.pairs}
    return {"pairs": pairs, **({"spare": [choice.id for choice in question.spare]} if question.spare else {})}


def public(question: Question, resolve: Resolver) -> dict[str, Any]:
    """Return the two lists; the right one in an order that does not follow the left one."""
    rights = shuffled(question.id, (*(pair.right for pair in question.pairs), *question.spare))
    return {
        "left": shown(tuple(pair.left for pair in question.pairs), resolve),
        "right": shown(rights, resolve),
    }


KIND = Kind(
    parts=frozenset({"pairs", "spare"}),
    problems=problems,
    key=key,
    public=public,
    feedback=lambda _question, _resolve: {},
    scorer=SCORER,
)
