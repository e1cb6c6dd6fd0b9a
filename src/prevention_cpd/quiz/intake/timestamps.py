"""When a submission was handed in, as `timestamp.txt` says: a stranger's file."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prevention_cpd.questions.regular import RefusedError, read_regular

if TYPE_CHECKING:
    from pathlib import Path

TIMESTAMP = "timestamp.txt"
#: As nbgrader writes it. Its own reader takes nearly anything, and guesses what BST or EST may stand for.
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
    return parse(text) if text else None


def parse(text: str) -> datetime:
    """Read a time, in UTC without a zone as nbgrader keeps it.

    Raises:
        OSError, ValueError, OverflowError: when it is none, or its zone is not certain.
    """
    moment = _parsed(text)
    if moment.year not in _YEARS:
        raise ValueError(text)
    return moment


def _parsed(text: str) -> datetime:
    if not (found := _TIME.fullmatch(text)):
        raise ValueError(text)
    # nbgrader takes +0200 for 200 seconds.
    moment = datetime.fromisoformat(found["time"] + (found["offset"] or ""))
    if found["name"] not in {None, "UTC", "GMT"}:
        moment = moment.replace(tzinfo=_zone(found["name"]))
        if moment.utcoffset() != moment.replace(fold=1).utcoffset():
            # The hour that a change of the clocks repeats or leaves out.
            raise ValueError(text)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _zone(name: str) -> ZoneInfo:
    """Return a zone that its name tells for certain: `Europe/London` does, BST and EST stand for several."""
    if "/" not in name:
        raise ValueError(name)
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        raise ValueError(name) from None
