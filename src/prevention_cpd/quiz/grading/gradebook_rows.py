"""The rows of graded submissions, written many at a time: the same that nbgrader writes one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import bindparam, insert, or_, select, update

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from nbgrader.api import Gradebook
    from sqlalchemy import Connection

    from prevention_cpd.quiz.grading.released_quiz import Score
    from prevention_cpd.quiz.record.grades import QuestionGrade

#: What nbgrader notes where nothing was written.
_NO_RESPONSE = "No response."


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The ids that the rows of a quiz hang on."""

    assignment: str
    notebook: str
    #: The id of each grade cell and of each cell that takes a comment, by question.
    grades: dict[str, str]
    comments: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One submission as the gradebook gets it."""

    student: str
    #: In UTC, as nbgrader keeps it; None leaves the time that is there.
    timestamp: datetime | None
    scores: tuple[Score, ...]
    #: Whether the trainer should look at the submission as a whole.
    flag: bool
    #: What is taken off for handing in late; None for nothing.
    penalty: float | None
    #: What a person's marks must become, by question, where they belong to another answer.
    by_hand: dict[str, QuestionGrade]


def places(gradebook: Gradebook, quiz: str) -> Places:
    """Return where the rows of a quiz belong."""
    notebook = gradebook.find_notebook(quiz, quiz)
    return Places(
        assignment=notebook.assignment.id,
        notebook=notebook.id,
        grades={cell.name: cell.id for cell in notebook.grade_cells},
        comments={cell.name: cell.id for cell in notebook.solution_cells},
    )


def lock(connection: Connection, where: Places) -> None:
    """Let no other bulk grader write this quiz until the transaction ends; SQLite has one writer anyway."""
    connection.execute(select(Assignment.id).where(Assignment.id == where.assignment).with_for_update())


def known(connection: Connection, where: Places, students: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return the ids of submission and submitted notebook of the learners that the gradebook has."""
    columns = (SubmittedAssignment.student_id, SubmittedAssignment.id, SubmittedNotebook.id)
    query = select(*columns).join(
        SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id
    )
    query = query.where(SubmittedAssignment.assignment_id == where.assignment)
    query = query.where(SubmittedNotebook.notebook_id == where.notebook)
    rows = connection.execute(query.where(SubmittedAssignment.student_id.in_(students)))
    return {student: (submission, notebook) for student, submission, notebook in rows}


def write(
    connection: Connection, where: Places, batch: Sequence[Entry], found: dict[str, tuple[str, str]]
) -> None:
    """Write a batch into an open transaction.

    Args:
        connection: to the gradebook.
        where: from `places`.
        batch: what to write.
        found: from `known`, in the same transaction.

    Raises:
        sqlalchemy.exc.IntegrityError: when another program wrote the same submission meanwhile.
    """
    students = [entry.student for entry in batch]
    enrolled = set(connection.scalars(select(Student.id).where(Student.id.in_(students))))
    _insert(connection, Student, [{"id": name} for name in students if name not in enrolled])
    _add(connection, where, [entry for entry in batch if entry.student not in found])
    _change(connection, where, [(*found[entry.student], entry) for entry in batch if entry.student in found])


def _add(connection: Connection, where: Places, entries: Sequence[Entry]) -> None:
    """Insert submissions that the gradebook has not seen, with a row for each grade and comment."""
    assignments, notebooks, grades, comments = [], [], [], []
    for entry in entries:
        submission, notebook = new_uuid(), new_uuid()
        row = {"id": submission, "assignment_id": where.assignment, "student_id": entry.student}
        assignments.append({**row, "timestamp": entry.timestamp})
        row = {"id": notebook, "assignment_id": submission, "notebook_id": where.notebook}
        notebooks.append({**row, "flagged": entry.flag, "late_submission_penalty": entry.penalty})
        for score in entry.scores:
            row = {"id": new_uuid(), "notebook_id": notebook, "cell_id": where.grades[score.name]}
            waits = score.look or score.points is None
            grades.append({**row, "auto_score": score.points, "needs_manual_grade": waits})
            if score.name in where.comments:
                row = {"id": new_uuid(), "notebook_id": notebook, "cell_id": where.comments[score.name]}
                comments.append({**row, "auto_comment": _comment(score)})
    for table, rows in zip(
        (SubmittedAssignment, SubmittedNotebook, Grade, Comment),
        (assignments, notebooks, grades, comments),
        strict=True,
    ):
        _insert(connection, table, rows)


def _change(connection: Connection, where: Places, entries: Sequence[tuple[str, str, Entry]]) -> None:
    """Grade submissions again: what a person gave stays, unless it was for another answer."""
    times, notebooks, flags, grades, marked, comments, told = [], [], [], [], [], [], []
    for submission, notebook, entry in entries:
        if entry.timestamp:
            times.append({"key": submission, "timestamp": entry.timestamp})
        notebooks.append({"key": notebook, "late_submission_penalty": entry.penalty})
        if entry.flag:
            # Never taken back: a person may have set it.
            flags.append({"key": notebook, "flagged": True})
        for score in entry.scores:
            key = {"notebook": notebook, "cell": where.grades[score.name]}
            grades.append({**key, "auto_score": score.points, "waits": score.look or score.points is None})
            # What was said of a question without room for comments hangs on its grade.
            said = {"notebook": notebook, "cell": where.comments.get(score.name, key["cell"])}
            if given := entry.by_hand.get(score.name):
                marked.append({**key, "manual_score": given.manual, "extra_credit": given.extra})
                told.append({**said, "manual_comment": given.comment or None})
            if score.name in where.comments:
                comments.append({**said, "auto_comment": _comment(score)})
    _update(connection, SubmittedAssignment, times)
    _update(connection, SubmittedNotebook, notebooks)
    _update(connection, SubmittedNotebook, flags)
    _update_cells(connection, Grade, marked)
    _update_cells(connection, Grade, grades, needs_manual_grade=_WAITS)
    _update_cells(connection, Comment, told)
    _update_cells(connection, Comment, comments)


#: As nbgrader has it: a mark that a person gave is to be looked at again.
_WAITS = or_(Grade.manual_score.is_not(None), bindparam("waits"))


def _comment(score: Score) -> str | None:
    return _NO_RESPONSE if score.blank else None


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table.__table__), rows)


def _update(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "key"}
        connection.execute(update(table.__table__).where(table.id == bindparam("key")).values(values), rows)


def _update_cells(connection: Connection, table: Any, rows: list[dict[str, Any]], **more: Any) -> None:
    if rows:
        named: dict[str, Any] = {
            name: bindparam(name) for name in rows[0] if name not in {"notebook", "cell", "waits"}
        }
        query = update(table.__table__).values({**named, **more})
        query = query.where(table.notebook_id == bindparam("notebook"), table.cell_id == bindparam("cell"))
        connection.execute(query, rows)
