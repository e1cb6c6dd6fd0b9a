"""Where each quiz stands, for a whole class in a few queries and one look through the folders."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbgrader.api import (
    Assignment,
    Grade,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select

from prevention_cpd.core.problems import CourseError
from prevention_cpd.questions import assignment_id, load_blueprints
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.record import dates, runs
from prevention_cpd.quiz.record.kept_tables import answer as kept
from prevention_cpd.quiz.record.tables import attempt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from prevention_cpd.quiz.format.questions_file import Released

#: What comes next for a quiz, in its order.
STEPS = ("class", "release", "collect", "grade", "mark", "return", "results")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one form of a quiz stands."""

    form: Released
    #: Whether learners can have it.
    released: bool
    #: Until when it may be handed in, in UTC; None for no end.
    due: datetime | None
    #: How many are awaited: who is on the class list, has not left, and is in no run that has ended.
    people: int
    #: How many these are with those who have handed in all the same.
    of: int = 0
    #: Ids, by what became of their work; who started has not handed in yet. Only the class server can tell.
    started: frozenset[str] = frozenset()
    handed_in: frozenset[str] = frozenset()
    graded: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    returned: frozenset[str] = frozenset()

    @property
    def to_grade(self) -> int:
        """How many came in and were never graded."""
        return len(self.handed_in - self.graded)

    @property
    def step(self) -> str:
        """What comes next, one of `STEPS`."""
        if not self.people and not self.handed_in:
            return "class"
        if not self.released:
            return "release"
        if not self.handed_in:
            return "collect"
        if self.to_grade:
            return "grade"
        if self.waiting:
            return "mark"
        return "return" if self.graded - self.returned else "results"


def standings(connection: Connection, course: Path, *, only: str = "") -> list[Standing]:
    """Return where every form of every quiz stands, in the order of the course, those it does not know last.

    Args:
        connection: to the gradebook.
        course: the folder of the nbgrader course.
        only: only this assignment.
    """
    built = {path.parent.name for path in (course / "source").glob(f"*/{questions_file.FILE}")}
    known = {row.name: row.duedate for row in connection.execute(select(Assignment.name, Assignment.duedate))}
    awaited = runs.expected(connection)
    handed_in, returned = _folders(course / "submitted", ""), _folders(course / "feedback", ".html")
    graded = _by_quiz(connection.execute(select(attempt.c.quiz, attempt.c.person).distinct()))
    started = _by_quiz(connection.execute(select(kept.c.quiz, kept.c.person).distinct()))
    late, waiting = _late(connection), _waiting(connection)
    nobody: frozenset[str] = frozenset()
    place = _places(course)
    return [
        Standing(
            form=questions_file.load(course, name),
            released=name in known and (course / "release" / name).is_dir(),
            due=known.get(name),
            people=len(awaited),
            of=len(awaited | handed_in.get(name, nobody)),
            started=started.get(name, nobody) - handed_in.get(name, nobody),
            handed_in=handed_in.get(name, nobody),
            graded=graded.get(name, nobody),
            late=late.get(name, nobody),
            waiting=waiting.get(name, nobody),
            returned=returned.get(name, nobody),
        )
        for name in sorted(built, key=lambda name: (place.get(name, len(place)), name))
        if only in {"", name}
    ]


def _places(course: Path) -> dict[str, int]:
    """Return the place of each form in the blueprints; nothing where they cannot be read."""
    with contextlib.suppress(CourseError, OSError):
        quizzes = load_blueprints(course / "quizzes.yml")
        names = [assignment_id(quiz, form) for quiz in quizzes for form in quiz.forms]
        return {name: at for at, name in enumerate(names)}
    return {}


def _by_quiz(rows: object) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for quiz, person in rows:  # type: ignore[attr-defined]
        found.setdefault(quiz, set()).add(person)
    return {quiz: frozenset(people) for quiz, people in found.items()}


def _late(connection: Connection) -> dict[str, frozenset[str]]:
    """Return who handed in after the deadline that counts for them."""
    query = select(Assignment.name, SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
    query = query.join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    times: dict[str, dict[str, datetime]] = {}
    for name, person, at in connection.execute(query.where(SubmittedAssignment.timestamp.is_not(None))):
        times.setdefault(name, {})[person] = at
    dues = {name: dates.dues(connection, name, found) for name, found in times.items()}
    return _by_quiz(
        (name, person)
        for name, found in times.items()
        for person, at in found.items()
        if dates.late_by(at, dues[name][person])
    )


def _waiting(connection: Connection) -> dict[str, frozenset[str]]:
    query = select(Assignment.name, SubmittedAssignment.student_id).distinct()
    query = query.join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
    query = query.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    query = query.join(Grade, Grade.notebook_id == SubmittedNotebook.id)
    query = query.join(GradeCell, Grade.cell_id == GradeCell.id)
    return _by_quiz(connection.execute(query.where(Grade.needs_manual_grade)))


def _folders(step: Path, ending: str) -> dict[str, frozenset[str]]:
    """Return who has a folder of each quiz below a step, by one look through it."""
    found: dict[str, set[str]] = {}
    for person in _entries(step):
        for quiz in _entries(person):
            if not ending or os.path.exists(f"{quiz.path}{os.sep}{quiz.name}{ending}"):  # noqa: PTH110
                found.setdefault(quiz.name, set()).add(person.name)
    return {quiz: frozenset(people) for quiz, people in found.items()}


def _entries(folder: Path | os.DirEntry[str]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            yield from (each for each in found if not each.name.startswith("."))
    except OSError:
        return
