"""The second marker: which answers are drawn, how far both agree, and what is to be settled."""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert

from prevention_cpd.quiz.marking import settings
from prevention_cpd.quiz.marking.agreement import Agreement, agreement
from prevention_cpd.quiz.marking.state import answers
from prevention_cpd.quiz.record import by_hand
from prevention_cpd.quiz.record.marking_tables import drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from prevention_cpd.quiz.marking.state import Answer
    from prevention_cpd.quiz.marking.written import Written
    from prevention_cpd.quiz.record.run import Run

_LOT = secrets.SystemRandom()


def draw(connection: Connection, question: Written, share: float, *, run: Run | None = None) -> int:
    """Draw by lot which answers a second person marks, and return how many were drawn anew.

    What is drawn stays drawn. A smaller share takes back those by lot that no second person has marked.

    Args:
        connection: to the gradebook, in a transaction.
        question: what was asked.
        share: of the answers, from 0 to 1; their number is rounded up.
        run: only among the answers of this run.
    """
    every = answers(connection, question.quiz, question.id, run=run)
    chosen = [each for each in every if each.drawn]
    missing = _missing(every, share)
    if missing == 0:
        return 0
    if missing > 0:
        new = _LOT.sample([each for each in every if not each.drawn], missing)
        rows = [{"quiz": question.quiz, "question": question.id, "person": each.person} for each in new]
        connection.execute(insert(drawn), rows)
    else:
        free = [each for each in chosen if each.second is None]
        new = _LOT.sample(free, min(-missing, len(free)))
        where = (drawn.c.quiz == question.quiz, drawn.c.question == question.id)
        connection.execute(delete(drawn).where(*where, drawn.c.person.in_([each.person for each in new])))
    _wait(connection, question, {each.person for each in new})
    return max(0, missing)


def drawn_answers(connection: Connection, question: Written, *, run: Run | None = None) -> list[Answer]:
    """Return the answers to a question, after drawing among those that came since the share was set.

    Args:
        connection: to the gradebook, in a transaction.
        question: what was asked.
        run: only the answers of this run; once it has ended, nothing of it is drawn.
    """
    every = answers(connection, question.quiz, question.id, run=run)
    share = settings.load(connection, question.quiz).second_share
    if (run and run.archived_at) or _missing(every, share) <= 0:
        return every
    draw(connection, question, share, run=run)
    return answers(connection, question.quiz, question.id, run=run)


def _missing(every: Sequence[Answer], share: float) -> int:
    return math.ceil(round(share * len(every), 9)) - sum(each.drawn for each in every)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What both markers of a question gave."""

    #: Of all points of the question.
    total: Agreement
    #: For each criterion, in the order of the rubric.
    criteria: tuple[Agreement, ...]
    #: The answers whose marks differ and that nobody has settled.
    differing: tuple[Answer, ...]


def compare(question: Written, every: Sequence[Answer]) -> Comparison:
    """Compare the two markers of a question, by the marks that each gave before anything was settled."""
    both = [
        (each.first.points, each.second.points)
        for each in every
        if each.first and each.second and each.first.points and each.second.points
    ]
    return Comparison(
        total=agreement([(math.fsum(one), math.fsum(other)) for one, other in both]),
        criteria=tuple(
            agreement([(one[at], other[at]) for one, other in both]) for at in range(len(question.rubric))
        ),
        differing=tuple(each for each in every if each.differs),
    )


def _wait(connection: Connection, question: Written, people: set[str]) -> None:
    """Let the gradebook wait for the second mark of what was marked once, or no longer."""
    for each in answers(connection, question.quiz, question.id):
        if each.person in people and each.stands and not each.elsewhere:
            by_hand.give(
                connection,
                each.given,
                question.id,
                points=each.given.points,
                comment=each.given.comment,
                waits=each.waits,
            )
