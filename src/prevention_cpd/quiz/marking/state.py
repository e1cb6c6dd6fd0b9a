"""What stands for each answer to a written question, by the acts of its markers and by the gradebook."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from prevention_cpd.quiz.marking import acts
from prevention_cpd.quiz.marking.acts import FIRST, SECOND, SETTLED, Act
from prevention_cpd.quiz.record import by_hand, run_parts
from prevention_cpd.quiz.record.marking_tables import drawn
from prevention_cpd.quiz.record.tables import attempt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Connection

    from prevention_cpd.quiz.record.by_hand import Given
    from prevention_cpd.quiz.record.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to a written question, and what stands for it."""

    #: Names it without naming the learner.
    id: str
    person: str
    text: str
    #: Stands for the text, and for the run where its writer was in one before: there it is marked anew.
    digest: str
    #: What the gradebook says.
    given: Given
    #: Whether a second person marks it too.
    drawn: bool
    first: Act | None
    second: Act | None
    settled: Act | None

    @property
    def stands(self) -> Act | None:
        """Return the act that counts: what was settled, or else the first mark."""
        return self.settled or self.first

    @property
    def differs(self) -> bool:
        """Whether the two markers gave different points and nobody has settled it."""
        if self.settled or not (self.first and self.second):
            return False
        one, other = self.first, self.second
        if one.points and other.points:
            return one.points != other.points
        # The formgrader gives a total only.
        return not math.isclose(one.total, other.total)

    @property
    def waits(self) -> bool:
        """Whether anybody still has to mark it."""
        if self.stands is None:
            return self.given.waits
        return not self.settled and self.drawn and (self.second is None or self.differs)

    @property
    def again(self) -> bool:
        """Whether the gradebook asks to look again at what was marked: it was graded anew."""
        return self.given.waits and not self.waits

    @property
    def elsewhere(self) -> bool:
        """Whether the gradebook holds other points or another comment than were given here."""
        if self.stands is None:
            return self.given.points is not None
        return (self.given.points, self.given.comment) != (self.stands.total, self.stands.comment)

    @property
    def seen(self) -> str:
        """Return a short name of all that stands, to tell whether it has changed since it was shown."""
        ids = [each and each.id for each in (self.first, self.second, self.settled)]
        parts = [*ids, self.given.points, self.given.extra, self.given.comment, self.digest]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def answers(
    connection: Connection,
    quiz: str,
    question: str,
    *,
    people: Collection[str] | None = None,
    run: Run | None = None,
) -> list[Answer]:
    """Return the answers to a question, in an order drawn by lot that stays the same.

    No answer stands always first or last, and the order tells nothing of who wrote it.

    Args:
        connection: to the gradebook.
        quiz: the assignment.
        question: its id.
        people: only of these learners; of everybody unless given.
        run: only what its people handed in while it went on.
    """
    held = run_parts.own(connection, run, people) if run else {}
    written = {
        person: [(text, at)]
        for person, text, at in _texts(connection, quiz, question, people)
        if run is None or (person in held and held[person].holds(at))
    }
    parts = run_parts.of(connection, people)
    of_person: dict[tuple[str | None, str], list[Act]] = {}
    for each in acts.standing(connection, quiz, question, people=people):
        of_person.setdefault((each.person, each.answer), []).append(each)
    query = select(drawn.c.person).where(drawn.c.quiz == quiz, drawn.c.question == question)
    both = set(connection.scalars(query))
    found = [
        _answer(given, text, digest, of_person.get((given.person, digest), ()), drawn=given.person in both)
        for given in by_hand.given(connection, quiz, question, people=people)
        for text, at in written.get(given.person, ())
        for digest in [_digest(text, at, parts.get(given.person, run_parts.Parts()))]
    ]
    return sorted(found, key=lambda each: hashlib.sha256(f"{question} {each.id}".encode()).digest())


def by_criterion(
    connection: Connection, quiz: str, question: str, people: Collection[str]
) -> dict[str, tuple[float, ...]]:
    """Return the points that stand for each learner's answer, one number a criterion of the rubric.

    Whose mark was given or changed in the formgrader is left out: it has a total only.

    Args:
        connection: to the gradebook.
        quiz: the assignment.
        question: its id.
        people: whose answers, a few hundred at most.
    """
    return {
        each.person: each.stands.points
        for each in answers(connection, quiz, question, people=people)
        if each.stands and each.stands.points and each.given.points == each.stands.total
    }


def _digest(text: str, at: str, parts: run_parts.Parts) -> str:
    """Return what stands for an answer that came at a time."""
    run = parts.at(at)
    again = run is not None and run.id != parts[0].id
    return acts.digest(f"{run.id} {text}" if run and again else text)


def _answer(given: Given, text: str, digest: str, marks: Sequence[Act], *, drawn: bool) -> Answer:
    last: dict[str, Act] = {each.part: each for each in marks}
    return Answer(
        id=given.id,
        person=given.person,
        text=text,
        digest=digest,
        given=given,
        drawn=drawn,
        first=last.get(FIRST),
        second=last.get(SECOND),
        settled=last.get(SETTLED),
    )


def _texts(
    connection: Connection, quiz: str, question: str, people: Collection[str] | None
) -> Iterator[tuple[str, str, str]]:
    """Yield what each learner wrote in the attempt that has the gradebook's row, and when; no blanks."""
    where = [attempt.c.quiz == quiz]
    if people is not None:
        where.append(attempt.c.person.in_(list(people)))
    newest = select(attempt.c.person, func.max(attempt.c.recorded_at).label("at"))
    latest = newest.where(*where).group_by(attempt.c.person).subquery()
    query: Any = select(attempt.c.person, attempt.c.answers, attempt.c.submitted_at).where(*where)
    query = query.join(latest, (latest.c.person == attempt.c.person) & (latest.c.at == attempt.c.recorded_at))
    for person, raw, at in connection.execute(query):
        value = json.loads(raw).get(question)
        if isinstance(value, str) and value.strip():
            yield person, value, at
