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
_LONGEST_TIME = 100


def handed_in(folder: Path) -> datetime | None:
    """Return when a submission was handed in, in UTC without a zone as nbgrader keeps it.

    None where no readable time stands there, as for nbgrader; never raises and never blocks.
    """
    try:
        return read_time(folder / TIMESTAMP)
    except (OSError, RefusedError, ValueError, OverflowError):
        return None


def read_time(path: Path | str) -> datetime | None:
    """Return the time in a file; None for an empty one, nbgrader's own way to say that it is not known.

    Raises:
        OSError, RefusedError, ValueError, OverflowError: when there is no file, or no time in it.
    """
    text = read_regular(path, _LONGEST_TIME).decode("ascii").strip()
    if not text:
        return None
    if not (found := _TIME.fullmatch(text)):
        raise ValueError(text)
    if found["name"] not in {None, "UTC"}:
        named: datetime = parse_utc(text)
        return named
    # nbgrader takes +0200 for 200 seconds.
    moment = datetime.fromisoformat(found["time"] + (found["offset"] or ""))
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
