"""Deadlines: one for a form of a quiz, and narrower ones for a run, a group or one person.

The one for everybody is nbgrader's due date, so that the formgrader has it too; the others stand in the
record. The narrowest counts: the person's, else the group's, else the run's. Of two alike the later counts.
For who has been in several runs, what was set in an earlier one does not count in the next.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, SubmittedAssignment
from sqlalchemy import bindparam, delete, insert, select, update

from prevention_cpd.quiz.record import run_parts
from prevention_cpd.quiz.record.run_tables import date, member

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

_NAME: Any = bindparam("name")
_GENERAL = select(Assignment.duedate).where(Assignment.name == _NAME)
_LONGER = (
    select(SubmittedAssignment.student_id, SubmittedAssignment.extension)
    .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    .where(Assignment.name == _NAME, SubmittedAssignment.student_id.in_(bindparam("people", expanding=True)))
    .where(SubmittedAssignment.extension.is_not(None))
)
_DATES = select(date).where(date.c.assignment == _NAME)
_FOR_ALL = select(date.c.due_at).where(
    date.c.assignment == _NAME, date.c.run == "", date.c.team == "", date.c.person == ""
)


def due(connection: Any, assignment: str, person: str) -> datetime | None:
    """Return until when a person may hand in, in UTC; None where there is no deadline.

    Args:
        connection: to the gradebook, or a session.
        assignment: a form of a quiz.
        person: an id.
    """
    return dues(connection, assignment, [person])[person]


def dues(connection: Any, assignment: str, people: Collection[str]) -> dict[str, datetime | None]:
    """Return until when each of these people may hand in, in UTC, as `due` does; a few hundred at most."""
    general = general_due(connection, assignment)
    found = dict.fromkeys(people, general)
    if general:
        longer = connection.execute(_LONGER, {"name": assignment, "people": list(people)})
        found |= {person: general + extension for person, extension in longer}
    return {**found, **exceptions(connection, assignment, people)}


def general_due(connection: Any, assignment: str) -> datetime | None:
    """Return the deadline for everybody, in UTC."""
    found = connection.scalar(_GENERAL, {"name": assignment})
    return found.replace(tzinfo=UTC) if found else None


def of_run(connection: Any, run: str) -> dict[str, datetime]:
    """Return the deadlines, in UTC, that a whole run has of its own, by assignment."""
    query = select(date).where(date.c.run == run, date.c.team == "", date.c.person == "")
    return {row["assignment"]: _at(row) for row in connection.execute(query).mappings()}


def exceptions(connection: Any, assignment: str, people: Collection[str]) -> dict[str, datetime]:
    """Return the deadlines, in UTC, of those people who have a narrower one than everybody."""
    rows = connection.execute(_DATES, {"name": assignment}).mappings().all()
    rows = [row for row in rows if row["person"] or row["team"] or row["run"]]
    if not rows:
        return {}
    parts = run_parts.of(connection, people)
    here = {person: one for person, own in parts.items() if (one := own.at())}
    since = {who: one for who, one in here.items() if one.id != parts[who][0].id}
    found = {person: [(3, _at(row)) for row in rows if row["person"] == person] for person in people}
    if wide := [row for row in rows if not row["person"]]:
        query = select(member.c.person, member.c.run, member.c.team).where(member.c.person.in_(list(people)))
        for person, run, team in connection.execute(query):
            found[person] += [
                (2 if row["team"] else 1, _at(row))
                for row in wide
                if row["run"] in {"", run} and row["team"] in {"", team}
                if not row["run"] or person not in here or here[person].id == run
            ]
    for person, one in since.items():
        found[person] = [each for each in found[person] if one.holds(each[1].isoformat())]
    return {person: max(own)[1] for person, own in found.items() if own}


def narrower(connection: Any, assignment: str, run: str = "") -> list[tuple[str, datetime]]:
    """Return each deadline, in UTC, that is not for everybody, with the person, group or run that has it.

    Args:
        connection: to the gradebook.
        assignment: a form of a quiz.
        run: without its own, those of other runs and of people who are not in this one.
    """
    rows = connection.execute(_DATES, {"name": assignment}).mappings().all()
    if run:
        own = set(connection.scalars(select(member.c.person).where(member.c.run == run)))
        rows = [row for row in rows if row["run"] in {"", run} and row["person"] in {"", *own}]
    found = [(row["person"] or row["team"] or (not run and row["run"]), row) for row in rows]
    return sorted((whom, _at(row)) for whom, row in found if whom)


def late_by(handed_in: datetime | None, due: datetime | None) -> timedelta:
    """Return by how much work came after the deadline; zero if in time, or where either is not known.

    Args:
        handed_in: in UTC, without a zone, as nbgrader keeps times.
        due: from `dues`.
    """
    if handed_in is None or due is None:
        return timedelta(0)
    return max(timedelta(0), handed_in - due.replace(tzinfo=None))


def is_set(connection: Any, assignment: str) -> bool:
    """Tell whether a trainer has set or taken away the deadline for everybody, so that no blueprint does."""
    return connection.scalar(_FOR_ALL, {"name": assignment}) is not None


def put(  # noqa: PLR0913  # one for each width of a deadline
    connection: Connection,
    assignment: str,
    when: datetime | None,
    *,
    run: str = "",
    team: str = "",
    person: str = "",
) -> None:
    """Set a deadline, or take it away.

    Args:
        connection: in a transaction.
        assignment: a form of a quiz that the gradebook has.
        when: with its zone; None takes it away.
        run: only for this run.
        team: only for this group.
        person: only for this person.
    """
    connection.execute(delete(date).where(*_of(assignment, run, team, person)))
    everybody = not (run or team or person)
    if when or everybody:
        row = {"assignment": assignment, "run": run, "team": team, "person": person}
        connection.execute(insert(date), [{**row, "due_at": when.isoformat() if when else ""}])
    if everybody:
        at = when.astimezone(UTC).replace(tzinfo=None) if when else None
        connection.execute(update(Assignment).where(Assignment.name == assignment).values(duedate=at))


def _of(assignment: str, run: str = "", team: str = "", person: str = "") -> tuple[Any, ...]:
    return (
        date.c.assignment == assignment,
        date.c.run == run,
        date.c.team == team,
        date.c.person == person,
    )


def _at(row: Any) -> datetime:
    return datetime.fromisoformat(row["due_at"]).astimezone(UTC)
