"""What handing in late costs, by the plugin that nbgrader's configuration names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select

from prevention_cpd.quiz.record import dates
from prevention_cpd.quiz.times import iso

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection


class Penalties:
    """Asks the plugin, and keeps what it says within 0 and the score, as nbgrader does."""

    def __init__(self, converter: Any) -> None:
        self._assign = AssignLatePenalties(parent=converter)
        self._assign.init_plugin()

    @staticmethod
    def late(
        connection: Connection, assignment: str, handed_in: Mapping[str, datetime | None]
    ) -> dict[str, float]:
        """Return by how many seconds each learner was late; 0 in time, or where a time is not known.

        Args:
            connection: to the gradebook.
            assignment: its id in the gradebook.
            handed_in: when each handed in, in UTC without saying so; None where that is not known.
        """
        name = connection.execute(select(Assignment.name).where(Assignment.id == assignment)).scalar_one()
        row = SubmittedAssignment
        query = select(row.student_id, row.timestamp).where(row.assignment_id == assignment)
        rows = connection.execute(query.where(row.student_id.in_(list(handed_in))))
        # nbgrader leaves the time that it has where a submission comes without one.
        known: dict[str, datetime | None] = {student: at for student, at in rows}  # noqa: C416  # a row is no pair
        times = {student: at or known.get(student) for student, at in handed_in.items()}
        dues = dates.dues(connection, name, {student: iso(at) for student, at in times.items()})
        return {student: dates.late_by(at, dues[student]).total_seconds() for student, at in times.items()}

    def of(self, student: str, score: float, late: float) -> float | None:
        """Return what is taken off; None for nothing."""
        penalty = self._assign.plugin_inst.late_submission_penalty(student, score, late)
        return None if penalty is None else min(max(0.0, penalty), score)
