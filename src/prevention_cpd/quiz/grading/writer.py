"""The one writer: record and rows, then each copy in its place, in an order that survives being killed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError, OperationalError

from prevention_cpd.quiz.grading import gradebook_rows, staging
from prevention_cpd.quiz.grading.gradebook_rows import Entry
from prevention_cpd.quiz.record import reading, run_parts, writing
from prevention_cpd.quiz.record.gradebook_entry import entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine

    from prevention_cpd.quiz.grading.gradebook_rows import Places
    from prevention_cpd.quiz.grading.penalties import Penalties
    from prevention_cpd.quiz.grading.submission_grader import GradedSubmission

#: How often a batch is tried that met another program's write.
_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes batches of graded submissions of one quiz."""

    quiz: str
    engine: Engine
    places: Places
    penalties: Penalties

    def write(self, batch: Sequence[GradedSubmission]) -> None:
        """Write a batch whole or not at all.

        Record and rows are one transaction. A submission counts as graded when its copy is in its
        place and the record says so. That comes last: killed before, the next run does it again.

        Raises:
            sqlalchemy.exc.DBAPIError: when the gradebook cannot be written.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                with self.engine.begin() as connection:
                    ids = self._enter(connection, batch)
                break
            except (IntegrityError, OperationalError):
                # Another program wrote one of these submissions at the same moment.
                if attempt == _TRIES:
                    raise
        for graded in batch:
            staging.publish(graded.task.graded)
        with self.engine.begin() as connection:
            writing.copied(connection, ids)

    def _enter(self, connection: Connection, batch: Sequence[GradedSubmission]) -> list[str]:
        """Write record and rows; return the ids of the attempts."""
        gradebook_rows.lock(connection, self.places)
        students = [graded.task.student for graded in batch]
        known = gradebook_rows.known(connection, self.places, students)
        before = entries(connection, self.quiz, known) if known else {}
        past = reading.attempts(connection, self.quiz, students, whole=True)
        times = {graded.task.student: graded.timestamp for graded in batch}
        lateness = self.penalties.late(connection, self.places.assignment, times)
        parts = run_parts.of(connection, students)
        kept, closed, rows = [], [], []
        for graded in batch:
            student, entry = graded.task.student, before.get(graded.task.student)
            own = parts.get(student, run_parts.Parts())
            step = writing.after(graded.attempt, past.get(student, ()), entry, own)
            late = lateness[student]
            penalty = (late and self.penalties.of(student, step.attempt.points, late)) or None
            kept.append(step.attempt.with_penalty(penalty or 0.0))
            closed += [step.closed] if step.closed else []
            rows.append(
                Entry(
                    student=student,
                    timestamp=graded.timestamp,
                    scores=graded.scores,
                    flag=graded.flag,
                    penalty=penalty,
                    by_hand=step.by_hand(entry),
                )
            )
        writing.keep(connection, [*closed, *kept])
        gradebook_rows.write(connection, self.places, rows, known)
        return [each.id for each in kept]
