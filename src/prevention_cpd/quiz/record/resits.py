"""Where a trainer decides otherwise than the rule: who may take a further form of a quiz, and who may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from prevention_cpd.questions.answers import now
from prevention_cpd.quiz.record import run_parts
from prevention_cpd.quiz.record.return_tables import resit

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from prevention_cpd.quiz.record.run import Run


_DECIDED = select(resit.c.person, resit.c.offered, resit.c.decided_at).order_by(resit.c.decided_at)


def decided(db: Any, quiz: str, *, run: Run | None = None) -> dict[str, bool]:
    """Return of whom a trainer has decided whether they may take a form, by id.

    Args:
        db: a connection to the gradebook, or a session.
        quiz: the further form, as an assignment.
        run: what was decided while it went on; in the run that each person is in now unless given.
    """
    if run:
        held = run_parts.own(db, run)
    else:
        held = {who: now for who, own in run_parts.of(db).items() if (now := own.at())}
    rows = db.execute(_DECIDED.where(resit.c.quiz == quiz))
    return {
        who: bool(offered)
        for who, offered, at in rows
        if (held[who].holds(at) if who in held else run is None)
    }


def decided_of(db: Any, quiz: str, person: str, run: Run | None) -> bool | None:
    """Return what a trainer has decided of one person while a run of theirs went on; None for nothing."""
    rows = db.execute(_DECIDED.where(resit.c.quiz == quiz, resit.c.person == person))
    return next((bool(offered) for _who, offered, at in rows if run is None or run.holds(at)), None)


def decide(connection: Connection, quiz: str, people: Collection[str], *, offered: bool | None) -> None:
    """Decide for some people whether they may take a form; what was decided in an earlier run stays.

    Args:
        connection: in a transaction.
        quiz: the further form, as an assignment.
        people: ids of the record.
        offered: None takes an earlier decision back, so that the rule counts again.
    """
    here = {who: run for who, own in run_parts.of(connection, people).items() if (run := own.at())}
    query = select(resit.c.person, resit.c.decided_at)
    for who, at in connection.execute(
        query.where(resit.c.quiz == quiz, resit.c.person.in_(list(people)))
    ).all():
        if who not in here or here[who].holds(at):
            this = (resit.c.quiz == quiz, resit.c.person == who, resit.c.decided_at == at)
            connection.execute(delete(resit).where(*this))
    if people and offered is not None:
        rows = [
            {"quiz": quiz, "person": person, "offered": offered, "decided_at": now()} for person in people
        ]
        connection.execute(insert(resit), rows)
