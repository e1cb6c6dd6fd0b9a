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
from sqlalchemy import func, select

from prevention_cpd.quiz.record import dates
from prevention_cpd.quiz.record.grades import GradedWork, QuestionGrade
from prevention_cpd.quiz.times import iso

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class GradebookEntry(GradedWork):
    """One learner's submission, as the gradebook has it."""

    student: str
    #: ISO 8601 in UTC; empty where the submission came without a time.
    submitted_at: str = ""
    #: By how much it came after the deadline of this learner; zero if in time.
    late: timedelta = timedelta(0)


def entries(
    db: Any, assignment: str, students: Collection[str], *, apart: Collection[str] | None = None
) -> dict[str, GradebookEntry]:
    """Return what the gradebook holds of an assignment, by learner.

    Args:
        db: a connection to the gradebook, or a session.
        assignment: its name; one that does not exist gives nothing.
        students: whose submissions, a few hundred at most.
        apart: the questions whose marks are wanted one by one, beside those that wait; the others come as
            one, without a name and without comments. All come one by one unless given.
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
    marks = _marks(db, assignment, [row[0] for row in rows], apart)
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


def _marks(
    db: Any, assignment: str, notebooks: Sequence[str], apart: Collection[str] | None
) -> dict[str, dict[str, QuestionGrade]]:
    """Return the marks of each question, by the id of the submitted notebook."""
    # nbgrader keeps a written answer as two cells of one name: one has the grade, the other the comment.
    base, graded = BaseCell.__table__, GradeCell.__table__
    cells = select(base.c.id, base.c.name, graded.c.max_score).outerjoin(graded, graded.c.id == base.c.id)
    cells = cells.join(Notebook, base.c.notebook_id == Notebook.id)
    cells = cells.join(Assignment, Notebook.assignment_id == Assignment.id)
    asked = {
        cell: (name, most) for cell, name, most in db.execute(cells.where(Assignment.name == assignment))
    }
    if apart is None:
        return _each(db, asked, list(asked), notebooks)
    rest = [cell for cell, (name, most) in asked.items() if most is not None and name not in apart]
    sums = _sums(db, {cell: asked[cell][1] for cell in rest}, notebooks)
    others = [notebook for notebook in notebooks if notebook not in sums]
    found = _each(db, asked, [*asked.keys() - set(rest)], list(sums)) | _each(db, asked, list(asked), others)
    for notebook, grade in sums.items():
        found.setdefault(notebook, {})[""] = grade
    return found


def _each(
    db: Any, asked: Mapping[str, tuple[str, float]], cells: Sequence[str], notebooks: Sequence[str]
) -> dict[str, dict[str, QuestionGrade]]:
    """Return the marks of some cells one by one, by the id of the submitted notebook."""
    said = select(Comment.notebook_id, Comment.cell_id, Comment.manual_comment)
    said = said.where(Comment.cell_id.in_(cells), Comment.notebook_id.in_(notebooks))
    said = said.where(Comment.manual_comment.is_not(None))
    comments = {(notebook, asked[cell][0]): text for notebook, cell, text in db.execute(said)}
    columns = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
    given = select(Grade.notebook_id, Grade.cell_id, *columns)
    given = given.where(Grade.cell_id.in_(cells), Grade.notebook_id.in_(notebooks))
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


def _sums(db: Any, cells: Mapping[str, float], notebooks: Sequence[str]) -> dict[str, QuestionGrade]:
    """Return what is given for these cells together, where each has a grade and none waits."""
    given = func.coalesce(Grade.manual_score, Grade.auto_score) + func.coalesce(Grade.extra_credit, 0.0)
    waiting = func.count().filter(Grade.needs_manual_grade)
    sums = select(Grade.notebook_id, func.sum(func.coalesce(given, 0.0)), func.count(), waiting)
    sums = sums.where(Grade.cell_id.in_(list(cells)), Grade.notebook_id.in_(notebooks))
    most = sum(cells.values())
    return {
        notebook: QuestionGrade(auto=points, of=most)
        for notebook, points, number, waits in db.execute(sums.group_by(Grade.notebook_id))
        if number == len(cells) and not waits
    }
