"""What the gradebook says about the submissions of an assignment, read in a few queries for a whole class."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
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

if TYPE_CHECKING:
    from collections.abc import Collection

    from nbgrader.api import Gradebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What one answer earned, and what a marker said about it."""

    #: The score of the grader; None where only a person can mark.
    auto: float | None = None
    #: The score that a person gave; it goes before the grader's.
    manual: float | None = None
    #: What a person gave on top.
    extra: float | None = None
    #: What a person said; empty if nothing.
    comment: str = ""
    #: The most that the question can earn.
    of: float
    #: Whether a person still has to look.
    waits: bool = False

    @property
    def points(self) -> float:
        """The score as nbgrader counts it."""
        given = self.auto if self.manual is None else self.manual
        return 0.0 if given is None else given + (self.extra or 0.0)

    @property
    def by_hand(self) -> bool:
        """Whether a person gave or said anything."""
        return self.manual is not None or self.extra is not None or bool(self.comment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One learner's submission, as the gradebook has it."""

    student: str
    #: ISO 8601 in UTC; empty where the submission came without a time.
    submitted_at: str = ""
    #: By how much it came after the deadline, an extension counted in; zero if in time.
    late: timedelta = timedelta(0)
    penalty: float = 0.0
    marks: dict[str, Marks] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The points of the submission, less what was taken off for handing in late."""
        return max(0.0, sum(marks.points for marks in self.marks.values()) - self.penalty)

    @property
    def most(self) -> float:
        """The most that can be earned."""
        return sum(marks.of for marks in self.marks.values())

    @property
    def waiting(self) -> tuple[str, ...]:
        """The questions that a person still has to look at."""
        return tuple(name for name, marks in self.marks.items() if marks.waits)


def standings(
    gradebook: Gradebook, assignment: str, student: str | Collection[str] | None = None
) -> dict[str, Standing]:
    """Return what the gradebook holds of an assignment, by learner.

    Args:
        gradebook: open.
        assignment: its name; one that does not exist gives nothing.
        student: only this learner, or these.
    """
    marks = _marks(gradebook, assignment, student)
    columns = (
        SubmittedNotebook.id,
        SubmittedAssignment.student_id,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        Assignment.duedate,
        SubmittedNotebook.late_submission_penalty,
    )
    return {
        learner: Standing(
            student=learner,
            submitted_at=iso(timestamp),
            late=_late(timestamp, due, extension),
            penalty=penalty or 0.0,
            marks=marks.get(notebook, {}),
        )
        for notebook, learner, timestamp, extension, due, penalty in gradebook.db.execute(
            _narrowed(select(*columns).select_from(SubmittedNotebook), assignment, student)
        )
    }


def iso(timestamp: datetime | None) -> str:
    """Write nbgrader's time, which is UTC without saying so, as ISO 8601 with its zone."""
    return timestamp.replace(tzinfo=UTC).isoformat() if timestamp else ""


def _late(timestamp: datetime | None, due: datetime | None, extension: timedelta | None) -> timedelta:
    if timestamp is None or due is None:
        return timedelta(0)
    return max(timedelta(0), timestamp - due - (extension or timedelta(0)))


def _marks(
    gradebook: Gradebook, assignment: str, student: str | Collection[str] | None
) -> dict[str, dict[str, Marks]]:
    """Return the marks of each question, by the id of the submitted notebook."""
    cells = select(GradeCell.id, GradeCell.name, GradeCell.max_score).join(
        Notebook, GradeCell.notebook_id == Notebook.id
    )
    cells = cells.join(Assignment, Notebook.assignment_id == Assignment.id)
    asked = {
        cell: (name, most)
        for cell, name, most in gradebook.db.execute(cells.where(Assignment.name == assignment))
    }
    # nbgrader keeps a written answer as two cells of one name: one has the grade, the other the comment.
    said = select(Comment.notebook_id, BaseCell.name, Comment.manual_comment)
    said = _narrowed(said.join(BaseCell, Comment.cell_id == BaseCell.id), assignment, student, of=Comment)
    said = said.where(Comment.manual_comment.is_not(None))
    comments = {(notebook, name): text for notebook, name, text in gradebook.db.execute(said)}
    columns = (Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
    given = _narrowed(select(Grade.notebook_id, Grade.cell_id, *columns), assignment, student, of=Grade)
    found: dict[str, dict[str, Marks]] = {}
    for notebook, cell, auto, manual, extra, waits in gradebook.db.execute(given):
        if cell in asked:
            name, most = asked[cell]
            found.setdefault(notebook, {})[name] = Marks(
                auto=auto,
                manual=manual,
                extra=extra,
                comment=comments.get((notebook, name), ""),
                of=most,
                waits=bool(waits),
            )
    return found


def _narrowed(query: Any, assignment: str, student: str | Collection[str] | None, *, of: Any = None) -> Any:
    """Join a query to the submissions of an assignment, and of a learner if one is named."""
    if of is not None:
        query = query.join(SubmittedNotebook, of.notebook_id == SubmittedNotebook.id)
    query = query.join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    query = query.join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    query = query.where(Assignment.name == assignment)
    if student is None:
        return query
    wanted = [student] if isinstance(student, str) else list(student)
    return query.where(SubmittedAssignment.student_id.in_(wanted))
