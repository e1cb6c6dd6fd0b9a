"""Reading and scoring left ids with right ones, from the frozen key alone."""

from __future__ import annotations

from typing import Any

from prevention_cpd.questions.scoring import Scorer, UnreadableError


def read(key: dict[str, Any], value: object) -> dict[str, str]:
    """Read a mapping of left ids to right ids; a left one may be missing, a right one may stand twice."""
    pairs: dict[str, str] = key["pairs"]
    if not isinstance(value, dict) or not all(isinstance(right, str) for right in value.values()):
        raise UnreadableError("the answer is not a mapping of the left list to the right one")
    offered = {*pairs.values(), *key.get("spare", ())}
    if not value.keys() <= pairs.keys() or not offered.issuperset(value.values()):
        raise UnreadableError("the answer names something that the question does not have")
    return value


def share(key: dict[str, Any], answer: dict[str, str]) -> float:
    """Return the share of pairs that are right."""
    pairs: dict[str, str] = key["pairs"]
    return sum(answer.get(left) == right for left, right in pairs.items()) / len(pairs)


SCORER = Scorer(read=read, share=share)
