"""A clock that is wrong makes certificates that are wrong: it may not be before what has happened already."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.records.look import day
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from pathlib import Path

    from prevention_cpd.records.signing.published import Published


def check(known: Published, last_issued: str, place: Path) -> None:
    """Hold the clock of this machine against the last that the issuer did.

    Args:
        known: what the issuer makes known.
        last_issued: when the last certificate was issued; ISO 8601 with zone, empty for never.
        place: what the problem is said to be about.

    Raises:
        CourseError: when the clock is before it.
    """
    happened = max(
        filter(None, (known.published_at, known.key.since, last_issued)), key=datetime.fromisoformat
    )
    time = datetime.now(UTC)
    if time < datetime.fromisoformat(happened):
        what = say("issuing", "clock", now=day(time.isoformat()), last=day(happened))
        fix = words("issuing")["clock_fix"]
        raise CourseError([Problem(file=place, line=0, code=Code.CERTIFICATE, what=what, fix=fix)])
