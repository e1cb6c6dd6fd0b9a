"""What handing in late costs, by the plugin that nbgrader's configuration names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select

from prevention_cpd.quiz.record import dates

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, timedelta

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The deadline of an assignment, for some learners."""

    due: datetime | None
    #: What the gradebook has: when it was handed in, and how much longer this learner has.
    known: dict[str, tuple[datetime | None, timedelta | None]]
    #: The deadlines of those who have one of their own.
    own: dict[str, datetime]

    def late(self, student: str, timestamp: datetime | None) -> float:
        """Return by how many seconds a submission came after the deadline; 0 when it came in time."""
        before, extension = self.known.get(student, (None, None))
        # nbgrader leaves the time that it has where a submission comes without one.
        handed_in = timestamp or before
        due = self.due + extension if self.due and extension else self.due
        due = self.own.get(student, due)
        if due is None or handed_in is None:
            return 0.0
        return max(0.0, (handed_in - due).total_seconds())


class Penalties:
    """Asks the plugin, and keeps what it says within 0 and the score, as nbgrader does."""

    def __init__(self, converter: Any) -> None:
        self._assign = AssignLatePenalties(parent=converter)
        self._assign.init_plugin()

    def times(self, connection: Connection, assignment: str, students: Collection[str]) -> Times:
        """Read the times of some learners.

        Args:
            connection: to the gradebook.
            assignment: its id in the gradebook.
            students: their ids.
        """
        columns = (Assignment.name, Assignment.duedate)
        name, due = connection.execute(select(*columns).where(Assignment.id == assignment)).one()
        own = {
            student: at.replace(tzinfo=None)
            for student, at in dates.exceptions(connection, name, students).items()
        }
        if due is None and not own:
            return Times(due=None, known={}, own={})
        row = SubmittedAssignment
        query = select(row.student_id, row.timestamp, row.extension).where(row.assignment_id == assignment)
        rows = connection.execute(query.where(row.student_id.in_(students)))
        known = {student: (time, extension) for student, time, extension in rows}
        return Times(due=due, known=known, own=own)

    def of(self, student: str, score: float, late: float) -> float | None:
        """Return what is taken off; None for nothing."""
        penalty = self._assign.plugin_inst.late_submission_penalty(student, score, late)
        return None if penalty is None else min(max(0.0, penalty), score)
