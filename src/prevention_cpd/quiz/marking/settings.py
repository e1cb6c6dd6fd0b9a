"""How a quiz is marked, and the comments that markers keep to use again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nbgrader.api import new_uuid
from sqlalchemy import delete, insert, select

from prevention_cpd.quiz.record.marking_tables import comment, setting

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a quiz is marked."""

    names_hidden: bool = True
    #: How many of the answers a second person marks too, from 0 to 1.
    second_share: float = 0.0


def load(connection: Connection, quiz: str) -> Setting:
    """Return how an assignment is marked."""
    row = connection.execute(select(setting).where(setting.c.quiz == quiz)).mappings().first()
    return Setting(names_hidden=row["names_hidden"], second_share=row["second_share"]) if row else Setting()


def save(connection: Connection, quiz: str, new: Setting) -> None:
    """Set how an assignment is marked."""
    connection.execute(delete(setting).where(setting.c.quiz == quiz))
    values = {"names_hidden": new.names_hidden, "second_share": new.second_share}
    connection.execute(insert(setting).values(quiz=quiz, **values))


def comments(connection: Connection, question: str) -> list[tuple[str, str]]:
    """Return the comments that were kept for a question, each with its id, the oldest first."""
    query = select(comment.c.id, comment.c.text).where(comment.c.question == question)
    return [(name, text) for name, text in connection.execute(query.order_by(comment.c.kept_at))]


def keep(connection: Connection, question: str, text: str, marker: str) -> None:
    """Keep a comment; one that is kept already stands once."""
    text = text.strip()
    if text and text not in {known for _id, known in comments(connection, question)}:
        values = {"id": new_uuid(), "question": question, "text": text, "kept_by": marker}
        connection.execute(insert(comment).values(**values, kept_at=datetime.now(UTC).isoformat()))


def forget(connection: Connection, name: str) -> None:
    """Keep a comment no longer; answers that have it keep it."""
    connection.execute(delete(comment).where(comment.c.id == name))
