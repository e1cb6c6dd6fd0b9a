"""Reading and scoring the id of one option, from the frozen key alone."""

from __future__ import annotations

from typing import Any

from prevention_cpd.questions.scoring import Scorer, UnreadableError


def read(key: dict[str, Any], value: object) -> str:
    """Read the id of an option."""
    if not isinstance(value, str):
        raise UnreadableError("the answer is not the id of an option")
    if value not in key["options"]:
        raise UnreadableError("the answer names an option that the question does not have")
    return value


def share(key: dict[str, Any], answer: str) -> float:
    """Return 1 for the right option, else 0."""
    return 1.0 if answer == key["right"] else 0.0


SCORER = Scorer(read=read, share=share)
