"""The history of attempts, kept as data: `attempts/<learner>/<assignment>/<time>-<receipt>.json`.

nbgrader has one row for a learner and an assignment, and a newer submission
takes it over: scores, marks and comments of the older one would be gone, or
worse, would be taken for those of the newer one. So each attempt has a file.
The gradebook says what the present attempt is worth; the files say it of all
others.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import urllib.parse
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.history.attempt import Attempt, counting, in_order, instant, present
from prevention_cpd.quiz.history.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prevention_cpd.quiz.history.standings import Standing

__all__ = ["FOLDER", "Attempt", "close", "counting", "folder_name", "history", "keep", "present"]

#: The folder of the course that holds the history.
FOLDER = "attempts"
#: How the name of a draft ends.
PART = ".part"
SCHEMA = 1
#: No usual file system takes a longer name; some need room for an ending.
_LONGEST_NAME = 200

_log = logging.getLogger(__name__)


_FIELDS = tuple(each.name for each in fields(Attempt))
_MARKS = tuple(each.name for each in fields(Marks))


def folder_name(text: str) -> str:
    """Return a name that every file system takes; `urllib.parse.unquote` gives the text back.

    A very long text is cut short and ends in its digest; the attempt's file holds it whole.
    """
    name = urllib.parse.quote(text.encode("utf-8", "surrogateescape"), safe="@.")
    if name.startswith(".") or name.endswith("."):
        name = name.replace(".", "%2E")
    if len(name) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()
    return f"{name[:100]}%-{digest}"


@dataclass(frozen=True, slots=True)
class Draft:
    """An attempt that is written beside its place, so that keeping it is only a rename."""

    part: str
    path: str

    def settle(self) -> Path:
        """Put it in its place, whole."""
        os.replace(self.part, self.path)  # noqa: PTH105
        return Path(self.path)


def draft(folder: Path, attempt: Attempt, *, safely: bool = False) -> Draft:
    """Write an attempt down beside its place; the same one again changes only the time of recording.

    Marks that were written down before stay where the new record has none.

    Args:
        folder: `attempts/` of the course.
        attempt: what to write.
        safely: wait until it is on the disk.
    """
    place, name = _place(folder, attempt.student, attempt.quiz), attempt.name
    path = f"{place}{os.sep}{name}"
    known = _load(path)
    if known:
        attempt = replace(attempt, marks=_merged(known.marks, attempt.marks))
    # An attempt that is closed keeps its time: the latest one is the present one.
    recorded = attempt.recorded_at or datetime.now(UTC).isoformat()
    text = json.dumps(_data(replace(attempt, recorded_at=recorded)))
    part = f"{place}{os.sep}.{name}-{os.getpid()}{PART}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(part, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(place, exist_ok=True)  # noqa: PTH103
        handle = os.open(part, flags, 0o644)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("ascii") + b"\n")
        if safely:
            file.flush()
            os.fsync(handle)
    return Draft(part, path)


def keep(folder: Path, attempt: Attempt, *, safely: bool = False) -> Path:
    """Write an attempt down, whole or not at all; for the arguments see `draft`."""
    return draft(folder, attempt, safely=safely).settle()


def close(folder: Path, new: Attempt, standing: Standing | None) -> frozenset[str]:
    """Before an attempt takes over the gradebook's row, write down what the row says of the one before it.

    Call it first; then clear in the gradebook what it names; then `keep` the new attempt.
    Killed in between and begun again, nothing is lost.

    Args:
        folder: `attempts/` of the course.
        new: the attempt that is being graded.
        standing: the learner's row, as it is before the grading.

    Returns:
        The questions whose mark and comment in the gradebook belong to another answer and must not count:
        set `manual_score`, `extra_credit` and `manual_comment` to None, and let them wait for a marker.
    """
    past = history(folder, new.student, new.quiz)
    if not past or standing is None:
        return frozenset()
    previous = present(past)
    if previous.name == new.name:
        return frozenset()
    # Its own scores stand in its file; those of the row are the new ones, if a run was killed in between.
    given = {
        name: replace(marks, auto=previous.marks[name].auto) if name in previous.marks else marks
        for name, marks in standing.marks.items()
    }
    keep(folder, replace(previous, marks=given, penalty=standing.penalty), safely=True)
    missing = object()
    return frozenset(
        name
        for name, marks in standing.marks.items()
        if marks.by_hand and previous.answers.get(name, missing) != new.answers.get(name, missing)
    )


def history(folder: Path, student: str, quiz: str) -> tuple[Attempt, ...]:
    """Return the attempts of a learner at an assignment, the earliest first."""
    return in_order(_attempts(_place(folder, student, quiz)))


def everything(folder: Path) -> Iterator[Attempt]:
    """Yield every attempt of every learner, in no promised order."""
    for learner in folder.iterdir() if folder.is_dir() else ():
        for quiz in learner.iterdir() if learner.is_dir() else ():
            yield from _attempts(str(quiz))


def _place(folder: Path, student: str, quiz: str) -> str:
    """Return the folder of a learner's attempts at an assignment, as text: much the fastest for a class."""
    return f"{folder}{os.sep}{folder_name(student)}{os.sep}{folder_name(quiz)}"


def _attempts(place: str) -> Iterator[Attempt]:
    try:
        names = [name for name in os.listdir(place) if name.endswith(".json")]  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        attempt = _load(f"{place}{os.sep}{name}")
        if attempt:
            yield attempt


def _data(attempt: Attempt) -> dict[str, Any]:
    """Return what the file holds."""
    # `asdict` copies deeply and costs five times as much as all the rest.
    data = {name: getattr(attempt, name) for name in _FIELDS}
    data["marks"] = {
        question: {"auto": marks.auto, "of": marks.of, "waits": marks.waits}
        if not marks.by_hand
        else {name: getattr(marks, name) for name in _MARKS}
        for question, marks in attempt.marks.items()
    }
    return {"schema": SCHEMA, "score": attempt.score, "of": attempt.most, **data}


def _load(path: str) -> Attempt | None:
    """Read an attempt; one that cannot be read is told in the log and left as it is."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            data = json.loads(file.read())
        marks = {name: Marks(**each) for name, each in data.pop("marks").items()}
        data |= {name: tuple(data[name]) for name in ("problems", "altered")}
        for name in ("schema", "score", "of"):
            data.pop(name)
        attempt = Attempt(**data, marks=marks)
        instant(attempt.submitted_at)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("%s cannot be read and is left out of the history: %s", path, error)
        return None
    return attempt


def _merged(known: Mapping[str, Marks], new: Mapping[str, Marks]) -> dict[str, Marks]:
    """Return the new marks, with what a person once gave where they have nothing."""
    return {
        name: replace(known[name], of=marks.of, auto=marks.auto)
        if name in known and known[name].by_hand and not marks.by_hand
        else marks
        for name, marks in new.items()
    }
