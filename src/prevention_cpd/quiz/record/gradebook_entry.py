"""What the gradebook says about the submissions of an assignment, read in a few queries for a whole class."""

from __future__ import annotations

import functools
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
    from collections.abc import Collection, Sequence


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
    # SQLite finds a submission by notebook and assignment in an index; else it reads those of every quiz.
    assigned = select(Assignment.id).where(Assignment.name == assignment)
    notebooks = select(Notebook.id).where(Notebook.assignment_id.in_(assigned))
    query = (
        select(
            SubmittedNotebook.id,
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedNotebook.late_submission_penalty,
        )
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(SubmittedNotebook.notebook_id.in_(notebooks), SubmittedAssignment.assignment_id.in_(assigned))
        .where(SubmittedAssignment.student_id.in_(list(students)))
    )
    rows = db.execute(query).all()
    marks = _marks(db, assignment, [row[0] for row in rows])
    dues = dates.dues(db, assignment, {learner: iso(timestamp) for _id, learner, timestamp, _taken in rows})
    return {
        learner: GradebookEntry(
            student=learner,
            submitted_at=iso(timestamp),
            late=dates.late_by(timestamp, dues[learner]),
            penalty=penalty or 0.0,
            marks=marks.get(notebook, {}),
        )
        for notebook, learner, timestamp, penalty in rows
    }


def _marks(db: Any, assignment: str, notebooks: Sequence[str]) -> dict[str, dict[str, QuestionGrade]]:
    """Return the marks of each question, by the id of the submitted notebook."""
    # nbgrader keeps a written answer as two cells of one name: one has the grade, the other the comment.
    base, graded = BaseCell.__table__, GradeCell.__table__
    cells = select(base.c.id, base.c.name, graded.c.max_score).outerjoin(graded, graded.c.id == base.c.id)
    cells = cells.join(Notebook, base.c.notebook_id == Notebook.id)
    cells = cells.join(Assignment, Notebook.assignment_id == Assignment.id)
    asked = {
        cell: (name, most) for cell, name, most in db.execute(cells.where(Assignment.name == assignment))
    }
    said = select(Comment.notebook_id, Comment.cell_id, Comment.manual_comment)
    said = said.where(Comment.cell_id.in_(list(asked)), Comment.notebook_id.in_(notebooks))
    said = said.where(Comment.manual_comment.is_not(None))
    comments = {(notebook, asked[cell][0]): text for notebook, cell, text in db.execute(said)}
    columns = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
    given = select(Grade.notebook_id, Grade.cell_id, *columns)
    given = given.where(Grade.cell_id.in_(list(asked)), Grade.notebook_id.in_(notebooks))
    # Many learners have the same marks: one object for all of them is made in a tenth of the time.
    made = functools.cache(QuestionGrade)
    found: dict[str, dict[str, QuestionGrade]] = {}
    for notebook, cell, auto, manual, extra, waits in db.execute(given).all():
        name, most = asked[cell]
        found.setdefault(notebook, {})[name] = made(
            auto=auto,
            manual=manual,
            extra=extra,
            comment=comments.get((notebook, name), ""),
            of=most,
            waits=bool(waits),
        )
    return found
