"""Runs (cohorts): each with its own people, dates and results."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, bindparam, func, insert, or_, select, update

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.record import due_dates, people
from prevention_cpd.quiz.record.run import Run
from prevention_cpd.quiz.record.run_tables import member, run
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

_OF: BindParameter[str] = bindparam("of_run")
# Who leaves the class leaves the runs that go on; one that has ended stays as it was.
_LEFT = (
    select(member.c.person)
    .join(run, run.c.id == _OF, isouter=True)
    .where(member.c.run.in_([_OF, ""]), member.c.left_at != "")
    .where(or_(member.c.run == _OF, run.c.archived_at == "", member.c.left_at < run.c.archived_at))
)


def every(connection: Connection) -> tuple[Run, ...]:
    """Return all runs, the latest first."""
    counted = select(member.c.run, func.count().label("people")).group_by(member.c.run).subquery()
    columns = (*run.c, func.coalesce(counted.c.people, 0).label("people"))
    query = select(*columns).join(counted, counted.c.run == run.c.id, isouter=True)
    found = [Run(**row) for row in connection.execute(query.order_by(run.c.id)).mappings()]
    return tuple(sorted(found, key=lambda each: each.begins, reverse=True))


def known(connection: Connection, name: str, *, place: Path) -> Run:
    """Return a run.

    Raises:
        CourseError: when there is none of this name; it tells which there are.
    """
    runs = every(connection)
    for each in runs:
        if each.id == name:
            return each
    names = ", ".join(each.id for each in runs)
    fix = say("runs", "which", names=names) if names else words("runs")["none"]
    raise CourseError([_problem(place, say("runs", "unknown", run=name), fix)])


def start(connection: Connection, name: str, *, title: str = "", starts_at: str = "", place: Path) -> None:
    """Start a run.

    Args:
        connection: in a transaction.
        name: its id, which is short.
        title: for people; the id unless given.
        starts_at: ISO 8601 with zone; now unless given.
        place: the gradebook, for the message.

    Raises:
        CourseError: when there is a run of this name already.
    """
    if any(each.id == name for each in every(connection)):
        raise CourseError([_problem(place, say("runs", "double", run=name), words("runs")["double_fix"])])
    due_dates.read_back(connection)
    values = {"id": name, "title": title or name, "starts_at": starts_at or _now()}
    connection.execute(insert(run), [{**values, "archived_at": "", "delete_on": ""}])
    due_dates.show(connection)


def archive(connection: Connection, name: str, *, delete_on: str = "") -> None:
    """End a run: nothing that is handed in later belongs to it; it can be read as ever.

    Args:
        connection: in a transaction.
        name: a run that there is.
        delete_on: the day on which its data are to be erased, ISO 8601.
    """
    due_dates.read_back(connection)
    values: dict[str, Any] = {"archived_at": _now(), "delete_on": delete_on}
    connection.execute(update(run).where(run.c.id == name).values(values))
    due_dates.show(connection)


def reopen(connection: Connection, name: str) -> None:
    """Let a run that has ended go on: what was handed in since belongs to it, and its data stay.

    Args:
        connection: in a transaction.
        name: a run that there is.
    """
    due_dates.read_back(connection)
    connection.execute(update(run).where(run.c.id == name).values(archived_at="", delete_on=""))
    due_dates.show(connection)


def members(connection: Any, name: str) -> list[str]:
    """Return the ids of the people of a run, also of those who have left it."""
    return list(connection.scalars(select(member.c.person).where(member.c.run == name)))


def teams(connection: Connection, name: str = "") -> list[str]:
    """Return the groups of a run, or of all, in order."""
    query = select(member.c.team).distinct().where(member.c.team != "").order_by(member.c.team)
    return list(connection.scalars(query.where(member.c.run == name) if name else query))


def team_of(connection: Connection, name: str) -> dict[str, str]:
    """Return the group of each member of a run who is in one."""
    query = select(member.c.person, member.c.team).where(member.c.run == name, member.c.team != "")
    return {person: team for person, team in connection.execute(query)}  # noqa: C416  # a row is no pair


def join(
    connection: Connection, name: str, people: Iterable[str], *, teams: Mapping[str, str] | None = None
) -> None:
    """Put people into a run; who is in it stays, and somebody who had left is back.

    Who joins a run that goes on is back in the class too, so that they can sign in.

    Args:
        connection: in a transaction.
        name: a run that there is, or "" for a class without runs.
        people: ids of the record.
        teams: the group of those who are in one; the others keep theirs.
    """
    given, there = teams or {}, set(members(connection, name))
    new: list[dict[str, str]] = []
    old: list[dict[str, str]] = []
    for each in people:
        row = {"run": name, "person": each, "team": given.get(each, ""), "left_at": ""}
        (old if each in there else new).append(row)
    if new:
        connection.execute(insert(member), new)
    for row in old:
        values = {"left_at": "", **({"team": row["team"]} if row["team"] else {})}
        this = (member.c.run == name, member.c.person == row["person"])
        connection.execute(update(member).where(*this).values(values))
    some = member.c.person.in_([row["person"] for row in (*new, *old)])
    goes_on = select(run.c.id).where(run.c.id == name, run.c.archived_at == "").exists()
    connection.execute(update(member).where(member.c.run == "", some, goes_on).values(left_at=""))


def leave(connection: Connection, name: str, people: Iterable[str]) -> None:
    """Note that people have left a run; what they handed in stays."""
    now, every = _now(), set(people)
    there = every & set(members(connection, name))
    if new := sorted(every - there):
        rows = [{"run": name, "person": each, "team": "", "left_at": now} for each in new]
        connection.execute(insert(member), rows)
    some = member.c.person.in_(there)
    connection.execute(update(member).where(member.c.run == name, some).values(left_at=now))


def left(db: Any, name: str = "") -> set[str]:
    """Return who has left a run, or the class itself before that run ended.

    Args:
        db: a connection to the gradebook, or a session.
        name: a run, or "" for the class itself.
    """
    return set(db.scalars(_LEFT, {"of_run": name}))


def awaited(db: Any, name: str) -> set[str]:
    """Return who is in a run and has not left it."""
    return set(members(db, name)) - left(db, name)


def expected(db: Any) -> set[str]:
    """Return whose work is awaited: all of the class who are in no run, or have not left one that goes on.

    Args:
        db: a connection to the gradebook, or a session.
    """
    query = select(member.c.person, member.c.left_at, run.c.archived_at)
    gone: set[str] = set()
    there: set[str] = set()
    for person, left_at, archived_at in db.execute(query.join(run, run.c.id == member.c.run, isouter=True)):
        (gone if left_at or archived_at else there).add(person)
    return set(people.everybody(db)) - (gone - there) - left(db)


def current(db: Any, ids: Collection[str] | None = None) -> list[str]:
    """Return the ids of those on the class list who have not left it, in order.

    Args:
        db: a connection to the gradebook, or a session.
        ids: only of these, a few hundred at most; of all unless given.
    """
    there = people.everybody(db) if ids is None else people.names(db, ids)
    return sorted(set(there) - left(db))


def _now() -> str:
    # To the second, as answers and hand-ins have their times.
    return datetime.now(UTC).isoformat(timespec="seconds")


def _problem(place: Path, what: str, fix: str) -> Problem:
    return Problem(file=place, line=0, code=Code.UNKNOWN_RUN, what=what, fix=fix)
