"""Whether a feedback page that was returned tells the marks as they are now."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from nbgrader.api import Assignment, Comment, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import delete, func, insert, or_, select, update

from prevention_cpd.quiz.record import people
from prevention_cpd.quiz.record.marking_tables import act
from prevention_cpd.quiz.record.return_tables import returned
from prevention_cpd.quiz.times import iso

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

#: The parts of marking whose points can stand, each going before those that it follows.
_STANDING = ("first", "settled")


class Marks(NamedTuple):
    """What is given for the answers of one hand-in."""

    #: How many answers wait for a marker.
    waiting: int
    points: float
    #: What stands for the hand-in, and for all that people gave and said, by question and criterion.
    said: str


def now(connection: Any, quiz: str = "") -> dict[str, dict[str, Marks]]:
    """Return the marks that the gradebook has now, by assignment and person.

    Args:
        connection: to the gradebook, or a session.
        quiz: only this assignment.
    """
    points = func.coalesce(Grade.manual_score, Grade.auto_score, 0.0) + func.coalesce(Grade.extra_credit, 0.0)
    waits = func.count().filter(Grade.needs_manual_grade)
    sums = select(Grade.notebook_id, waits.label("waiting"), func.sum(points).label("points"))
    given = sums.group_by(Grade.notebook_id).subquery()
    earned = given.c.points - func.coalesce(SubmittedNotebook.late_submission_penalty, 0.0)
    columns = (SubmittedNotebook.id, SubmittedAssignment.timestamp, given.c.waiting, earned)
    query = select(Assignment.name, SubmittedAssignment.student_id, *columns)
    query = query.join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
    query = query.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    query = query.join(given, given.c.notebook_id == SubmittedNotebook.id)
    by_hand, by_criterion = _by_hand(connection), _by_criterion(connection, quiz)
    found: dict[str, dict[str, Marks]] = {}
    for name, person, notebook, at, *values in connection.execute(
        query.where(Assignment.name == quiz) if quiz else query
    ):
        said = (
            iso(at),
            sorted(by_hand.get(notebook, ())),
            sorted(by_criterion.get((name, person), {}).items()),
        )
        digest = hashlib.sha256(repr(said).encode()).hexdigest()
        found.setdefault(name, {})[person] = Marks(values[0], round(values[1], 6), digest)
    return found


def _by_hand(connection: Any) -> dict[str, list[tuple[str, ...]]]:
    """Return what people gave and said, by submitted notebook, each with the cell that it is for."""
    marks = (Grade.notebook_id, Grade.cell_id, Grade.manual_score, Grade.extra_credit)
    gave = select(*marks).where(or_(Grade.manual_score.is_not(None), Grade.extra_credit.is_not(None)))
    said = select(Comment.notebook_id, Comment.cell_id, Comment.manual_comment)
    found: dict[str, list[tuple[str, ...]]] = {}
    for query in (gave, said.where(Comment.manual_comment.is_not(None))):
        for notebook, cell, *given in connection.execute(query):
            found.setdefault(notebook, []).append((cell, *map(str, given)))
    return found


def _by_criterion(connection: Any, quiz: str) -> dict[tuple[str, str], dict[tuple[str, str], str]]:
    """Return the points by criterion that stand, by assignment and person, for each answer of a question."""
    columns = (act.c.quiz, act.c.person, act.c.question, act.c.answer, act.c.points)
    query = select(*columns).where(act.c.undone_at == "", act.c.person.is_not(None))
    query = query.where(act.c.quiz == quiz) if quiz else query
    found: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    # What was settled goes before what was given first, and the last before those before it.
    for part in _STANDING:
        for name, person, *of, points in connection.execute(
            query.where(act.c.part == part).order_by(act.c.at)
        ):
            found.setdefault((name, person), {})[tuple(of)] = points
    return found


def forget(connection: Any, quiz: str, some: Collection[str]) -> None:
    """Note that the pages of these people tell other marks than there are now."""
    mine = (returned.c.quiz == quiz, returned.c.person.in_(list(some)))
    connection.execute(update(returned).where(*mine).values(said=""))


def note(connection: Connection, quiz: str, told: Mapping[str, Marks]) -> None:
    """Write down what the pages of some people tell, once they are written.

    Args:
        connection: in a transaction.
        quiz: the assignment.
        told: the marks as they were before the pages were written, by person.
    """
    people.enrol(connection, told)
    connection.execute(delete(returned).where(returned.c.quiz == quiz, returned.c.person.in_(list(told))))
    if told:
        rows = [{"quiz": quiz, "person": person, **marks._asdict()} for person, marks in told.items()]
        connection.execute(insert(returned), rows)


def others(connection: Connection, marks: Mapping[str, Mapping[str, Marks]]) -> set[tuple[str, str]]:
    """Return the assignments and people whose page tells other marks than these, which are from `now`."""
    return {
        (row["quiz"], row["person"])
        for row in connection.execute(select(returned)).mappings()
        if marks.get(row["quiz"], {}).get(row["person"])
        not in {None, (row["waiting"], row["points"], row["said"])}
    }
