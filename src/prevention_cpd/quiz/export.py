"""`nbgrader export` that spreadsheets read safely.

Names may hold commas, or start like a formula; what was never received is told apart from a zero.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from prevention_cpd.quiz.grading import RECORD
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from nbgrader.api import Assignment, Gradebook, Student, SubmittedAssignment

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
)


class SafeCsvExport(ExportPlugin):  # type: ignore[misc]
    """Write one row for each learner and assignment."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file."""
        place = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", place)
        with place.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for row in self.rows(gradebook):
                writer.writerow([_cell(row[column]) for column in COLUMNS])

    def rows(self, gradebook: Gradebook) -> list[dict[str, Any]]:
        """Return the rows, as the command line narrows them."""
        found = []
        for assignment in gradebook.assignments:
            if self.assignment and assignment.name not in map(str, self.assignment):
                continue
            known = {student.id: student for student in gradebook.students}
            # Who handed in without a notebook was never graded, so the gradebook may not know them.
            names = sorted({*known, *self._handed_in(assignment.name)})
            found += [
                self._row(gradebook, assignment, name, known.get(name))
                for name in names
                if not self.student or name in map(str, self.student)
            ]
        return found

    def _row(
        self, gradebook: Gradebook, assignment: Assignment, name: str, student: Student | None
    ) -> dict[str, Any]:
        try:
            submission = gradebook.find_submission(assignment.name, name)
        except MissingEntry:
            submission = None
        penalty = submission.late_submission_penalty if submission else 0.0
        raw = submission.score if submission else 0.0
        return {
            "assignment": assignment.name,
            "duedate": assignment.duedate,
            "timestamp": submission.timestamp if submission else None,
            "student_id": name,
            "last_name": student.last_name if student else None,
            "first_name": student.first_name if student else None,
            "email": student.email if student else None,
            "raw_score": raw,
            "late_submission_penalty": penalty,
            "score": max(0.0, raw - penalty),
            "max_score": assignment.max_score,
            "status": words("export")[self._status(assignment.name, name, submission)],
        }

    def _status(self, assignment: str, student: str, submission: SubmittedAssignment | None) -> str:
        """Say what a score stands for: a 0 may be a wrong answer, or a file that never came."""
        if not self._folder("submitted", student, assignment).is_dir():
            return "not_submitted" if submission is None else _marking(submission)
        if not (self._folder("submitted", student, assignment) / f"{assignment}.ipynb").exists():
            return "not_received"
        graded = self._folder("autograded", student, assignment) / f"{assignment}.ipynb"
        if submission is None or not graded.is_file():
            return "not_graded"
        record = json.loads(graded.read_text(encoding="utf-8"))["metadata"].get(RECORD, {})
        if record and not record["received"]:
            return "not_received"
        return "to_look_at" if record.get("problems") else _marking(submission)

    def _handed_in(self, assignment: str) -> list[str]:
        root = self._folder("submitted", "?", assignment).parent.parent
        return [path.parent.name for path in root.glob(f"*/{assignment}") if path.is_dir()]

    def _folder(self, step: str, student: str, assignment: str) -> Path:
        coursedir = self.parent.coursedir
        return Path(coursedir.format_path(getattr(coursedir, f"{step}_directory"), student, assignment))


def _marking(submission: SubmittedAssignment) -> str:
    return "needs_marking" if submission.needs_manual_grade else "graded"


def _cell(value: Any) -> str:
    """Write a value so that a spreadsheet shows it and does not run it."""
    if value is None:
        return ""
    text = str(value)
    if not isinstance(value, str):
        return text
    # An apostrophe in front is what spreadsheets take as "this is text".
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r", "\n"} else text
