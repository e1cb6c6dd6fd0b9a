"""Where each quiz stands, for a whole class in a few queries and one look through the folders."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, SubmittedAssignment
from sqlalchemy import func, select

from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.grading.plan import has_notebook
from prevention_cpd.quiz.intake import digest, returned
from prevention_cpd.quiz.intake.timestamps import handed_in
from prevention_cpd.quiz.record import dates, reading, returned_marks, run_parts, runs
from prevention_cpd.quiz.record.attempt import instant
from prevention_cpd.quiz.record.kept_tables import answer as kept
from prevention_cpd.quiz.record.tables import attempt
from prevention_cpd.quiz.times import iso
from prevention_cpd.server.course_order import in_order
from prevention_cpd.server.desk.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from prevention_cpd.quiz.record.run import Run

#: Ids by assignment.
People = dict[str, frozenset[str]]


def standings(
    connection: Connection, course: Path, *, run: Run | None = None, only: str = ""
) -> list[Standing]:
    """Return where every form of every quiz stands, in the order of the course, those it does not know last.

    Args:
        connection: to the gradebook.
        course: the folder of the nbgrader course.
        run: only the people of this run, with what they did while it went on.
        only: only this assignment.
    """
    built = {path.parent.name for path in (course / "source").glob(f"*/{questions_file.FILE}")}
    class_ = _Class(connection, course, run, built)
    return [class_.standing(name) for name in in_order(course, built & {only} if only else built)]


class _Class:
    """What is asked of all quizzes together."""

    def __init__(self, connection: Connection, course: Path, run: Run | None, built: set[str]) -> None:
        self._connection, self._course, self._run, self._built = connection, course, run, built
        self._dues = dates.of_run(connection, run)
        self._released = set(self._dues)
        self._has_runs = bool(runs.every(connection))
        if run:
            self._members = run_parts.own(connection, run)
            self._awaited = runs.awaited(connection, run.id)
        else:
            self._awaited = runs.expected(connection)
        self._there = _folders(course / "submitted", "")
        self._copies, self._pages = (
            _folders(course / "autograded", ".ipynb"),
            _folders(course / "feedback", ".html"),
        )
        columns = (attempt.c.quiz, attempt.c.person, attempt.c.submitted_at)
        attempts = connection.execute(select(*columns)).all()
        self._graded = self._by_quiz(attempts)
        saved = select(kept.c.quiz, kept.c.person, func.max(kept.c.saved_at))
        self._started = self._by_quiz(connection.execute(saved.group_by(kept.c.quiz, kept.c.person)))
        handed = select(Assignment.name, SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
        handed = handed.join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        rows = [(name, who, iso(at)) for name, who, at in connection.execute(handed)]
        #: When what belongs here was handed in last, by assignment and person.
        former = sorted(attempts, key=lambda row: instant(row[2])) if run else ()
        self._times: dict[str, dict[str, str]] = {}
        for name, who, at in (*former, *rows):
            if self._is_in(who, at):
                self._times.setdefault(name, {})[who] = at
        #: Whose row in the gradebook, and so whose feedback, belongs here.
        self._present = self._by_quiz(rows)
        marks = returned_marks.now(connection)
        self._waiting = self._by_quiz(
            (name, person, "") for name, own in marks.items() for person in own if own[person].waiting
        )
        self._outdated = self._by_quiz((*row, "") for row in returned_marks.others(connection, marks))

    def standing(self, name: str) -> Standing:
        """Return where an assignment stands."""
        form, nobody = questions_file.load(self._course, name), frozenset[str]()
        graded, present = self._graded.get(name, nobody), self._present.get(name, nobody)
        there = {who: seen for who in self._there.get(name, ()) if (seen := self._seen(who, name))}
        lost = {who for who in there if not has_notebook(self._folder(who, name))}
        same = reading.digests(self._connection, name)
        copies, handed_in = self._copies.get(name, nobody), graded | there.keys()
        times, now = self._times.get(name, {}), datetime.now(UTC)
        dues = dates.dues(self._connection, name, times)
        first = name.removesuffix(f"-{form.form.lower()}") if form.form else name
        return Standing(
            form=form,
            released=name in self._released and (self._course / "release" / name).is_dir(),
            due=self._dues.get(name),
            people=len(self._awaited),
            of=len(self._awaited | handed_in),
            started=self._started.get(name, nobody) - handed_in,
            handed_in=handed_in,
            graded=graded,
            late=frozenset(
                who
                for who, at in times.items()
                if at and (due := dues[who]) and due < datetime.fromisoformat(at)
            ),
            waiting=self._waiting.get(name, nobody) & present,
            returned=frozenset(
                who for who in self._pages.get(name, nobody) if self._is_told(who, name, times)
            ),
            to_grade=frozenset(
                who
                for who, seen in there.items()
                if who not in lost and (seen != same.get(who) or who not in copies)
            ),
            lost=frozenset(lost),
            open=frozenset(who for who in graded if (due := dues.get(who)) and now < due),
            outdated=self._outdated.get(name, nobody) & present,
            is_further=first in self._built - {name},
            is_further_due=first != name and bool(self._graded.get(first)),
        )

    def _seen(self, person: str, quiz: str) -> str:
        """Return the digest of what somebody handed in; nothing where it does not belong here."""
        found, at = digest.seen(self._folder(person, quiz))
        return found if self._is_in(person, at) else ""

    def _is_told(self, person: str, quiz: str, times: Mapping[str, Any]) -> bool:
        """Tell whether somebody has a page of what they handed in here; without a run, of what came last."""
        folder = self._course / "feedback" / person / quiz
        if self._run is None:
            return person in times and (not self._has_runs or iso(handed_in(folder)) in {"", times[person]})
        return any(self._is_in(person, at) for at, _page in returned.pages(folder))

    def _folder(self, person: str, quiz: str) -> Path:
        return self._course / "submitted" / person / quiz

    def _is_in(self, person: str, at: str) -> bool:
        """Tell whether something of a person and a time, ISO 8601 or empty, belongs to the run."""
        return self._run is None or (person in self._members and self._members[person].holds(at))

    def _by_quiz(self, rows: Iterable[Any]) -> People:
        """Gather people by assignment from rows with person and time."""
        found: dict[str, set[str]] = {}
        for quiz, person, at in rows:
            if self._is_in(person, at):
                found.setdefault(quiz, set()).add(person)
        return {quiz: frozenset(people) for quiz, people in found.items()}


def _folders(step: Path, ending: str) -> People:
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
