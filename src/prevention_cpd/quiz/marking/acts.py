"""The acts of markers: who gave what for which answer, and when. None is changed, only undone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nbgrader.api import new_uuid
from sqlalchemy import insert, select, update

from prevention_cpd.quiz.record.marking_tables import act

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

#: What an act is part of: first marking, second marking, settling a difference, or training on anchors.
FIRST, SECOND, SETTLED, TRAINING = PARTS = ("first", "second", "settled", "training")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one marker gave for one answer."""

    quiz: str
    question: str
    #: The learner's id; None for an anchor.
    person: str | None
    #: From `digest`.
    answer: str
    marker: str
    #: One of `PARTS`.
    part: str
    #: One number a criterion, in the order of the rubric; empty where only the total is known.
    points: tuple[float, ...]
    total: float
    comment: str = ""
    #: ISO 8601 in UTC.
    at: str = ""
    id: str = ""


def digest(answer: str) -> str:
    """Return a short name of an answer: the same answer has the same."""
    return hashlib.sha256(answer.encode("utf-8", errors="surrogatepass")).hexdigest()


def standing(
    connection: Connection, quiz: str, question: str, *, people: Collection[str] | None = None, **where: Any
) -> list[Act]:
    """Return the acts on a question that were not undone, the earliest first.

    Args:
        connection: to the gradebook.
        quiz: the assignment.
        question: its id.
        people: only on answers of these learners; of everybody unless given.
        where: what else must hold, by column: `marker="Ann"`, `part="first"`.
    """
    query = select(act).where(act.c.quiz == quiz, act.c.question == question, act.c.undone_at == "")
    if people is not None:
        query = query.where(act.c.person.in_(list(people)))
    query = query.where(*(act.c[name] == value for name, value in where.items()))
    return [_act(row) for row in connection.execute(query.order_by(act.c.at)).mappings()]


def trail(connection: Connection, quiz: str, question: str, person: str) -> list[tuple[Act, str]]:
    """Return every act on an answer's question by a learner with when it was undone, the earliest first."""
    query = select(act).where(act.c.quiz == quiz, act.c.question == question, act.c.person == person)
    rows = connection.execute(query.order_by(act.c.at)).mappings()
    return [(_act(row), row["undone_at"]) for row in rows]


def last_of(connection: Connection, quiz: str, marker: str) -> Act | None:
    """Return the last act of a marker in a quiz that was not undone; training does not count."""
    query = select(act).where(act.c.quiz == quiz, act.c.marker == marker, act.c.undone_at == "")
    query = query.where(act.c.part != TRAINING).order_by(act.c.at.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return _act(row) if row else None


def add(connection: Connection, each: Act) -> None:
    """Write an act down."""
    values = {
        name: getattr(each, name) for name in ("quiz", "question", "person", "answer", "marker", "part")
    }
    values |= {"points": json.dumps(each.points), "total": each.total, "comment": each.comment}
    connection.execute(insert(act).values(**values, id=new_uuid(), at=_now(), undone_at=""))


def undo(connection: Connection, acts: Sequence[str]) -> None:
    """Note that acts are undone; they stay to be seen."""
    connection.execute(update(act).where(act.c.id.in_(acts)).values(undone_at=_now()))


def _act(row: Any) -> Act:
    names = ("id", "quiz", "question", "person", "answer", "marker", "part", "total", "comment", "at")
    return Act(**{name: row[name] for name in names}, points=tuple(json.loads(row["points"])))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
