"""A question that was left blank on the paper and answered in a talk: what was given, and who heard it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prevention_cpd.questions.scoring import is_blank
from prevention_cpd.quiz.marking.giving import MarkingError
from prevention_cpd.quiz.record import by_hand, reading
from prevention_cpd.quiz.record.attempt import present
from prevention_cpd.quiz.results import released_keys
from prevention_cpd.quiz.times import iso, spoken
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from prevention_cpd.quiz.format.key import ReleasedQuestion
    from prevention_cpd.quiz.record.run import Run

#: The longest name of whoever heard an answer, in characters.
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A question that a learner left blank."""

    question: ReleasedQuestion
    #: What a person gave for it, and said; None and empty where nobody has.
    given: float | None
    comment: str


def blanks(connection: Connection, quiz: str, person: str, run: Run | None = None) -> tuple[Blank, ...]:
    """Return the questions that a learner left blank in the attempt that was graded last, in their order.

    Args:
        connection: to the gradebook.
        quiz: the assignment.
        person: the learner's id.
        run: none where that attempt is not of this run.
    """
    attempts = reading.attempts(connection, quiz, [person], whole=True).get(person, ())
    if not attempts or (run and not run.holds(present(attempts).submitted_at)):
        return ()
    answers = present(attempts).answers
    return tuple(
        Blank(question=key, given=mark.points, comment=mark.comment)
        for key in released_keys.keys(connection, quiz).values()
        if is_blank(answers.get(key.id))
        for mark in by_hand.given(connection, quiz, key.id, people=[person])
    )


def hear(  # noqa: PLR0913  # one for each part of a mark
    connection: Connection,
    quiz: str,
    person: str,
    place: int,
    *,
    by: str,
    points: float | None = None,
    run: Run | None = None,
) -> Blank:
    """Give points for an answer that was heard in a talk, and note by whom and when.

    Args:
        connection: to the gradebook, in a transaction.
        quiz: the assignment.
        person: the learner's id.
        place: the number of the question in the quiz, from 1.
        by: the name of whoever heard it.
        points: more than 0; all points of the question unless given.
        run: as for `blanks`.

    Raises:
        MarkingError: when the question was not left blank, has been marked, or the points do not fit.
    """
    found = _blank(connection, quiz, person, place, run)
    most = found.question.points
    given = most if points is None else points
    if not by.strip() or len(by) > LONGEST_NAME:
        raise MarkingError(say("oral", "no_name", most=LONGEST_NAME))
    if found.given is not None or found.comment:
        raise MarkingError(say("oral", "marked", number=place, comment=found.comment))
    if not 0 < given <= most:
        raise MarkingError(say("oral", "points", number=place, most=number(most)))
    comment = say("oral", "comment", by=by.strip(), time=spoken(iso(datetime.now(UTC))))
    return _enter(connection, quiz, person, replace(found, given=given, comment=comment))


def take_back(connection: Connection, quiz: str, person: str, place: int, *, run: Run | None = None) -> Blank:
    """Take back what was given for a question that was left blank; arguments as for `hear`.

    Raises:
        MarkingError: when the question was not left blank, or nothing was given for it in a talk.
    """
    found = _blank(connection, quiz, person, place, run)
    # What somebody gave in the formgrader or at the marking desk is theirs to take back.
    if found.given is None or not found.comment.startswith(words("oral")["comment"].partition("{")[0]):
        raise MarkingError(say("oral", "nothing", number=place))
    return _enter(connection, quiz, person, replace(found, given=None, comment=""))


def _blank(connection: Connection, quiz: str, person: str, place: int, run: Run | None) -> Blank:
    every = blanks(connection, quiz, person, run)
    for each in every:
        if each.question.number == place:
            return each
    numbers = ", ".join(str(each.question.number) for each in every) or words("oral")["none"]
    raise MarkingError(say("oral", "not_blank", number=place, quiz=quiz, person=person, numbers=numbers))


def _enter(connection: Connection, quiz: str, person: str, now: Blank) -> Blank:
    """Write what is given now into the gradebook."""
    for mark in by_hand.given(connection, quiz, now.question.id, people=[person]):
        by_hand.lock(connection, mark.id)
        by_hand.give(connection, mark, now.question.id, points=now.given, comment=now.comment, waits=False)
    return now
