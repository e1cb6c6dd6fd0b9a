"""`nbgrader export` that spreadsheets read safely.

Names may hold commas, or start like a formula; what was never received is told apart from a zero.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, Student, SubmittedAssignment
from nbgrader.plugins import ExportPlugin
from sqlalchemy import select

from prevention_cpd.quiz.escape import spreadsheet_cell
from prevention_cpd.quiz.results import class_list
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

    from prevention_cpd.quiz.results.class_row import Row

#: nbgrader's own columns in its own order, then ours.
COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "status",
    "attempts",
    "counting_attempt",
    "counting_score",
    "counting_percent",
    "passed",
    "late",
    "receipt",
)


class SafeCsvExport(ExportPlugin):  # type: ignore[misc]
    """Write one row for each learner and assignment."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file."""
        rows = self.rows(gradebook)
        if not rows:
            self.parent.fail(words("exchange")["no_rows"])
        place = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", place)
        # With the mark by which Excel knows the encoding.
        # The name of a folder need not be text; that of one learner must not cost the others the table.
        with place.open("w", newline="", encoding="utf-8-sig", errors="backslashreplace") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for row in rows:
                writer.writerow([spreadsheet_cell(row[column]) for column in COLUMNS])

    def rows(self, gradebook: Gradebook) -> list[dict[str, Any]]:
        """Return the rows, as the command line narrows them."""
        people = {
            student: (last, first, email)
            for student, last, first, email in gradebook.db.execute(
                select(Student.id, Student.last_name, Student.first_name, Student.email)
            )
        }
        found = []
        for assignment in gradebook.assignments:
            if self.assignment and assignment.name not in map(str, self.assignment):
                continue
            course = Path(self.parent.coursedir.root)
            handed_in = _submissions(gradebook, assignment.name)
            # Who handed in without a notebook was never graded, so the gradebook may not know them.
            for row in class_list.rows(course, gradebook, assignment.name):
                if not self.student or row.student in map(str, self.student):
                    names = people.get(row.student, (None, None, None))
                    found.append(_row(assignment, names, handed_in.get(row.student), row))
        return found


def _submissions(gradebook: Gradebook, assignment: str) -> dict[str, tuple[Any, float, float]]:
    """Return time, score and penalty of each submission, as nbgrader itself counts them."""
    columns = (
        SubmittedAssignment.student_id,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.score,
        SubmittedAssignment.late_submission_penalty,
    )
    query = select(*columns).join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    rows = gradebook.db.execute(query.where(Assignment.name == assignment))
    return {student: (timestamp, score, penalty or 0.0) for student, timestamp, score, penalty in rows}


def _row(
    assignment: Assignment,
    names: tuple[str | None, ...],
    submission: tuple[Any, float, float] | None,
    row: Row,
) -> dict[str, Any]:
    timestamp, raw, penalty = submission or (None, 0.0, 0.0)
    last_name, first_name, email = names
    text = words("results")
    counting = f"{row.counting_quiz} {row.counting_attempt}" if row.counting_attempt else None
    return {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "timestamp": timestamp,
        "student_id": row.student,
        "last_name": last_name,
        "first_name": first_name,
        "email": email,
        "raw_score": raw,
        "late_submission_penalty": penalty,
        "score": max(0.0, raw - penalty),
        "max_score": assignment.max_score,
        "status": words("export")[row.state],
        "attempts": row.attempt,
        "counting_attempt": counting,
        "counting_score": row.counting_score,
        "counting_percent": _percent(row.counting_score, row.counting_of),
        "passed": None if row.passed is None else text["yes" if row.passed else "no"],
        "late": text["yes"] if row.late_seconds else None,
        "receipt": row.receipt or None,
    }


def _percent(score: float | None, most: float | None) -> float | None:
    return round(100 * score / most, 2) if score is not None and most else None
