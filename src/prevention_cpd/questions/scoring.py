"""Score an answer against a key: the one rule, in Python.

`frontend/scoring.js` holds the same rule for the page; a test holds the
two together, to the last bit. Parsing is not scoring: a kind first reads the
raw value into an answer or a reason why it cannot be read, then scores it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

State = Literal["scored", "blank", "unreadable", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What an answer earned.

    `state` is `scored`, `blank` (nothing was answered), `unreadable` (with the
    reason) or `person` (a written answer that waits for a marker).
    """

    #: From 0 to the points of the question.
    points: float
    state: State
    #: Why the answer could not be read; otherwise empty.
    reason: str = ""


class UnreadableError(ValueError):
    """An answer is not of the form that its kind takes; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """How a kind reads and scores an answer, from the frozen key alone."""

    #: Turns the raw value into an answer; raises `UnreadableError`.
    read: Callable[[dict[str, Any], object], Any]
    #: The share of the points, from 0 to 1; None leaves it to a person.
    share: Callable[[dict[str, Any], Any], float] | None


def is_blank(value: object) -> bool:
    """Tell whether a value is no answer at all: nothing, spaces, or an empty list or mapping."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value in ([], {})
