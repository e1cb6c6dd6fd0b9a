"""Giving points by criterion, settling a difference, and undoing: nothing is ever overwritten unseen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prevention_cpd.quiz.marking import acts
from prevention_cpd.quiz.marking.acts import FIRST, SECOND, SETTLED, Act
from prevention_cpd.quiz.marking.state import Answer, answers
from prevention_cpd.quiz.record import by_hand
from prevention_cpd.quiz.record.tables import GRADEBOOK
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from prevention_cpd.quiz.marking.written import Written

#: The longest comment, in characters.
LONGEST = 5_000


class MarkingError(Exception):
    """Nothing was written; the message tells the marker why."""


class ChangedError(MarkingError):
    """What stands for the answer is no longer what the marker saw."""


def give(  # noqa: PLR0913  # one for each part of a mark
    connection: Connection,
    question: Written,
    name: str,
    points: Sequence[float],
    comment: str,
    *,
    marker: str,
    part: str = FIRST,
    seen: str,
) -> Answer:
    """Give points for an answer.

    Args:
        connection: to the gradebook, in a transaction.
        question: what was asked.
        name: the answer's id.
        points: one number for each criterion of the rubric, from 0 to its most.
        comment: for the learner; empty for none.
        marker: who gives them.
        part: `first`, `second` or `settled`.
        seen: `Answer.seen` as it was when the marker was shown the answer.

    Returns:
        The answer as it stands now.

    Raises:
        ChangedError: when somebody else has marked it meanwhile, here or in the formgrader.
        MarkingError: when the points do not fit the rubric, or this person may not mark this answer.
    """
    check(question, points, comment, marker)
    by_hand.lock(connection, name)
    found = answer(connection, question, name)
    if found.seen != seen:
        raise ChangedError(words("marking")["changed"])
    if part == SECOND:
        _check_second(found, marker)
    if part == FIRST and found.second and found.second.marker == marker:
        raise MarkingError(words("marking")["was_second"])
    if part == SETTLED and not (found.first and found.second):
        raise MarkingError(words("marking")["nothing_to_settle"])
    if part != SECOND and found.elsewhere:
        _note_elsewhere(connection, question, found)
    acts.add(
        connection,
        Act(
            quiz=question.quiz,
            question=question.id,
            person=found.person,
            answer=found.digest,
            marker=marker,
            part=part,
            points=tuple(float(each) for each in points),
            total=math.fsum(points),
            comment=comment.strip(),
        ),
    )
    return _enter(connection, question, name, second_only=_only_second(part, found))


def undo(connection: Connection, question: Written, last: Act) -> Answer | None:
    """Take back an act of a marker; what stood before it stands again, here and in the gradebook.

    Args:
        connection: to the gradebook, in a transaction.
        question: what was asked.
        last: the act, as `acts.last_of` gave it.

    Returns:
        The answer as it stands now; None when it has been handed in anew or taken away.

    Raises:
        ChangedError: when the gradebook was changed by somebody else since.
    """
    people = [last.person or ""]
    for each in by_hand.given(connection, question.quiz, question.id, people=people):
        by_hand.lock(connection, each.id)
    found = next(iter(answers(connection, question.quiz, question.id, people=people)), None)
    if found is None or found.digest != last.answer:
        acts.undo(connection, [last.id])
        return None
    if found.elsewhere and last.part != SECOND:
        raise ChangedError(words("marking")["changed"])
    acts.undo(connection, [last.id])
    return _enter(connection, question, found.id, second_only=_only_second(last.part, found))


def answer(connection: Connection, question: Written, name: str) -> Answer:
    """Return one answer to a question.

    Raises:
        MarkingError: when there is none of that id.
    """
    for each in by_hand.given(connection, question.quiz, question.id, name=name):
        for found in answers(connection, question.quiz, question.id, people=[each.person]):
            return found
    raise MarkingError(words("marking")["gone"])


def check(question: Written, points: Sequence[float], comment: str, marker: str) -> None:
    """Check a mark.

    Raises:
        MarkingError: when it does not fit the rubric, is too long, or nobody gives it.
    """
    if not marker.strip():
        raise MarkingError(words("marking")["no_marker"])
    if len(points) != len(question.rubric):
        raise MarkingError(words("marking")["each_criterion"])
    for given, line in zip(points, question.rubric, strict=True):
        if not 0 <= given <= line.points:
            told = {"criterion": line.criterion, "most": number(line.points), "given": number(given)}
            raise MarkingError(say("marking", "too_many", **told))
    if len(comment) > LONGEST:
        raise MarkingError(say("marking", "too_long", most=f"{LONGEST:,}"))


def _check_second(found: Answer, marker: str) -> None:
    if found.first and found.first.marker == marker:
        raise MarkingError(words("marking")["was_first"])
    if not found.drawn:
        raise MarkingError(words("marking")["not_drawn"])


def _only_second(part: str, found: Answer) -> bool:
    """Whether an act leaves the gradebook as it is: a second mark, where no mark of here stands in it."""
    return part == SECOND and (found.elsewhere or found.stands is None)


def _note_elsewhere(connection: Connection, question: Written, found: Answer) -> None:
    """Write down what was given in the formgrader, before it gives way."""
    if found.given.points is None:
        return
    noted = Act(
        quiz=question.quiz,
        question=question.id,
        person=found.person,
        answer=found.digest,
        marker=GRADEBOOK,
        part=SETTLED if found.settled else FIRST,
        points=(),
        total=found.given.points,
        comment=found.given.comment,
    )
    acts.add(connection, noted)


def _enter(connection: Connection, question: Written, name: str, *, second_only: bool) -> Answer:
    """Write into the gradebook what stands now, and return the answer."""
    now = answer(connection, question, name)
    if second_only:
        return now
    stands = now.stands
    by_hand.give(
        connection,
        now.given,
        question.id,
        points=stands.total if stands else None,
        comment=stands.comment if stands else "",
        waits=now.waits if stands else True,
    )
    return answer(connection, question, name)
