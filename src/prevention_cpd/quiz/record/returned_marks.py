"""Whether a feedback page that was returned tells the marks as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from nbgrader.api import Assignment, Comment, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import delete, func, insert, select

from prevention_cpd.quiz.record import people
from prevention_cpd.quiz.record.return_tables import returned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


class Marks(NamedTuple):
    """What is given for the answers of one hand-in, short enough to be asked of a whole class."""

    #: How many answers wait for a marker.
    waiting: int
    points: float
    #: How long the comments of people are, in signs.
    comments: int


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
    length = func.sum(func.length(Comment.manual_comment)).label("length")
    lengths = select(Comment.notebook_id, length).where(Comment.manual_comment.is_not(None))
    said = lengths.group_by(Comment.notebook_id).subquery()
    earned = given.c.points - func.coalesce(SubmittedNotebook.late_submission_penalty, 0.0)
    columns = (given.c.waiting, earned, func.coalesce(said.c.length, 0))
    query = select(Assignment.name, SubmittedAssignment.student_id, *columns)
    query = query.join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
    query = query.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    query = query.join(given, given.c.notebook_id == SubmittedNotebook.id)
    query = query.join(said, said.c.notebook_id == SubmittedNotebook.id, isouter=True)
    found: dict[str, dict[str, Marks]] = {}
    for name, person, *values in connection.execute(query.where(Assignment.name == quiz) if quiz else query):
        found.setdefault(name, {})[person] = Marks(values[0], round(values[1], 6), values[2])
    return found


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
        not in {None, (row["waiting"], row["points"], row["comments"])}
    }
