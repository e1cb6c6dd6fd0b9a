"""When a submission was handed in, as `timestamp.txt` says: a stranger's file."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nbgrader.utils import parse_utc

from prevention_cpd.questions.regular import RefusedError, read_regular

if TYPE_CHECKING:
    from pathlib import Path

TIMESTAMP = "timestamp.txt"
#: As nbgrader writes it. Its own reader takes nearly anything, even the path of a file with time zones.
_TIME = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,9})?)?)"
    r" ?((?P<offset>Z|[+-]\d\d:?\d\d)|(?P<name>[A-Za-z][A-Za-z0-9_+/-]{0,40}))?",
    re.ASCII,
)
#: A file with a time is no longer than this, in bytes.
_LONGEST = 100
#: Other years are no time of a submission; near the ends of the calendar, some zones have no date for them.
_YEARS = range(2000, 2201)


def handed_in(folder: Path) -> datetime | None:
    """Return when a submission was handed in, in UTC without a zone as nbgrader keeps it.

    None where no readable time stands there, as for nbgrader; never raises and never blocks.
    """
    try:
        return read_time(folder / TIMESTAMP)
    except (OSError, RefusedError, ValueError, OverflowError):
        return None


def read_raw(path: Path | str) -> bytes:
    """Return what stands in a file that should hold a time, unread.

    Raises:
        OSError, RefusedError: when there is no such file, or it is no ordinary one, or too long.
    """
    return read_regular(path, _LONGEST)


def read_time(path: Path | str) -> datetime | None:
    """Return the time in a file; None for an empty one, nbgrader's own way to say that it is not known.

    Raises:
        OSError, RefusedError, ValueError, OverflowError: when there is no file, or no time in it.
    """
    text = read_raw(path).decode("ascii").strip()
    if not text:
        return None
    moment = _parsed(text)
    if moment.year not in _YEARS:
        raise ValueError(text)
    return moment


def _parsed(text: str) -> datetime:
    if not (found := _TIME.fullmatch(text)):
        raise ValueError(text)
    if found["name"] not in {None, "UTC"}:
        named: datetime = parse_utc(text)
        return named
    # nbgrader takes +0200 for 200 seconds.
    moment = datetime.fromisoformat(found["time"] + (found["offset"] or ""))
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
