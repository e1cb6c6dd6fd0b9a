"""What a learner hands over of their own study: read as a stranger's, and never more than their word."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.schema import complaints
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

#: Many times what a learner can write.
LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that the learner says they did."""

    title: str
    minutes: float
    #: A date, ISO 8601; empty if not given.
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Something that the learner wrote: lines of a prompt, if there was one, and what was answered."""

    title: str
    on: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRecord:
    """All of it."""

    learner: str
    course: str
    version: str
    saved_on: str
    parts: tuple[Part, ...]
    writings: tuple[Writing, ...]


def read(path: Path, course: str) -> StudyRecord:
    """Read a file that a learner saved.

    Args:
        path: the file.
        course: the id of the course that it has to be of.

    Raises:
        CourseError: when it is no such file, is of another course, or a date in it is none.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise CourseError([_problem(path, words("study")["too_large"])])
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise CourseError([_problem(path, words("study")["unreadable"])]) from None
    if found := [_problem(path, what) for _way, what, _fix in complaints(data, "records/study/study-record")]:
        raise CourseError(found)
    if data["course"] != course:
        raise CourseError([_problem(path, say("study", "other_course", course=data["course"]))])
    try:
        return _record(data)
    except ValueError:
        raise CourseError([_problem(path, words("study")["no_date"])]) from None


def read_all(paths: Iterable[Path], course: str) -> tuple[dict[str, StudyRecord], list[Problem]]:
    """Read the files of several learners, and those of folders; return them by the id of the learner.

    Returns:
        the records, the one saved last where a learner has several; and what is wrong with the others, such
        as a file of a folder without an id, which could be anybody's.
    """
    found: dict[str, StudyRecord] = {}
    problems: list[Problem] = []
    for path in paths:
        for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
            try:
                one = read(file, course)
            except CourseError as error:
                problems += error.problems
                continue
            known = found.get(one.learner)
            if not one.learner and (path.is_dir() or known):
                problems.append(_problem(file, words("study")["nobody"], words("study")["nobody_fix"]))
            elif known is None or known.saved_on <= one.saved_on:
                found[one.learner] = one
    return found, problems


def _record(data: Mapping[str, Any]) -> StudyRecord:
    return StudyRecord(
        learner=data["learner"].get("id", ""),
        course=data["course"],
        version=data["version"],
        saved_on=_day(data.get("saved_at")),
        parts=tuple(
            Part(title=each["title"], minutes=each.get("minutes") or 0, on=_day(each["done_at"]))
            for each in data["parts"]
        ),
        writings=tuple(
            Writing(
                title=each.get("title", ""),
                on=_day(each.get("written_at") or each.get("finished_at")),
                lines=tuple(_lines(each)),
            )
            for each in (*data.get("reflections", ()), *data.get("plans", ()))
        ),
    )


def _lines(writing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "text" in writing:
        yield writing.get("prompt", ""), writing["text"]
    for each in writing.get("answers", ()):
        yield each.get("label", ""), each.get("text", "")
    for each in writing.get("marks", ()):
        yield each.get("statement", ""), str(each.get("mark", ""))


def _day(iso: str | None) -> str:
    return datetime.fromisoformat(iso).date().isoformat() if iso else ""


def _problem(path: Path, what: str, fix: str = "") -> Problem:
    return Problem(file=path, line=0, code=Code.UNREADABLE, what=what, fix=fix or words("study")["fix"])


def unknown(place: Path, learner: str) -> Problem:
    """Return the problem of a study record of somebody whom the class list does not have."""
    return _problem(place, say("study", "unknown", learner=learner))
