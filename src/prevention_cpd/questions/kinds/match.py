"""Two lists whose members belong together; each right pair counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.kind import Kind, problem, shown, shuffled
from prevention_cpd.questions.scoring import Scorer, UnreadableError

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
    if len({*lefts, *rights}) < len(lefts) + len(rights):
        what = "an id stands twice among its pairs"
        yield problem(question, Code.DUPLICATE_ID, what, "Give each left and each right its own id")
    # A learner can see the ids: were both sides in the same order, they would be the key.
    if len(lefts) > 2 and [rights[lefts.index(left)] for left in sorted(lefts)] == sorted(rights):
        what = "the ids of both sides sort in the same order, which gives the pairs away"
        yield problem(
            question, Code.CUE, what, "Name the right side after its content, not after its partner"
        )


def key(question: Question) -> dict[str, Any]:
    """Return the id of the right partner of each left one."""
    return {"pairs": {pair.left.id: pair.right.id for pair in question.pairs}}


def public(question: Question, resolve: Resolver) -> dict[str, Any]:
    """Return the two lists; the right one in an order that does not follow the left one."""
    rights = shuffled(question.id, tuple(pair.right for pair in question.pairs))
    return {
        "left": shown(tuple(pair.left for pair in question.pairs), resolve),
        "right": shown(rights, resolve),
    }


def read(key: dict[str, Any], value: object) -> dict[str, str]:
    """Read a mapping of left ids to right ids; a left one may be missing, a right one may stand twice."""
    pairs: dict[str, str] = key["pairs"]
    if not isinstance(value, dict) or not all(isinstance(right, str) for right in value.values()):
        raise UnreadableError("the answer is not a mapping of the left list to the right one")
    if not value.keys() <= pairs.keys() or not set(value.values()) <= set(pairs.values()):
        raise UnreadableError("the answer names something that the question does not have")
    return value


def share(key: dict[str, Any], answer: dict[str, str]) -> float:
    """Return the share of pairs that are right."""
    pairs: dict[str, str] = key["pairs"]
    return sum(answer.get(left) == right for left, right in pairs.items()) / len(pairs)


KIND = Kind(
    parts=frozenset({"pairs"}),
    problems=problems,
    key=key,
    public=public,
    feedback=lambda _question, _resolve: {},
    scorer=Scorer(read=read, share=share),
)
