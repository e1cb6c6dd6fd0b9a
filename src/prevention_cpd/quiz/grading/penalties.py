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
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The deadlines of an assignment and the hand-ins of some learners, in UTC without saying so."""

    due: dict[str, datetime | None]
    #: When it was handed in, as the gradebook has it.
    known: dict[str, datetime | None]

    def late(self, student: str, timestamp: datetime | None) -> float:
        """Return by how many seconds a submission came after the deadline; 0 when it came in time."""
        # nbgrader leaves the time that it has where a submission comes without one.
        handed_in, due = timestamp or self.known.get(student), self.due.get(student)
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
        name = connection.execute(select(Assignment.name).where(Assignment.id == assignment)).scalar_one()
        due = {
            student: at.replace(tzinfo=None) if at else None
            for student, at in dates.dues(connection, name, students).items()
        }
        if not any(due.values()):
            return Times(due={}, known={})
        row = SubmittedAssignment
        query = select(row.student_id, row.timestamp).where(row.assignment_id == assignment)
        rows = connection.execute(query.where(row.student_id.in_(students)))
        return Times(due=due, known={row.student_id: row.timestamp for row in rows})

    def of(self, student: str, score: float, late: float) -> float | None:
        """Return what is taken off; None for nothing."""
        penalty = self._assign.plugin_inst.late_submission_penalty(student, score, late)
        return None if penalty is None else min(max(0.0, penalty), score)
