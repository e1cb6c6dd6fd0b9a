"""A learner's work on the class server: kept at each change, and read again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, tuple_

from prevention_cpd.questions.answers import LARGEST, now
from prevention_cpd.quiz.record import kept_tables as tables
from prevention_cpd.quiz.record.tables import person as person_table
from prevention_cpd.quiz.take.receipts import HandIn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

#: Room in answers.json for what stands around each answer, in bytes.
_AROUND = 300
_HAND_IN = ("code", "at", "version", "answered", "total", "late", "replaces")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer that is to be kept."""

    person: str
    quiz: str
    question: str
    #: As JSON.
    value: str
    #: The page that sends it, and its number there; a lower one that comes later is overtaken.
    view: str
    turn: int

    @property
    def size(self) -> int:
        """The room that it takes in answers.json, in bytes at most."""
        return len(self.value.encode()) + _AROUND

    @property
    def key(self) -> tuple[str, str, str]:
        """What it takes the place of."""
        return self.person, self.quiz, self.question


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a learner has done of a quiz."""

    values: dict[str, Any]
    #: When each was saved: ISO 8601 with zone.
    saved_at: dict[str, str]
    flags: tuple[str, ...]
    hand_ins: tuple[HandIn, ...]


def _listed(connection: Connection, people: Iterable[str]) -> set[str]:
    """Return who of these people the record has still; nobody else writes theirs until this ends."""
    # SQLite has no such lock, and needs none: there only one transaction writes at a time.
    ids = person_table.c.id
    query = select(ids).where(ids.in_(set(people))).order_by(ids).with_for_update()
    return set(connection.scalars(query))


def keep(connection: Connection, changes: Sequence[Change]) -> list[str]:
    """Keep answers of any learners; return when each was saved.

    It is "" for one that there is no room for, or whose learner was erased.

    Args:
        connection: in a transaction; what is returned holds once it has ended well.
        changes: in the order in which they came.
    """
    listed = _listed(connection, (change.person for change in changes))
    key = tuple_(tables.answer.c.person, tables.answer.c.quiz, tables.answer.c.question)
    keys = {change.key for change in changes}
    rows = connection.execute(select(tables.answer).where(key.in_(keys))).mappings()
    there = {(row["person"], row["quiz"], row["question"]): row for row in rows}
    sizes = _sizes(connection, {(change.person, change.quiz) for change in changes})
    at, told = now(), []
    new: dict[tuple[str, str, str], dict[str, Any]] = {}
    for change in changes:
        if change.person not in listed:
            told.append("")
            continue
        before = new.get(change.key) or there.get(change.key)
        if before and before["view"] == change.view and before["turn"] >= change.turn:
            told.append(before["saved_at"])
            continue
        paper = change.person, change.quiz
        grown = change.size - (before["size"] if before else 0)
        if sizes.get(paper, 0) + grown > LARGEST - 1000:
            told.append("")
            continue
        sizes[paper] = sizes.get(paper, 0) + grown
        new[change.key] = {**asdict(change), "size": change.size, "saved_at": at}
        told.append(at)
    if new:
        connection.execute(delete(tables.answer).where(key.in_(new)))
        connection.execute(insert(tables.answer), list(new.values()))
    return told


def _sizes(connection: Connection, papers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return how much room the answers of each paper take, in bytes at most."""
    paper = tuple_(tables.answer.c.person, tables.answer.c.quiz)
    columns = (tables.answer.c.person, tables.answer.c.quiz, func.sum(tables.answer.c.size))
    query = select(*columns).where(paper.in_(list(papers)))
    rows = connection.execute(query.group_by(tables.answer.c.person, tables.answer.c.quiz))
    return {(person, quiz): int(size) for person, quiz, size in rows}


def read(connection: Connection, person: str, quiz: str) -> Work:
    """Return what a learner has done of a quiz."""
    answer, flag, given = tables.answer, tables.flag, tables.hand_in
    mine = select(answer.c.question, answer.c.value, answer.c.saved_at)
    rows = connection.execute(mine.where(answer.c.person == person, answer.c.quiz == quiz)).all()
    flags = select(flag.c.question).where(flag.c.person == person, flag.c.quiz == quiz)
    hand_ins = select(*(given.c[name] for name in _HAND_IN))
    hand_ins = hand_ins.where(given.c.person == person, given.c.quiz == quiz).order_by(given.c.number)
    return Work(
        values={name: json.loads(value) for name, value, _at in rows},
        saved_at={name: at for name, _value, at in rows},
        flags=tuple(connection.scalars(flags)),
        hand_ins=tuple(HandIn(**row) for row in connection.execute(hand_ins).mappings()),
    )


def started(connection: Connection, person: str) -> dict[str, str]:
    """Return for each quiz that a learner has begun when an answer was saved last."""
    answer = tables.answer
    query = select(answer.c.quiz, func.max(answer.c.saved_at)).where(answer.c.person == person)
    return {row[0]: row[1] for row in connection.execute(query.group_by(answer.c.quiz))}


def handed_in(connection: Connection, person: str) -> dict[str, str]:
    """Return for each quiz that a learner has handed in here when that was last."""
    given = tables.hand_in
    query = select(given.c.quiz, given.c.at).where(given.c.person == person).order_by(given.c.number)
    return {row[0]: row[1] for row in connection.execute(query)}


def counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return for each quiz how many have begun it here, and how many of them have handed in."""
    answer, given = tables.answer, tables.hand_in
    begun = select(answer.c.quiz, func.count(answer.c.person.distinct())).group_by(answer.c.quiz)
    handed_in = select(given.c.quiz, func.count(given.c.person.distinct())).group_by(given.c.quiz)
    done = {row[0]: row[1] for row in connection.execute(handed_in)}
    rows = connection.execute(begun.order_by(answer.c.quiz))
    return {quiz: (number, done.get(quiz, 0)) for quiz, number in rows}


def set_flag(connection: Connection, person: str, quiz: str, question: str, *, on: bool) -> None:
    """Remember, or no longer, that a learner wants to look at a question again."""
    row = {"person": person, "quiz": quiz, "question": question}
    mine = (tables.flag.c[name] == value for name, value in row.items())
    connection.execute(delete(tables.flag).where(*mine))
    if on and _listed(connection, [person]):
        connection.execute(insert(tables.flag), [row])


def note_hand_in(connection: Connection, person: str, quiz: str, done: HandIn) -> None:
    """Write down that a learner has handed in; not of one who was erased meanwhile."""
    if not _listed(connection, [person]):
        return
    given = tables.hand_in
    count = select(func.count()).where(given.c.person == person, given.c.quiz == quiz)
    row = {name: getattr(done, name) for name in _HAND_IN}
    number = connection.execute(count).scalar_one() + 1
    connection.execute(insert(given), [{"person": person, "quiz": quiz, "number": number, **row}])


def has_read(connection: Connection, person: str, text: str) -> bool:
    """Tell whether somebody has read this text of what is kept of them."""
    query = select(tables.notice.c.text).where(tables.notice.c.person == person)
    return bool(connection.execute(query).scalar_one_or_none() == text)


def note_read(connection: Connection, person: str, text: str) -> None:
    """Write down that somebody has read it."""
    connection.execute(delete(tables.notice).where(tables.notice.c.person == person))
    if _listed(connection, [person]):
        connection.execute(insert(tables.notice), [{"person": person, "text": text, "read_at": now()}])
