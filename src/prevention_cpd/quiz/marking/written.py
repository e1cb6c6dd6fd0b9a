"""The written questions of a quiz as they were released, with rubric and anchors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, Notebook, SourceCell
from sqlalchemy import select

from prevention_cpd.questions.model import Anchor, Criterion
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.format.key import NoKeyError, ReleasedQuestion, read_key

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One written question."""

    id: str
    #: The assignment.
    quiz: str
    #: Its place in the quiz, from 1.
    number: int
    #: The most that it can earn.
    points: float
    #: As learners read it, as HTML of the course's own; the situation is empty where there is none.
    asked: str
    situation: str
    rubric: tuple[Criterion, ...]
    anchors: tuple[Anchor, ...]


def written(connection: Connection, course: Path, quiz: str) -> tuple[Written, ...]:
    """Return the written questions of an assignment, in their order; none where it was not released.

    A question whose key cannot be read is left out; grading tells of it.

    Args:
        connection: to the gradebook, which holds the keys as they were released.
        course: the folder of the nbgrader course.
        quiz: the assignment.
    """
    query = select(SourceCell.source).join(Notebook, SourceCell.notebook_id == Notebook.id)
    query = query.join(Assignment, Notebook.assignment_id == Assignment.id).where(Assignment.name == quiz)
    public = questions_file.questions(course, quiz)
    found = []
    for source in connection.scalars(query):
        try:
            key = read_key(source)
        except NoKeyError:
            continue
        if key.kind == "text":
            found.append(_written(key, public.get(key.id, {})))
    return tuple(sorted(found, key=lambda each: each.number))


def _written(key: ReleasedQuestion, public: dict[str, Any]) -> Written:
    return Written(
        id=key.id,
        quiz=key.quiz,
        number=key.number,
        points=key.points,
        asked=public.get("stem", ""),
        situation=public.get("scenario", {}).get("text", ""),
        rubric=tuple(Criterion(**line) for line in key.key["rubric"]),
        anchors=tuple(
            Anchor(text=each["text"], points=tuple(each["points"]), why=each["why"])
            for each in key.key.get("anchors", ())
        ),
    )
