"""Reading and scoring a number, from the frozen key alone."""

from __future__ import annotations

import math
from typing import Any

from prevention_cpd.questions.scoring import Scorer, UnreadableError

#: What binary fractions may add to a difference: 0.13 - 0.12 is a little more than 0.01.
_ROUNDING = 1e-9


def read(_key: dict[str, Any], value: object) -> float:
    """Read a finite number; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnreadableError("the answer is not a number")
    try:
        number = float(value)
    except OverflowError:
        raise UnreadableError("the answer is too large a number") from None
    if not math.isfinite(number):
        raise UnreadableError("the answer is too large a number")
    return number


def share(key: dict[str, Any], answer: float) -> float:
    """Return 1 within the tolerance, else 0."""
    allowed = key["tolerance"] + _ROUNDING * max(1.0, abs(key["value"]))
    return 1.0 if abs(answer - key["value"]) <= allowed else 0.0


SCORER = Scorer(read=read, share=share)
