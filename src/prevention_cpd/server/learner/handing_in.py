"""Handing in on the server: the same intake as for a hand-in that comes as a file."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions import receipt
from prevention_cpd.quiz.intake.class_match import ClassMatch
from prevention_cpd.quiz.intake.receiving import Intake
from prevention_cpd.quiz.record import kept, run_parts
from prevention_cpd.quiz.words import words
from prevention_cpd.server.handler import RefusedError
from prevention_cpd.server.learner import paper as papers
from prevention_cpd.server.learner import standing
from prevention_cpd.server.words import words as own_words

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


#: Each hand-in is kept for ever, so only so many are taken within a minute.
PER_MINUTE = 3


def hand_in(  # noqa: PLR0913, PLR0917  # where from, where to, and what
    reader: Engine, writer: Engine, course: Path, paper: dict[str, Any], learner: dict[str, str], at: str
) -> None:
    """Hand in what is kept of a learner's answers; nothing is done where just this was handed in last.

    Args:
        reader: of the class record, taking no turn among those who write.
        writer: of the class record.
        course: the folder of the nbgrader course.
        paper: as it was released.
        learner: `{"id", "name"}`.
        at: when it was handed in and received, ISO 8601 with zone.

    Raises:
        RefusedError: when nothing was handed in; it says why.
        OSError: when it could not be written; then nothing is handed in.
    """
    person, quiz = learner["id"], paper["quiz"]
    with reader.connect() as connection:
        work = kept.read(connection, person, quiz)
        deadline, run = standing.deadline(connection, paper, person), run_parts.of_person(connection, person)
    if not receipt.answered(work.values):
        raise RefusedError(409, words("handing_in")["no_answers"])
    done = papers.hand_in_of(paper, work, at, deadline)
    moment = datetime.fromisoformat(at)
    if work.hand_ins:
        last = work.hand_ins[-1]
        if (last.code, last.version) == (done.code, done.version) and _is_there(course, person, quiz):
            return
        minute_ago = moment - timedelta(minutes=1)
        if (
            sum(minute_ago < datetime.fromisoformat(each.at) <= moment for each in work.hand_ins)
            >= PER_MINUTE
        ):
            raise RefusedError(409, own_words("learner")["too_soon"].format(count=PER_MINUTE))
    # The submission first: what the receipt stands for is there whatever happens next.
    # Who it is has been told by the sign-in, so that the class list need not be read for it.
    only = ClassMatch(names={person: learner["name"]}, written={}, called={})
    file = papers.as_file(paper, work, learner, done)
    due = datetime.fromisoformat(deadline) if deadline else None
    intake = Intake(course=course, people=only, due=lambda *_of: due, run=lambda *_of: run)
    received = intake.take_in(file, made_at=moment, received_at=moment)
    if received.state not in {"new", "double"}:
        raise RefusedError(409, received.why)
    with writer.begin() as connection:
        kept.note_hand_in(connection, person, quiz, done)


def _is_there(course: Path, person: str, quiz: str) -> bool:
    return (course / "submitted" / person / quiz).is_dir()
