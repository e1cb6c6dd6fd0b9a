"""Times and lengths of time, for reading."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from datetime import timedelta

#: The years that a person can name: at the ends of the calendar other zones have no date.
_YEARS = range(1970, 9000)


def iso(timestamp: datetime | None) -> str:
    """Write nbgrader's time, which is UTC without saying so, as ISO 8601 with its zone; "" for no time."""
    return timestamp.replace(tzinfo=UTC).isoformat() if timestamp else ""


def spoken(iso: str) -> str:
    """Write a time with the zone of this machine: "20 November 2026, 10:00 (UTC)"; nothing for no time.

    Args:
        iso: a time with its zone, as `iso` writes it; any that Python can hold.
    """
    if not iso:
        return ""
    time = datetime.fromisoformat(iso)
    # In the first and the last hours of the calendar other zones have no date; then it stays as it is.
    with contextlib.suppress(OverflowError, ValueError, OSError):
        time = time.astimezone()
    return f"{time.day} {time:%B %Y, %H:%M} ({time.tzname()})"


def typed(text: str) -> datetime:
    """Read a moment that a person has typed; without a zone it is one of this machine.

    Raises:
        ValueError: when there is no such moment, or in no year that a class can have.
    """
    found = datetime.fromisoformat(text)
    if found.year not in _YEARS:
        raise ValueError(text)
    return found.astimezone()


def typed_day(text: str) -> date:
    """Read a day that a person has typed.

    Raises:
        ValueError: when there is no such day, or in no year that a class can have.
    """
    found = date.fromisoformat(text)
    if found.year not in _YEARS:
        raise ValueError(text)
    return found


def length(time: timedelta) -> str:
    """Write a length of time in its two largest units, never as nothing: "2 days 3 h", "1 min"."""
    minutes = max(1, int(time.total_seconds() // 60))
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    counts = (("day" if days == 1 else "days", days), ("hours", hours), ("minutes", minutes))
    return " ".join([say("times", name, count=count) for name, count in counts if count][:2])
