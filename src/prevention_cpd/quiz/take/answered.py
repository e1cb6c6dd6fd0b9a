"""How far a question is answered; the twin of `answered.js`."""

from __future__ import annotations

from typing import Any

from prevention_cpd.questions.scoring import is_blank


def is_whole(question: dict[str, Any], value: Any) -> bool:
    """Tell whether a question has a whole answer: for pairs, one for each."""
    if isinstance(value, dict):
        return len(value) >= len(question.get("left", ()))
    return not is_blank(value)
