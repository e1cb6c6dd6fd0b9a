"""A person taken out of the class everywhere: the rows of every table, and every file that is theirs."""

from __future__ import annotations

import contextlib
import html
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import (
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import notebook_hash
from sqlalchemy import delete, func, select

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.grading import gradebook
from prevention_cpd.quiz.record import access, certificates, tables
from prevention_cpd.quiz.record.certificate_tables import certificate
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

#: The folders of the course that have one folder a person.
_STEPS = (
    "submitted",
    "autograded",
    "feedback",
    "attempts",
    "received",
    "set-aside/submitted",
    "set-aside/autograded",
    "reports/records",
)
#: Ends of the names of the files that a person has there.
_CERTIFICATES, _ENDS = "reports/certificates", (".pdf", ".jwt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What is erased of a person, and what is not."""

    #: How many rows of each table that had any.
    rows: dict[str, int]
    files: tuple[Path, ...]
    #: What is kept, each with the reason.
    kept: tuple[tuple[str, str], ...]


def erase(course: Path, person: str, *, exchange: Path | None = None, only_tell: bool = False) -> Erased:
    """Erase a person; may run again where it was stopped.

    Args:
        course: the folder of the nbgrader course.
        person: the id.
        exchange: the folder of this course in the exchange, if there is one.
        only_tell: change nothing, and tell what would go.

    Raises:
        CourseError: when nothing of this person is there.
        OSError: when a file cannot be erased; run it again once it can.
    """
    files = [*_folders(course, person), *_in_exchange(course, person, exchange)]
    with access.writing(course) as connection:
        found = {table.name: _count(connection, table, where) for table, where in _theirs(person)}
        counts = {name: count for name, count in found.items() if count}
        if not counts and not files:
            what, fix = say("erasing", "unknown", person=person), words("erasing")["unknown_fix"]
            raise CourseError([Problem(file=course, line=0, code=Code.CLASS_LIST, what=what, fix=fix)])
        kept = (*_certificates(connection, person), *_kept(course, person))
        reports = [place for place in sorted((course / "reports").glob("*.html")) if _names(place, person)]
        if not only_tell:
            # Without this SQLite leaves what was deleted in the file until something takes its place.
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete = ON")
            certificates.forget(connection, [person])
            for table, where in _theirs(person):
                connection.execute(delete(table).where(where))
    if not only_tell:
        with gradebook.told(course / "gradebook.db"):
            _shrink(course)
        for place in [*files, *reports]:
            _remove(place)
    return Erased(rows=counts, files=(*files, *reports), kept=kept)


def _theirs(person: str) -> Iterator[tuple[Any, Any]]:
    """Yield each table with what is this person's in it, what hangs on another row before that row."""
    attempts = select(tables.attempt.c.id).where(tables.attempt.c.person == person)
    last = [tables.attempt, tables.person]
    for table in tables.METADATA.sorted_tables:
        if table is certificate:
            # What is personal in it is taken out; the rest lets others check a certificate still.
            continue
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column is tables.attempt.c.id:
                    yield table, column.in_(attempts)
                elif key.column is tables.person.c.id and table not in last:
                    yield table, column == person
        if "person" in table.c and not table.c.person.foreign_keys:
            yield table, table.c.person == person
    yield tables.attempt, tables.attempt.c.person == person
    yield tables.person, tables.person.c.id == person
    work = select(SubmittedAssignment.id).where(SubmittedAssignment.student_id == person)
    notebooks = select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id.in_(work))
    yield Grade.__table__, Grade.notebook_id.in_(notebooks)
    yield Comment.__table__, Comment.notebook_id.in_(notebooks)
    yield SubmittedNotebook.__table__, SubmittedNotebook.assignment_id.in_(work)
    yield SubmittedAssignment.__table__, SubmittedAssignment.student_id == person
    yield Student.__table__, Student.id == person


def _count(connection: Connection, table: Any, where: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(where)).scalar_one())


def _folders(course: Path, person: str) -> list[Path]:
    """Return the folders and certificates of this name; it is looked for, so none can lead elsewhere."""
    found = []
    places = [*((step, person) for step in _STEPS), *((_CERTIFICATES, f"{person}{end}") for end in _ENDS)]
    for step, name in places:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            if name in os.listdir(course / step):  # noqa: PTH208  # an id need not be a path
                found.append(course / step / name)
    return found


def _in_exchange(course: Path, person: str, exchange: Path | None) -> Iterator[Path]:
    """Yield what the exchange holds: each hand-in, and each feedback page under a name made of its secret."""
    if exchange is None:
        return
    with contextlib.suppress(FileNotFoundError):
        yield from (
            exchange / "inbound" / name
            for name in sorted(os.listdir(exchange / "inbound"))  # noqa: PTH208
            if name.startswith(f"{person}+")
        )
    for secret in sorted((course / "feedback").glob("*/*/submission_secret.txt")):
        if secret.parent.parent.name == person:
            quiz = secret.parent.name
            page = (
                exchange / "feedback" / f"{notebook_hash(secret=secret.read_text(), notebook_id=quiz)}.html"
            )
            if page.exists():
                yield page


def _certificates(connection: Connection, person: str) -> Iterator[tuple[str, str]]:
    if _count(connection, certificate, certificate.c.person == person):
        yield words("erasing")["certificates"], words("erasing")["can_be_checked"]


def _kept(course: Path, person: str) -> Iterator[tuple[str, str]]:
    text = words("erasing")
    for place in sorted(course.glob("gradebook.db?*")):
        if not place.name.endswith(("-wal", "-shm", "-journal")):
            yield place.name, text["backup"]
    for place in sorted([*course.glob("*.csv"), *course.glob("*.xlsx"), *course.glob("reports/*.csv")]):
        if place.suffix == ".xlsx" or _names(place, person):
            yield place.name, text["names"]
    yield text["own"], ""
    yield text["elsewhere"], ""


def _names(place: Path, person: str) -> bool:
    try:
        held = place.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return person in held or html.escape(person) in held


def _shrink(course: Path) -> None:
    """Write the gradebook file anew, so that it holds nothing of what was deleted."""
    engine = tables.engine(access.address(course))
    try:
        if engine.dialect.name == "sqlite":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                raw: Any = connection.connection.driver_connection
                raw.execute("VACUUM")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()


def _remove(place: Path) -> None:
    """Remove a file, a link or a folder, also where a stranger took away the right to."""

    def again(function: Any, path: str, _error: Any) -> None:
        Path(path).parent.chmod(0o700)
        Path(path).chmod(0o700)
        function(path)

    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, onerror=again)
    else:
        place.unlink(missing_ok=True)
