"""A learner's work on the class server: kept at each change, and read again.

What is read is of the run that the learner is in now: who takes a quiz again begins with an empty one. With
its first answer all that was kept of it in an earlier run goes; what was handed in is in the submissions.
Answers of before their first run, which may have been started late, go on in it; hand-ins are none of it.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, tuple_

from prevention_cpd.questions.answers import LARGEST, now
from prevention_cpd.quiz.record import kept_tables as tables
from prevention_cpd.quiz.record import run_parts
from prevention_cpd.quiz.record.tables import person as person_table
from prevention_cpd.quiz.take.receipts import HandIn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

#: Room in answers.json for what stands around each answer, in bytes.
_AROUND = 300
_HAND_IN = ("code", "at", "version", "answered", "total", "late", "replaces")

# Put together once: for a server, making a query costs more than what the database does with it.
_A, _F, _H = tables.answer.c, tables.flag.c, tables.hand_in.c
_PERSON: Any = bindparam("of")
_QUIZ: Any = bindparam("at_quiz")
# SQLite has no such lock, and needs none: there only one transaction writes at a time.
_LISTED = (
    select(person_table.c.id)
    .where(person_table.c.id.in_(bindparam("people", expanding=True)))
    .order_by(person_table.c.id)
    .with_for_update()
)
_SIZES = select(_A.person, _A.quiz, _A.question, _A.size, _A.saved_at, _A.view, _A.turn).where(
    tuple_(_A.person, _A.quiz).in_(bindparam("papers", expanding=True))
)
_REPLACED = delete(tables.answer).where(
    tuple_(_A.person, _A.quiz, _A.question).in_(bindparam("keys", expanding=True))
)
_ANSWERS = select(_A.question, _A.value, _A.saved_at).where(_A.person == _PERSON, _A.quiz == _QUIZ)
_FLAGS = select(_F.question, _F.set_at).where(_F.person == _PERSON, _F.quiz == _QUIZ)
_HAND_INS = (
    select(*(_H[name] for name in _HAND_IN)).where(_H.person == _PERSON, _H.quiz == _QUIZ).order_by(_H.number)
)


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
    return set(connection.scalars(_LISTED, {"people": list(set(people))}))


class _Now:
    """Tells what is of the run that each person is in now; where they are in none, all is."""

    def __init__(self, connection: Any, people: Collection[str] | None = None) -> None:
        """Look up the runs of these people, or of everybody."""
        parts = run_parts.of(connection, people)
        self._run = {person: run for person, own in parts.items() if (run := own.at())}
        self._first = {person for person, run in self._run.items() if run.id == parts[person][0].id}

    def holds(self, person: str, at: str) -> bool:
        """Tell whether a hand-in of this time is."""
        run = self._run.get(person)
        return run is None or run.holds(at)

    def keeps(self, person: str, at: str) -> bool:
        """Tell whether an answer or a flag of this time is."""
        # Nothing is kept of a time to come, so all that there is was saved before the run or in it.
        return person in self._first or self.holds(person, at)


def keep(connection: Connection, changes: Sequence[Change]) -> list[str]:
    """Keep answers of any learners; return when each was saved.

    It is "" for one that there is no room for, or whose learner was erased.

    Args:
        connection: in a transaction; what is returned holds once it has ended well.
        changes: in the order in which they came.
    """
    listed = _listed(connection, (change.person for change in changes))
    papers = {(change.person, change.quiz) for change in changes}
    rows = connection.execute(_SIZES, {"papers": list(papers)}).mappings()
    every = {(row["person"], row["quiz"], row["question"]): row for row in rows}
    of_now = _Now(connection, listed)
    there = {key: row for key, row in every.items() if of_now.keeps(row["person"], row["saved_at"])}
    sizes: dict[tuple[str, str], int] = {}
    for (person, quiz, _question), row in there.items():
        sizes[person, quiz] = sizes.get((person, quiz), 0) + row["size"]
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
    begun = {key[:2] for key in new}
    of_before = {key for key in every.keys() - there.keys() if key[:2] in begun}
    if replaced := (every.keys() & new.keys()) | of_before:
        connection.execute(_REPLACED, {"keys": list(replaced)})
    for person, quiz in {key[:2] for key in of_before}:
        flags = connection.execute(_FLAGS, {"of": person, "at_quiz": quiz}).all()
        for question in [name for name, set_at in flags if not of_now.keeps(person, set_at)]:
            set_flag(connection, person, quiz, question, on=False)
    if new:
        connection.execute(insert(tables.answer), list(new.values()))
    return told


def read(connection: Connection, person: str, quiz: str) -> Work:
    """Return what a learner has done of a quiz."""
    which, of_now = {"of": person, "at_quiz": quiz}, _Now(connection, [person])
    rows = [row for row in connection.execute(_ANSWERS, which) if of_now.keeps(person, row.saved_at)]
    hand_ins = [HandIn(**row) for row in connection.execute(_HAND_INS, which).mappings()]
    return Work(
        values={name: json.loads(value) for name, value, _at in rows},
        saved_at={name: at for name, _value, at in rows},
        flags=tuple(name for name, at in connection.execute(_FLAGS, which) if of_now.keeps(person, at)),
        hand_ins=tuple(each for each in hand_ins if of_now.holds(person, each.at)),
    )


def started(connection: Connection, person: str) -> dict[str, str]:
    """Return for each quiz that a learner has begun when an answer was saved last."""
    answer = tables.answer
    query = select(answer.c.quiz, func.max(answer.c.saved_at)).where(answer.c.person == person)
    of_now = _Now(connection, [person])
    return {
        quiz: at for quiz, at in connection.execute(query.group_by(answer.c.quiz)) if of_now.keeps(person, at)
    }


def handed_in(connection: Connection, person: str) -> dict[str, str]:
    """Return for each quiz that a learner has handed in here when that was last."""
    given = tables.hand_in
    query = select(given.c.quiz, given.c.at).where(given.c.person == person).order_by(given.c.number)
    of_now = _Now(connection, [person])
    return {quiz: at for quiz, at in connection.execute(query) if of_now.holds(person, at)}


def counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return for each quiz how many have begun it here, and how many of them have handed in."""
    answer, given = tables.answer, tables.hand_in
    begun = select(answer.c.quiz, answer.c.person, func.max(answer.c.saved_at))
    handed_in = select(given.c.quiz, given.c.person, func.max(given.c.at))
    of_now = _Now(connection)
    counted: list[Counter[str]] = []
    for query, table, is_of_now in ((begun, answer, of_now.keeps), (handed_in, given, of_now.holds)):
        rows = connection.execute(query.group_by(table.c.quiz, table.c.person))
        counted.append(Counter(quiz for quiz, person, at in rows if is_of_now(person, at)))
    started, done = counted
    return {quiz: (number, done[quiz]) for quiz, number in sorted(started.items())}


def set_flag(connection: Connection, person: str, quiz: str, question: str, *, on: bool) -> None:
    """Remember, or no longer, that a learner wants to look at a question again."""
    row = {"person": person, "quiz": quiz, "question": question}
    mine = (tables.flag.c[name] == value for name, value in row.items())
    connection.execute(delete(tables.flag).where(*mine))
    if on and _listed(connection, [person]):
        connection.execute(insert(tables.flag), [{**row, "set_at": now()}])


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
