"""What the record holds, read for many learners at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from prevention_cpd.quiz.record.attempt import Attempt, in_order
from prevention_cpd.quiz.record.grades import QuestionGrade
from prevention_cpd.quiz.record.tables import ENGINE, attempt, mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: Without the answers, which are long.
_SHORT = tuple(column for column in attempt.c if column.name != "answers")


def attempts(
    db: Any, quiz: str, people: Collection[str], *, whole: bool = False
) -> dict[str, tuple[Attempt, ...]]:
    """Return the attempts of some people at a quiz, the earliest first.

    Args:
        db: a connection to the gradebook, or a session.
        quiz: the assignment.
        people: their ids, a few hundred at most.
        whole: with answers, and with the marks of the present attempt too; these are nbgrader's otherwise.
    """
    query = select(*(attempt.c if whole else _SHORT))
    query = query.where(attempt.c.quiz == quiz, attempt.c.person.in_(list(people)))
    found: dict[str, list[Attempt]] = {}
    for row in db.execute(query).mappings():
        found.setdefault(row["person"], []).append(_attempt(row))
    wanted = [each for own in found.values() for each in own if whole or len(own) > 1]
    marks = _marks(db, [each.id for each in wanted])
    for each in wanted:
        each.marks.update(marks.get(each.id, {}))
    return {person: in_order(own) for person, own in found.items()}


def digests(db: Any, quiz: str) -> dict[str, str]:
    """Return for each person what was graded last, if its copy is in its place: the digest of the files."""
    columns = (attempt.c.person, attempt.c.recorded_at, attempt.c.digest, attempt.c.copied)
    latest: dict[str, tuple[str, str]] = {}
    for person, recorded_at, digest, copied in db.execute(select(*columns).where(attempt.c.quiz == quiz)):
        new = (recorded_at, digest if copied else "")
        latest[person] = max(latest.get(person, new), new)
    return {person: digest for person, (_time, digest) in latest.items()}


def with_receipts(db: Any) -> Iterable[Attempt]:
    """Return every attempt that has a receipt."""
    rows = db.execute(select(*_SHORT).where(attempt.c.receipt != "")).mappings()
    return [_attempt(row) for row in rows]


def present_ids(db: Any, quiz: str) -> dict[str, str]:
    """Return the id of the attempt that has nbgrader's row, for each person."""
    columns = (attempt.c.person, attempt.c.recorded_at, attempt.c.id)
    latest: dict[str, tuple[str, str]] = {}
    for person, recorded_at, name in db.execute(select(*columns).where(attempt.c.quiz == quiz)):
        latest[person] = max(latest.get(person, ("", "")), (recorded_at, name))
    return {person: name for person, (_time, name) in latest.items()}


def _attempt(row: Any) -> Attempt:
    return Attempt(
        id=row["id"],
        student=row["person"],
        quiz=row["quiz"],
        form=row["form"],
        submitted_at=row["submitted_at"],
        receipt=row["receipt"],
        digest=row["digest"],
        received=row["received"],
        problems=tuple(json.loads(row["problems"])),
        altered=tuple(json.loads(row["altered"])),
        answers=json.loads(row["answers"]) if "answers" in row else {},
        penalty=row["penalty"],
        recorded_at=row["recorded_at"],
        copied=row["copied"],
    )


def _marks(db: Any, ids: Collection[str]) -> dict[str, dict[str, QuestionGrade]]:
    """Return the marks of attempts, by their id: what a person gave goes with what the engine gave."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    if not ids:
        return {}
    for row in db.execute(select(mark).where(mark.c.attempt.in_(list(ids)))).mappings():
        parts = found.setdefault(row["attempt"], {}).setdefault(row["question"], {})
        if row["marker"] == ENGINE:
            parts |= {"auto": row["points"], "of": row["most"], "waits": row["waits"]}
        else:
            parts |= {"manual": row["points"], "extra": row["extra"], "comment": row["comment"]}
    return {
        name: {question: QuestionGrade(**{"of": 0.0, **parts}) for question, parts in marks.items()}
        for name, marks in found.items()
    }
