"""The record made ready: tables made, data of earlier revisions taken over, newer versions refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, Comment, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, insert, inspect, select, text, update

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.questions.answers import now
from prevention_cpd.quiz.grading import gradebook
from prevention_cpd.quiz.record import (
    certificate_tables,
    change_tables,
    code_tables,
    due_dates,
    earlier,
    kept_tables,
    marking_tables,
    people,
    return_tables,
    returned_marks,
    run_tables,
    tables,
)
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Table

VERSION = 6
#: How long the comments of people are, by assignment and person: what version 4 knew of them.
_COMMENTED = (
    select(Assignment.name, SubmittedAssignment.student_id, func.sum(func.length(Comment.manual_comment)))
    .join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
    .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
    .where(Comment.manual_comment.is_not(None))
    .group_by(Assignment.name, SubmittedAssignment.student_id)
)
#: The modules that hold tables: importing one is what adds its tables to those that are made.
TABLES = (
    tables,
    run_tables,
    certificate_tables,
    code_tables,
    kept_tables,
    marking_tables,
    change_tables,
    return_tables,
)


def _to_four(connection: Connection) -> None:
    """Give flags and decisions a time: what there was stands as of now, so that the next run leaves it."""
    for column in (kept_tables.flag.c.set_at, return_tables.resit.c.decided_at):
        name = column.table.name
        # Where the table came with an earlier step, it has the column.
        if column.name not in {each["name"] for each in inspect(connection).get_columns(name)}:
            # The names are this module's own, and no statement takes a column's name as a value.
            add = f"ALTER TABLE {name} ADD COLUMN {column.name} VARCHAR(40) DEFAULT '' NOT NULL"
            connection.execute(text(add))
            connection.execute(update(column.table).values({column: now()}))


def _to_five(connection: Connection) -> None:
    """Note the deadlines for everybody; let nbgrader have those of the current run; make two tables anew."""
    tables.METADATA.create_all(connection)
    if "from_blueprint" not in {each["name"] for each in inspect(connection).get_columns("cpd_date")}:
        add = "ALTER TABLE cpd_date ADD COLUMN from_blueprint BOOLEAN DEFAULT FALSE NOT NULL"
        connection.execute(text(add))
    due_dates.take_over(connection)
    due_dates.show(connection)
    rows = _made_anew(connection, return_tables.resit)
    if rows:
        connection.execute(insert(return_tables.resit), rows)
    marks, told = returned_marks.now(connection), _made_anew(connection, return_tables.returned)
    lengths = {(name, person): length for name, person, length in connection.execute(_COMMENTED)}
    for name, own in marks.items():
        kept = {}
        for row in (each for each in told if each["quiz"] == name and each["person"] in own):
            who = row["person"]
            # Only the length of the comments was known: where it is still the same, what is said now counts.
            said = own[who].said if row["comments"] == lengths.get((name, who), 0) else ""
            kept[who] = returned_marks.Marks(row["waiting"], row["points"], said)
        returned_marks.note(connection, name, kept)


def _made_anew(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """Make a table anew with the columns that it has now; return the rows that it had."""
    # The name is this module's own, and no statement takes a table's name as a value.
    rows = connection.execute(text(f"SELECT * FROM {table.name}")).mappings().all()  # noqa: S608
    table.drop(connection)
    table.create(connection)
    return [dict(row) for row in rows]


#: What makes the tables of each version those of the next one: `{1: to_two, ...}`.
MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    **dict.fromkeys((1, 2), tables.METADATA.create_all),
    3: _to_four,
    4: _to_five,
    5: tables.METADATA.create_all,
}
#: Any number that nobody else asks PostgreSQL for: one process at a time makes the tables.
_TURN = 1_668_305_001


def prepare(db_url: str, course: Path) -> None:
    """Make the record ready to be read and written; may run again.

    Args:
        db_url: the gradebook.
        course: the folder of the nbgrader course.

    Raises:
        CourseError: when the record was written by a later version of this package.
        sqlalchemy.exc.DBAPIError: when the gradebook cannot be written.
    """
    engine = tables.engine(db_url)
    try:
        if not inspect(engine).has_table("assignment"):
            # nbgrader notes the version of its own tables only in a database that has none yet; it calls a
            # program for that, which must be found where the environment is not activated.
            gradebook.configure()
            Gradebook(db_url).close()
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))
            _bring_up_to_date(connection, course)
            people.read_back(connection)
            due_dates.read_back(connection)
    finally:
        engine.dispose()


def _bring_up_to_date(connection: Connection, course: Path) -> None:
    if not inspect(connection).has_table(tables.version.name):
        tables.METADATA.create_all(connection)
        earlier.take_over(connection, course)
        connection.execute(insert(tables.version), [{"version": VERSION}])
    found = connection.execute(select(tables.version.c.version)).scalar_one()
    if found > VERSION:
        what = say("gradebook", "newer", found=found, known=VERSION)
        fix = say("gradebook", "newer_fix")
        place = course / "gradebook.db"
        raise CourseError([Problem(file=place, line=0, code=Code.GRADING_SETUP, what=what, fix=fix)])
    for at in range(found, VERSION):
        MIGRATIONS[at](connection)
        connection.execute(update(tables.version).values(version=at + 1))
