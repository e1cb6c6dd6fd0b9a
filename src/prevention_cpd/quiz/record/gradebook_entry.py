"""What the gradebook says about the submissions of an assignment, read in a few queries for a whole class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select

from prevention_cpd.quiz.record import dates
from prevention_cpd.quiz.record.grades import GradedWork, QuestionGrade
from prevention_cpd.quiz.times import iso

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class GradebookEntry(GradedWork):
    """One learner's submission, as the gradebook has it."""

    student: str
    #: ISO 8601 in UTC; empty where the submission came without a time.
    submitted_at: str = ""
    #: By how much it came after the deadline of this learner; zero if in time.
    late: timedelta = timedelta(0)


def entries(db: Any, assignment: str, students: Collection[str]) -> dict[str, GradebookEntry]:
    """Return what the gradebook holds of an assignment, by learner.

    Args:
        db: a connection to the gradebook, or a session.
        assignment: its name; one that does not exist gives nothing.
        students: whose submissions, a few hundred at most.
    """
    marks, dues = _marks(db, assignment, students), dates.dues(db, assignment, students)
    columns = (
        SubmittedNotebook.id,
        SubmittedAssignment.student_id,
        SubmittedAssignment.timestamp,
        SubmittedNotebook.late_submission_penalty,
    )
    return {
        learner: GradebookEntry(
            student=learner,
            submitted_at=iso(timestamp),
            late=dates.late_by(timestamp, dues[learner]),
            penalty=penalty or 0.0,
            marks=marks.get(notebook, {}),
        )
        for notebook, learner, timestamp, penalty in db.execute(
            _narrowed(select(*columns).select_from(SubmittedNotebook), assignment, students)
        )
    }


def _marks(db: Any, assignment: str, students: Collection[str]) -> dict[str, dict[str, QuestionGrade]]:
    """Return the marks of each question, by the id of the submitted notebook."""
    cells = select(GradeCell.id, GradeCell.name, GradeCell.max_score).join(
        Notebook, GradeCell.notebook_id == Notebook.id
    )
    cells = cells.join(Assignment, Notebook.assignment_id == Assignment.id)
    asked = {
        cell: (name, most) for cell, name, most in db.execute(cells.where(Assignment.name == assignment))
    }
    # nbgrader keeps a written answer as two cells of one name: one has the grade, the other the comment.
    said = select(Comment.notebook_id, BaseCell.name, Comment.manual_comment)
    said = _narrowed(said.join(BaseCell, Comment.cell_id == BaseCell.id), assignment, students, of=Comment)
    said = said.where(Comment.manual_comment.is_not(None))
    comments = {(notebook, name): text for notebook, name, text in db.execute(said)}
    columns = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
    given = _narrowed(select(Grade.notebook_id, Grade.cell_id, *columns), assignment, students, of=Grade)
    found: dict[str, dict[str, QuestionGrade]] = {}
    for notebook, cell, auto, manual, extra, waits in db.execute(given):
        if cell in asked:
            name, most = asked[cell]
            found.setdefault(notebook, {})[name] = QuestionGrade(
                auto=auto,
                manual=manual,
                extra=extra,
                comment=comments.get((notebook, name), ""),
                of=most,
                waits=bool(waits),
            )
    return found


def _narrowed(query: Any, assignment: str, students: Collection[str], *, of: Any = None) -> Any:
    """Join a query to the submissions of an assignment by some learners."""
    if of is not None:
        query = query.join(SubmittedNotebook, of.notebook_id == SubmittedNotebook.id)
    query = query.join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    query = query.join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    return query.where(Assignment.name == assignment, SubmittedAssignment.student_id.in_(list(students)))
