"""What a person gives for one answer, in nbgrader's rows: the way in for who marks outside the formgrader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import insert, select, update

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What nbgrader's gradebook says of one answer."""

    #: Of nbgrader's row: names the answer without naming the learner.
    id: str
    person: str
    points: float | None
    extra: float | None
    comment: str
    #: Whether a person still has to look.
    waits: bool


def given(
    connection: Connection,
    quiz: str,
    question: str,
    *,
    people: Collection[str] | None = None,
    name: str | None = None,
) -> list[Given]:
    """Return what the gradebook says of each answer to a question, in the order of the learners' ids.

    Args:
        connection: to the gradebook.
        quiz: the assignment.
        question: its id.
        people: only of these; of everybody unless given.
        name: only the one of this id.
    """
    columns = (Grade.id, SubmittedAssignment.student_id, Grade.manual_score, Grade.extra_credit)
    query = select(*columns, Grade.needs_manual_grade, Grade.notebook_id).where(GradeCell.name == question)
    if name is not None:
        query = query.where(Grade.id == name)
    query = _of(query.join(GradeCell, Grade.cell_id == GradeCell.id), Grade, quiz, people)
    said = _of(
        select(Comment.notebook_id, Comment.manual_comment)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
        .where(BaseCell.name == question),
        Comment,
        quiz,
        people,
    )
    comments = {notebook: text for notebook, text in connection.execute(said) if text}
    return [
        Given(
            id=name,
            person=who,
            points=points,
            extra=extra,
            comment=comments.get(notebook, ""),
            waits=bool(waits),
        )
        for name, who, points, extra, waits, notebook in connection.execute(
            query.order_by(SubmittedAssignment.student_id)
        )
    ]


def lock(connection: Connection, name: str) -> None:
    """Let nobody else mark an answer until the transaction ends; SQLite has one writer anyway."""
    connection.execute(select(Grade.id).where(Grade.id == name).with_for_update())


def give(  # noqa: PLR0913  # one for each part of a mark
    connection: Connection, answer: Given, question: str, *, points: float | None, comment: str, waits: bool
) -> None:
    """Write what a person gives for an answer.

    Args:
        connection: to the gradebook, in a transaction.
        answer: from `given`, in the same transaction.
        question: its id.
        points: None takes back what was given.
        comment: empty for none.
        waits: whether a person still has to look.
    """
    grade = Grade.__table__
    values = {"manual_score": points, "needs_manual_grade": waits}
    connection.execute(update(grade).where(grade.c.id == answer.id).values(values))
    said = Comment.__table__
    at = select(grade.c.notebook_id, grade.c.cell_id).where(grade.c.id == answer.id)
    notebook, cell = connection.execute(at).one()
    cells = select(BaseCell.id).where(BaseCell.name == question).scalar_subquery()
    where = (said.c.notebook_id == notebook, said.c.cell_id.in_(cells))
    written = connection.execute(update(said).where(*where).values(manual_comment=comment or None))
    if comment and not written.rowcount:
        # nbgrader makes room for a comment only where learners write.
        row = {"id": new_uuid(), "notebook_id": notebook, "cell_id": cell, "manual_comment": comment}
        connection.execute(insert(said), row)


def _of(query: Any, table: Any, quiz: str, people: Collection[str] | None) -> Any:
    """Narrow a query to the submissions of an assignment."""
    query = query.join(SubmittedNotebook, table.notebook_id == SubmittedNotebook.id)
    query = query.join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    query = query.join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    query = query.where(Assignment.name == quiz)
    return query if people is None else query.where(SubmittedAssignment.student_id.in_(list(people)))
