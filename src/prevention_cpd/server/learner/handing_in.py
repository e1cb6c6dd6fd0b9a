"""Handing in on the server: the same intake as for a hand-in that comes as a file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions import receipt
from prevention_cpd.quiz.record import kept
from prevention_cpd.quiz.words import words
from prevention_cpd.server.handler import RefusedError
from prevention_cpd.server.learner import paper as papers
from prevention_cpd.server.learner import receiving, standing

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


def hand_in(engine: Engine, course: Path, paper: dict[str, Any], learner: dict[str, str], at: str) -> str:
    """Hand in what is kept of a learner's answers; return what else they should know.

    Args:
        engine: of the class record.
        course: the folder of the nbgrader course.
        paper: as it was released.
        learner: `{"id", "name"}`.
        at: when it was handed in and received, ISO 8601 with zone.

    Raises:
        RefusedError: when nothing was handed in; it says why.
        OSError: when it could not be written; then nothing is handed in.
    """
    person, quiz = learner["id"], paper["quiz"]
    with engine.begin() as connection:
        work = kept.read(connection, person, quiz)
        deadline = standing.deadline(connection, quiz, person)
    if not receipt.answered(work.values):
        raise RefusedError(409, words("handing_in")["no_answers"])
    done = papers.hand_in_of(paper, work, at, deadline)
    moment = datetime.fromisoformat(at)
    # The submission first: what the receipt stands for is there whatever happens next.
    receiving.take_in(course, papers.as_file(paper, work, learner, done), made_at=moment, received_at=moment)
    with engine.begin() as connection:
        kept.note_hand_in(connection, person, quiz, done)
    return ""
