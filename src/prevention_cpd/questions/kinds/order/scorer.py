"""Reading and scoring every item once, from the frozen key alone."""

from __future__ import annotations

from typing import Any

from prevention_cpd.questions.scoring import Scorer, UnreadableError


def read(key: dict[str, Any], value: object) -> list[str]:
    """Read a list that names every item once."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UnreadableError("the answer is not a list of items")
    if sorted(value) != sorted(key["items"]):
        raise UnreadableError("the answer does not name every item once")
    return value


def share(key: dict[str, Any], answer: list[str]) -> float:
    """Return the share of items in a right place: for an item with a group, any place of that group."""
    right: list[str] = key["items"]
    groups: dict[str, str] = key.get("groups", {})
    pairs = zip(right, answer, strict=True)
    return sum(groups.get(ours, ours) == groups.get(theirs, theirs) for ours, theirs in pairs) / len(right)


SCORER = Scorer(read=read, share=share)
