"""Reading and scoring ids of options, from the frozen key alone."""

from __future__ import annotations

from typing import Any

from prevention_cpd.questions.scoring import Scorer, UnreadableError


def read(key: dict[str, Any], value: object) -> list[str]:
    """Read a list of option ids, each named once."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UnreadableError("the answer is not a list of options")
    if len(set(value)) != len(value):
        raise UnreadableError("the answer names an option twice")
    if not set(value) <= set(key["options"]):
        raise UnreadableError("the answer names an option that the question does not have")
    return value


def share(key: dict[str, Any], answer: list[str]) -> float:
    """Return the share of right options that are ticked, less the share of wrong ones, and never below 0.

    So nothing ticked and everything ticked both score 0.
    """
    right = set(key["right"])
    ticked = len(right.intersection(answer))
    return max(0.0, ticked / len(right) - (len(answer) - ticked) / (len(key["options"]) - len(right)))


SCORER = Scorer(read=read, share=share)
