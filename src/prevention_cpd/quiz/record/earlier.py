"""Data of revisions before there was a record: `attempts/*.json`, and rows that only nbgrader has."""

from __future__ import annotations

import json
import logging
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, SubmittedAssignment, new_uuid
from sqlalchemy import select

from prevention_cpd.quiz.intake import digest
from prevention_cpd.quiz.intake.quarantine import why_not_stored
from prevention_cpd.quiz.record import people, writing
from prevention_cpd.quiz.record.attempt import Attempt, instant, present
from prevention_cpd.quiz.record.gradebook_entry import entries
from prevention_cpd.quiz.record.grades import QuestionGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from prevention_cpd.quiz.record.gradebook_entry import GradebookEntry

FOLDER = "attempts"
#: Of the graded notebook's metadata.
_RECORD = "prevention_cpd"
_TOGETHER = 500
_FIELDS = {each.name for each in fields(Attempt)}
_log = logging.getLogger(__name__)


def take_over(connection: Connection, course: Path) -> None:
    """Write into the new record what earlier revisions left; their files stay, and are not read again.

    Args:
        connection: to the gradebook, in a transaction.
        course: the folder of the nbgrader course.
    """
    people.read_back(connection)
    kept: dict[tuple[str, str], list[Attempt]] = {}
    for each in _files(course / FOLDER):
        kept.setdefault((each.quiz, each.student), []).append(each)
    for quiz in connection.scalars(select(Assignment.name)).all():
        rows = select(SubmittedAssignment.student_id).join(
            Assignment, SubmittedAssignment.assignment_id == Assignment.id
        )
        students = connection.scalars(rows.where(Assignment.name == quiz)).all()
        for at in range(0, len(students), _TOGETHER):
            for entry in entries(connection, quiz, students[at : at + _TOGETHER]).values():
                own = kept.setdefault((quiz, entry.student), [])
                if not own and (found := _from_notebook(course, quiz, entry)):
                    own.append(found)
                if own:
                    last = present(own)
                    own[own.index(last)] = _with_copy(course, last.as_of(entry))
    every = [each for own in kept.values() for each in own]
    for at in range(0, len(every), _TOGETHER):
        writing.keep(connection, every[at : at + _TOGETHER])


def _files(folder: Path) -> Iterator[Attempt]:
    """Read `attempts/<learner>/<quiz>/*.json`; what cannot be read is told in the log and left as it is."""
    for path in sorted(folder.glob("*/*/*.json")):
        try:
            data: dict[str, Any] = json.loads(path.read_bytes())
            marks = {name: QuestionGrade(**each) for name, each in data.pop("marks").items()}
            data |= {name: tuple(data[name]) for name in ("problems", "altered")}
            values = {name: value for name, value in data.items() if name in _FIELDS}
            found = Attempt(**values, marks=marks, id=new_uuid())
            instant(found.submitted_at)
            if why := why_not_stored(found.student):
                raise ValueError(why)  # noqa: TRY301  # told as all else that cannot be read
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            _log.warning("%s cannot be read and is left out of the class record: %s", path, error)
        else:
            yield found


def _from_notebook(course: Path, quiz: str, entry: GradebookEntry) -> Attempt | None:
    """Return the attempt of a submission of before attempts were kept; None for other assignments."""
    try:
        notebook = json.loads((course / "autograded" / entry.student / quiz / f"{quiz}.ipynb").read_bytes())
        record = notebook["metadata"][_RECORD]
        return Attempt(
            id=new_uuid(),
            quiz=quiz,
            student=entry.student,
            submitted_at=entry.submitted_at,
            receipt=record.get("receipt", ""),
            received=record.get("received", True),
            problems=tuple(record.get("problems", ())),
            altered=tuple(record.get("altered", ())),
            recorded_at=entry.submitted_at,
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None


def _with_copy(course: Path, each: Attempt) -> Attempt:
    """Add the digest of what was graded, if the copies in `autograded/` say that it lies there still."""
    submitted, graded = (course / step / each.student / each.quiz for step in ("submitted", "autograded"))
    if digest.of(submitted, notebook=False) != digest.of(graded, notebook=False):
        return each
    return replace(each, digest=digest.of(submitted), copied=True)
