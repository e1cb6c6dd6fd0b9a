"""`cpd quiz receive`: every hand-in that is found in some files is filed, or set aside with the reason."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.core import files
from prevention_cpd.questions import answers
from prevention_cpd.questions.regular import RefusedError
from prevention_cpd.quiz.intake.hand_in_file import made_at
from prevention_cpd.quiz.intake.hand_in_sources import Candidate, Sources
from prevention_cpd.quiz.intake.quarantine import FOLDER as SET_ASIDE
from prevention_cpd.quiz.intake.receiving import FOLDER, Intake, Received
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One file, and what became of it."""

    #: Where it was found.
    file: str
    received: Received
    #: Where a file is kept that was not taken in.
    set_aside: Path | None = None


def receive(
    course: Path,
    paths: Sequence[Path],
    *,
    now: datetime,
    accept_made: bool = False,
    dry_run: bool = False,
) -> tuple[list[Outcome], int]:
    """Take in every hand-in that the files hold, the newest first; the files themselves stay as they are.

    Args:
        course: the folder of the nbgrader course.
        paths: files, folders, zips, mails and mailboxes.
        now: when files came that no mail brought, with zone.
        accept_made: let the time that a file was made tell whether it is late.
        dry_run: change nothing.

    Returns:
        What became of each, and how many files were something else.

    Raises:
        CourseError: when there is no gradebook, or it cannot be used.
        OSError: when something cannot be written.
    """
    sources = Sources()
    found = [(each, *_data(each)) for each in sources.candidates(paths)]
    found.sort(key=lambda each: made_at(each[1]) or _EARLIEST, reverse=True)
    with Intake.opened(course) as intake:
        return list(_all(intake, found, now=now, accept_made=accept_made, dry_run=dry_run)), sources.others


def _all(
    intake: Intake,
    found: Sequence[tuple[Candidate, Any, str]],
    *,
    now: datetime,
    accept_made: bool,
    dry_run: bool,
) -> Iterator[Outcome]:
    filed: list[Received] = []
    for candidate, data, why in found:
        came = candidate.received_at or now
        if why:
            told = Received(state="unreadable", why=why, received_at=came.astimezone(UTC).isoformat())
        else:
            told = intake.take_in(
                data,
                made_at=made_at(data) or came,
                received_at=came,
                accept_made=accept_made,
                dry_run=dry_run,
            )
        if dry_run:
            told = _after(told, filed)
        filed += [told] if told.state == "new" else []
        place = None if dry_run else _set_aside(intake.course, candidate, told)
        yield Outcome(file=candidate.shown, received=told, set_aside=place)


def _data(candidate: Candidate) -> tuple[Any, str]:
    """Return the data of a file, or why there are none."""
    if candidate.why:
        return None, candidate.why
    try:
        return answers.load(candidate.raw), ""
    except RefusedError as error:
        return None, say("receiving", "refused", why=error)


def _after(told: Received, before: list[Received]) -> Received:
    """Tell what would become of a hand-in after those that would have been filed before it."""
    same = [each for each in before if (each.learner, each.quiz) == (told.learner, told.quiz)]
    if told.state != "new" or not same:
        return told
    if any((each.receipt, each.made_at) == (told.receipt, told.made_at) for each in same):
        return replace(told, state="double", why=words("receiving")["double"])
    return replace(told, state="older", why=words("receiving")["older"])


def _set_aside(course: Path, candidate: Candidate, told: Received) -> Path | None:
    """Keep what was not taken in; what is taken in at last is kept there no longer."""
    if not candidate.raw:
        return None
    folder, digest = course / SET_ASIDE / FOLDER, hashlib.sha256(candidate.raw).hexdigest()[:12]
    before = sorted(folder.glob(f"{digest}-*"))
    if told.state in {"new", "double", "older"}:
        for path in before:
            path.unlink()
        return None
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.@+-]+", "_", candidate.shown.rpartition(", ")[2])[-80:]
    place = before[0] if before else folder / f"{digest}-{name}"
    files.write_bytes(place, candidate.raw)
    files.write_text(place.with_name(f"{place.name}.why.log"), f"{candidate.shown}\n{told.why}\n")
    return place
