"""Deadlines: one for a form of a quiz, and narrower ones for a run, a group or one person.

The narrowest counts: the person's, else the group's, else the run's, else everybody's. Of two alike the
later counts. A deadline that is not a run's own counts in it only if it lies in its time. An extension that
nbgrader has for a person is added to a run's or everybody's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, SubmittedAssignment
from sqlalchemy import bindparam, select

from prevention_cpd.quiz.record import run_parts
from prevention_cpd.quiz.record.run_tables import date, member

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from prevention_cpd.quiz.record.run import Run

_NAME: Any = bindparam("name")
_PEOPLE: Any = bindparam("people", expanding=True)
_NBGRADER = select(Assignment.duedate).where(Assignment.name == _NAME)
_LONGER = (
    select(SubmittedAssignment.student_id, SubmittedAssignment.extension)
    .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    .where(Assignment.name == _NAME, SubmittedAssignment.student_id.in_(_PEOPLE))
    .where(SubmittedAssignment.extension.is_not(None))
)
_DATES = select(date).where(date.c.assignment == _NAME)
_TEAMS = select(member.c.person, member.c.run, member.c.team).where(
    member.c.person.in_(_PEOPLE), member.c.team != ""
)
#: How narrow a deadline for a group is; a run's is 1, a person's 3.
_GROUPS = 2
#: What a deadline for everybody is found by.
FOR_ALL = (date.c.run == "", date.c.team == "", date.c.person == "")


def due(connection: Any, assignment: str, person: str, time: str = "") -> datetime | None:
    """Return until when a person may hand in, in UTC; None where there is no deadline.

    Args:
        connection: to the gradebook, or a session.
        assignment: a form of a quiz.
        person: an id.
        time: ISO 8601 with zone, of what they did, in which run that ever was; now unless given.
    """
    return dues(connection, assignment, {person: time})[person]


def dues(
    connection: Any, assignment: str, people: Collection[str] | Mapping[str, str]
) -> dict[str, datetime | None]:
    """Return the deadline of each of these people, in UTC, as `due` does.

    Args:
        connection: to the gradebook, or a session.
        assignment: a form of a quiz.
        people: their ids, a few hundred at most; with times, ISO 8601 or empty, each has the deadline of
            the run that this time belongs to.
    """
    rows = connection.execute(_DATES, {"name": assignment}).mappings().all()
    everybody = _general(rows, connection.scalar(_NBGRADER, {"name": assignment}))
    narrow = [*filter(_is_narrow, rows)]
    if not (everybody or narrow):
        return dict.fromkeys(people)
    asked = {"people": list(people)}
    longer = connection.execute(_LONGER, {"name": assignment, **asked}).all()
    extra: dict[str, timedelta] = {who: more for who, more in longer}  # noqa: C416  # a row is no pair
    teams: dict[str, dict[str, str]] = {}
    for who, run, team in connection.execute(_TEAMS, asked) if any(row["team"] for row in narrow) else ():
        teams.setdefault(who, {})[run] = team
    of_one: dict[str, list[Any]] = {}
    for row in narrow:
        of_one.setdefault(row["person"], []).append(row)
    parts, times = run_parts.of(connection, people), people if isinstance(people, Mapping) else {}
    found: dict[str, datetime | None] = {}
    for person in people:
        where = _Where.of(parts.get(person, run_parts.Parts()), times.get(person, ""), teams.get(person, {}))
        own = [each for row in (*of_one.get(person, ()), *of_one.get("", ())) for each in where.counting(row)]
        if not own and everybody and where.has_for_all(everybody):
            own = [(0, everybody)]
        width, at = max(own, default=(0, None))
        found[person] = at + extra.get(person, timedelta(0)) if at and width < _GROUPS else at
    return found


@dataclass(frozen=True, slots=True)
class _Where:
    """The runs and groups of a person at a time."""

    #: The runs whose own deadlines count, by id: as a rule the one that the time belongs to.
    runs: Mapping[str, Run]
    #: That run until the next one of this person begins, and until it has ended itself; None for none.
    here: Run | None
    ended: Run | None
    teams: Mapping[str, str]

    @classmethod
    def of(cls, own: run_parts.Parts, time: str, teams: Mapping[str, str]) -> _Where:
        here = own.at(time)
        if here is None:
            # Who is in a run that has not begun has its deadlines for what they do until then.
            return cls({} if time else {each.id: each for each in own}, None, None, teams)
        return cls({here.id: here}, here, next(each for each in own if each.id == here.id), teams)

    def counting(self, row: Any) -> list[tuple[int, datetime]]:
        """Return how narrow a deadline is and when it is; nothing where it does not count."""
        run, at = row["run"], _at(row)
        if (run and run not in self.runs) or (row["team"] and not self._is_in(row["team"], run)):
            return []
        if self.here and not (self.here.ends_after(at) if run else self.here.holds_moment(at)):
            return []
        return [(3 if row["person"] else _GROUPS if row["team"] else 1, at)]

    def has_for_all(self, at: datetime) -> bool:
        """Tell whether the deadline for everybody counts."""
        return self.ended is None or self.ended.holds_moment(at)

    def _is_in(self, team: str, run: str) -> bool:
        return any(self.teams.get(each) == team for each in ([run] if run else ["", *self.runs]))


def general_due(connection: Any, assignment: str) -> datetime | None:
    """Return the deadline for everybody, in UTC."""
    row = general(connection, assignment)
    return _general([row] if row else [], connection.scalar(_NBGRADER, {"name": assignment}))


def of_run(connection: Any, run: Run | None) -> dict[str, datetime | None]:
    """Return the deadline, in UTC, of a whole run, or of everybody without one, by assignment."""
    rows = connection.execute(select(date).where(date.c.team == "", date.c.person == "")).mappings().all()
    for_all = {row["assignment"]: [row] for row in rows if not row["run"]}
    duedates = connection.execute(select(Assignment.name, Assignment.duedate))
    found = {name: _general(for_all.get(name, ()), at) for name, at in duedates}
    if run is None:
        return found
    held = {name: at if at and run.holds_moment(at) else None for name, at in found.items()}
    return held | {row["assignment"]: _at(row) for row in rows if row["run"] == run.id}


def has_own(connection: Any, assignment: str, run: Run) -> bool:
    """Tell whether a run as a whole has a deadline of its own, so that everybody's does not count in it."""
    rows = connection.execute(_DATES, {"name": assignment}).mappings()
    return any((row["run"], row["team"], row["person"]) == (run.id, "", "") for row in rows)


def narrower(connection: Any, assignment: str, run: Run | None) -> list[tuple[str, datetime]]:
    """Return each deadline, in UTC, that is not for everybody, with the person, group or run that has it.

    Args:
        connection: to the gradebook.
        assignment: a form of a quiz.
        run: without its own, those of other runs or times and of people who are not in this one.
    """
    rows = connection.execute(_DATES, {"name": assignment}).mappings().all()
    found = [(row["person"] or row["team"] or row["run"], _at(row), row) for row in rows if _is_narrow(row)]
    if run:
        own = {"", *connection.scalars(select(member.c.person).where(member.c.run == run.id))}
        found = [
            (whom, at, row)
            for whom, at, row in found
            if row["person"] in own and (row["person"] or row["team"])
            if row["run"] == run.id or (not row["run"] and run.holds_moment(at))
        ]
    return sorted((whom, at) for whom, at, _row in found)


def late_by(handed_in: datetime | None, due: datetime | None) -> timedelta:
    """Return by how much work came after the deadline; zero if in time, or where either is not known.

    Args:
        handed_in: in UTC, without a zone, as nbgrader keeps times.
        due: from `dues`.
    """
    if handed_in is None or due is None:
        return timedelta(0)
    return max(timedelta(0), handed_in - due.replace(tzinfo=None))


def general(connection: Any, assignment: str) -> Any:
    """Return what the record has as the deadline for everybody, also where that is none; None for nothing."""
    rows = connection.execute(_DATES.where(*FOR_ALL), {"name": assignment})
    return rows.mappings().one_or_none()


def is_set(connection: Any, assignment: str) -> bool:
    """Tell whether a trainer has set or taken away the deadline for everybody, so that no blueprint does."""
    row = general(connection, assignment)
    return row is not None and not row["from_blueprint"]


def _general(rows: Sequence[Any], duedate: datetime | None) -> datetime | None:
    """Return the deadline for everybody: the record's, else what nbgrader has."""
    for row in rows:
        if not _is_narrow(row):
            return _at(row) if row["due_at"] else None
    return duedate.replace(tzinfo=UTC) if duedate else None


def _is_narrow(row: Any) -> bool:
    return bool(row["run"] or row["team"] or row["person"])


def _at(row: Any) -> datetime:
    return datetime.fromisoformat(row["due_at"]).astimezone(UTC)
