"""Marks that somebody changed in nbgrader's gradebook, which keeps no trace: noticed, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nbgrader.api import new_uuid
from sqlalchemy import insert, select

from prevention_cpd.quiz.record.change_tables import change
from prevention_cpd.quiz.record.marking_tables import act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

#: What somebody gave for an answer: points with what was added on top, and the comment.
Given = tuple[float | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One mark that is another now."""

    person: str
    question: str
    before: Given
    after: Given
    #: ISO 8601 in UTC.
    noticed_at: str


def note(
    connection: Connection,
    quiz: str,
    before: Mapping[tuple[str, str], Given],
    after: Mapping[tuple[str, str], Given],
) -> None:
    """Write down which marks are others now; what was given for the first time is no change.

    A mark that a marker gave on the desk is left out: its trail is there.

    Args:
        connection: in a transaction.
        quiz: the assignment.
        before: by person and question, as they were read last.
        after: as they are now.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = []
    for (person, question), old in before.items():
        new = after.get((person, question), (None, ""))
        if new != old and not _is_act(connection, quiz, person, question, new):
            row = {"id": new_uuid(), "person": person, "quiz": quiz, "question": question, "noticed_at": now}
            points = {"points_before": old[0], "points_after": new[0]}
            rows.append({**row, **points, "comment_before": old[1], "comment_after": new[1]})
    if rows:
        connection.execute(insert(change), rows)


def of(db: Any, quiz: str) -> list[Change]:
    """Return the changes in a quiz, the latest first.

    Args:
        db: a connection to the gradebook, or a session.
        quiz: the assignment.
    """
    query = select(change).where(change.c.quiz == quiz)
    rows = db.execute(query.order_by(change.c.noticed_at.desc(), change.c.person)).mappings()
    return [
        Change(
            person=row["person"],
            question=row["question"],
            before=(row["points_before"], row["comment_before"]),
            after=(row["points_after"], row["comment_after"]),
            noticed_at=row["noticed_at"],
        )
        for row in rows
    ]


def _is_act(connection: Connection, quiz: str, person: str, question: str, given: Given) -> bool:
    """Tell whether a marker's act stands for it."""
    query = select(act.c.id).where(act.c.quiz == quiz, act.c.person == person, act.c.question == question)
    query = query.where(act.c.undone_at == "", act.c.total == given[0], act.c.comment == given[1])
    return connection.execute(query).first() is not None
