"""Items to be put in order; each item in its right place counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.order.scorer import SCORER
from prevention_cpd.questions.kinds.provides import Kind, problem, shown, shuffled

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
    groups = [item.group for item in question.items]
    for group in dict.fromkeys(filter(None, groups)):
        places = [at for at, name in enumerate(groups) if name == group]
        if len(places) < 2 or places[-1] - places[0] != len(places) - 1:
            what = f"the group '{group}' is not two or more items that stand side by side"
            yield problem(question, Code.KIND_PARTS, what, "Put them side by side, or take the group away")
        if group in ids:
            what = f"the group '{group}' has the name of an item"
            yield problem(question, Code.DUPLICATE_ID, what, "Give the group a name of its own")


def key(question: Question) -> dict[str, Any]:
    """Return the ids in the right order, and the group of those that may change places."""
    groups = {item.id: item.group for item in question.items if item.group}
    return {"items": [item.id for item in question.items], **({"groups": groups} if groups else {})}


def public(question: Question, resolve: Resolver) -> dict[str, Any]:
    """Return the items in an order that is not the right one."""
    return {"items": shown(shuffled(question.id, question.items), resolve)}


KIND = Kind(
    parts=frozenset({"items"}),
    problems=problems,
    key=key,
    public=public,
    feedback=lambda _question, _resolve: {},
    scorer=SCORER,
)
