"""What stands for each answer to a written question, by the acts of its markers and by the gradebook."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from prevention_cpd.quiz.marking import acts
from prevention_cpd.quiz.marking.acts import FIRST, SECOND, SETTLED, Act
from prevention_cpd.quiz.record import by_hand, run_parts
from prevention_cpd.quiz.record.marking_tables import drawn
from prevention_cpd.quiz.record.tables import attempt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from prevention_cpd.quiz.record.by_hand import Given
    from prevention_cpd.quiz.record.runs import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer to a written question, and what stands for it."""

    #: Names it without naming the learner.
    id: str
    person: str
    text: str
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
        parts = [*ids, self.given.points, self.given.extra, self.given.comment, acts.digest(self.text)]
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
        person: (text, at)
        for person, text, at in _texts(connection, quiz, question, people)
        if run is None or (person in held and held[person].holds(at))
    }
    texts, parts = {person: text for person, (text, _at) in written.items()}, run_parts.of(connection, people)
    of_person: dict[tuple[str | None, str], list[Act]] = {}
    for each in acts.standing(connection, quiz, question, people=people):
        # The same text in a later run is marked anew.
        if each.person in written and not _is_former(each, written[each.person][1], parts):
            of_person.setdefault((each.person, each.answer), []).append(each)
    query = select(drawn.c.person).where(drawn.c.quiz == quiz, drawn.c.question == question)
    both = set(connection.scalars(query))
    found = [
        _answer(given, text, of_person.get((given.person, acts.digest(text)), ()), drawn=given.person in both)
        for given in by_hand.given(connection, quiz, question, people=people)
        if (text := texts.get(given.person))
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


def _is_former(each: Act, came: str, parts: Mapping[str, run_parts.Parts]) -> bool:
    """Tell whether an act is of before the run to which an answer belongs."""
    began = parts.get(each.person or "", run_parts.Parts()).at(came) if came else None
    return began is not None and datetime.fromisoformat(each.at) < datetime.fromisoformat(began.starts_at)


def _answer(given: Given, text: str, marks: Sequence[Act], *, drawn: bool) -> Answer:
    last: dict[str, Act] = {each.part: each for each in marks}
    return Answer(
        id=given.id,
        person=given.person,
        text=text,
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
