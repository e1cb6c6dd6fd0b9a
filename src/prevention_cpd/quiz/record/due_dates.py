"""Deadlines set; nbgrader's own due date follows, so that the formgrader counts by the current run's.

The record has every deadline. nbgrader has one for an assignment: that of the current run, else everybody's.
One that was set in the formgrader is taken over, as if it had been set here.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment
from sqlalchemy import and_, delete, insert, select, update

from prevention_cpd.quiz.record import dates
from prevention_cpd.quiz.record.run import Run, current
from prevention_cpd.quiz.record.run_tables import date, shown
from prevention_cpd.quiz.record.run_tables import run as run_table

if TYPE_CHECKING:
    from datetime import datetime

# Another process may take over the same; SQLite has no such lock, and needs none.
_ALONE = select(Assignment.id).order_by(Assignment.id).with_for_update(key_share=True)


def put(  # noqa: PLR0913  # one for each width of a deadline
    connection: Any,
    assignment: str,
    when: datetime | None,
    *,
    run: str = "",
    team: str = "",
    person: str = "",
    from_blueprint: bool = False,
) -> None:
    """Set a deadline, or take it away.

    Args:
        connection: in a transaction, or a session.
        assignment: a form of a quiz that the gradebook has.
        when: with its zone; None takes it away.
        run: only for this run.
        team: only for this group.
        person: only for this person.
        from_blueprint: whether it is what the quiz is released with, so that the next release may change it.
    """
    read_back(connection)
    _set(connection, assignment, when, run=run, team=team, person=person, from_blueprint=from_blueprint)
    show(connection)


def note(connection: Any, assignment: str) -> None:
    """Write down what nbgrader has for everybody, unless that is done, so that another may take its place."""
    if dates.general(connection, assignment) is None:
        _write(connection, assignment, dates.general_due(connection, assignment), from_blueprint=True)


def take_over(connection: Any) -> None:
    """Write down what nbgrader has for everybody, before all else: until version 5 it was what counted."""
    for name, duedate in connection.execute(select(Assignment.name, Assignment.duedate)).all():
        at = duedate.replace(tzinfo=UTC) if duedate else None
        if at != dates.general_due(connection, name):
            _write(connection, name, at)
        elif at:
            note(connection, name)


def show(connection: Any) -> None:
    """Let nbgrader have the deadlines of the current run, or of everybody, as far as the record has them."""
    run = current(connection)
    for name, (_duedate, wanted) in _differing(connection, run).items():
        at = wanted.replace(tzinfo=None) if wanted else None
        connection.execute(update(Assignment).where(Assignment.name == name).values(duedate=at))
    name = run.id if run else ""
    if connection.scalar(select(shown.c.run)) != name:
        connection.execute(delete(shown))
        connection.execute(insert(shown), [{"run": name}])


def is_behind(connection: Any) -> bool:
    """Tell whether something was set in the formgrader since, or another run has become the current one."""
    run = _shown(connection)
    return run != current(connection) or bool(_differing(connection, run))


def read_back(connection: Any) -> None:
    """Take over what was set in the formgrader since, as the deadline of the run that it showed."""
    if not is_behind(connection):
        return
    connection.execute(_ALONE)
    run = _shown(connection)
    for name, (duedate, _wanted) in _differing(connection, run).items():
        _set(connection, name, duedate, run=run.id if run else "")
        if duedate is None and dates.of_run(connection, run)[name]:
            # Who clears it there wants none, and sees no wider one that would count again.
            _set(connection, name, None)
    show(connection)


def _shown(connection: Any) -> Run | None:
    """Return the run whose deadlines nbgrader has; None for everybody."""
    kept = connection.scalar(select(shown.c.run))
    if kept is None:
        return current(connection)
    found = connection.execute(select(run_table).where(run_table.c.id == kept)).mappings().one_or_none()
    return Run(**found) if found else None


def _differing(connection: Any, run: Run | None) -> dict[str, tuple[datetime | None, datetime | None]]:
    """Return what nbgrader has and what it should have, in UTC, by assignment, where these differ."""
    wanted = dates.of_run(connection, run)
    query = select(Assignment.name, Assignment.duedate)
    query = query.join(date, and_(date.c.assignment == Assignment.name, *dates.FOR_ALL))
    found = {name: at.replace(tzinfo=UTC) if at else None for name, at in connection.execute(query)}
    return {name: (at, wanted[name]) for name, at in found.items() if at != wanted[name]}


def _set(
    connection: Any, assignment: str, when: datetime | None, *, from_blueprint: bool = False, **whom: str
) -> None:
    """Set a deadline in the record; what has been everybody's stays with the runs that have ended with it."""
    note(connection, assignment)
    if not any(whom.values()):
        _leave_to_ended(connection, assignment)
    _write(connection, assignment, when, from_blueprint=from_blueprint, **whom)


def _leave_to_ended(connection: Any, assignment: str) -> None:
    """Let what has been the deadline for everybody stay that of the runs which have ended with it."""
    if (due := dates.general_due(connection, assignment)) is None:
        return
    own = select(date.c.run).where(date.c.assignment == assignment, date.c.team == "", date.c.person == "")
    ended = select(run_table).where(run_table.c.archived_at != "", run_table.c.id.not_in(own))
    for row in connection.execute(ended).mappings().all():
        if Run(**row).holds_moment(due):
            _write(connection, assignment, due, run=row["id"])


def _write(
    connection: Any, assignment: str, when: datetime | None, *, from_blueprint: bool = False, **whom: str
) -> None:
    of = {"assignment": assignment, "run": "", "team": "", "person": "", **whom}
    connection.execute(delete(date).where(*(date.c[name] == value for name, value in of.items())))
    if when or not any(whom.values()):
        more = {"due_at": when.isoformat() if when else "", "from_blueprint": from_blueprint}
        connection.execute(insert(date), [{**of, **more}])
