"""Items to be put in order; each item in its right place counts."""

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
    """Yield too few items, ids that stand twice, and ids whose alphabet is the key."""
    ids = [item.id for item in question.items]
    if len(ids) < 3:
        yield problem(question, Code.KIND_PARTS, "an order question has three items or more", "Add items")
    if len(set(ids)) < len(ids):
        yield problem(question, Code.DUPLICATE_ID, "an id stands twice among its items", "Give each its own")
    elif len(ids) > 2 and ids in (sorted(ids), sorted(ids, reverse=True)):
        what = "the ids of its items sort in the right order, which gives the key away"
        yield problem(question, Code.CUE, what, "Name the items after their content")


def key(question: Question) -> dict[str, Any]:
    """Return the ids in the right order."""
    return {"items": [item.id for item in question.items]}


def public(question: Question, resolve: Resolver) -> dict[str, Any]:
    """Return the items in an order that is not the right one."""
    return {"items": shown(shuffled(question.id, question.items), resolve)}


def read(key: dict[str, Any], value: object) -> list[str]:
    """Read a list that names every item once."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UnreadableError("the answer is not a list of items")
    if sorted(value) != sorted(key["items"]):
        raise UnreadableError("the answer does not name every item once")
    return value


def share(key: dict[str, Any], answer: list[str]) -> float:
    """Return the share of items that are in their right place."""
    right: list[str] = key["items"]
    return sum(ours == theirs for ours, theirs in zip(right, answer, strict=True)) / len(right)


KIND = Kind(
    parts=frozenset({"items"}),
    problems=problems,
    key=key,
    public=public,
    feedback=lambda _question, _resolve: {},
    scorer=Scorer(read=read, share=share),
)
