"""The deadline of a blueprint as nbgrader's due date, so that nbgrader too tells who was late."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from prevention_cpd.core import files
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.record import dates, due_dates, opening
from prevention_cpd.quiz.record.run import current

if TYPE_CHECKING:
    from nbformat import NotebookNode


class SetDeadline(NbGraderPreprocessor):  # type: ignore[misc]
    """Write the deadline into the gradebook at `generate_assignment`. Stands after `SaveCells`.

    What a trainer has set stays, and learners see it: in a run its own.
    It is no `post_convert_hook`: nbgrader hides what goes wrong in one, and tells it of no gradebook.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Set the due date; the notebook stays as it is."""
        converter = self.parent.parent
        names = resources["nbgrader"]
        course = Path(converter.coursedir.root)
        deadline = questions_file.load(course, names["assignment"], steps=("source",)).deadline
        if converter.no_database:
            return nb, resources
        opening.prepare(names["db_url"], course)
        with Gradebook(names["db_url"]) as gradebook:
            db, name = gradebook.db, names["assignment"]
            if deadline and not dates.is_set(db, name):
                due_dates.put(db, name, moment(deadline), from_blueprint=True)
                db.commit()
            if dates.general(db, name) is not None:
                release = Path(converter.coursedir.format_path("release", ".", name))
                show(release, dates.of_run(db, current(db))[name])
        return nb, resources


def show(folder: Path, deadline: datetime | None) -> bool:
    """Let the quiz in a folder show a deadline; its notebook stays as it is.

    Args:
        folder: of an assignment, with its `questions.json`.
        deadline: with its zone; None for none.

    Returns:
        Whether there is a quiz in the folder.
    """
    place = folder / questions_file.FILE
    try:
        data = questions_file.read(folder)
    except (OSError, ValueError):
        return False
    data.pop("deadline", None)
    if deadline:
        data["deadline"] = deadline.isoformat()
    files.write_text(place, questions_file.dump(data), mode=stat.S_IMODE(place.stat().st_mode))
    return True


def moment(deadline: str) -> datetime:
    """Return a deadline in UTC.

    Args:
        deadline: ISO 8601 with zone.

    Raises:
        ValueError: when it is no such time; the blueprint's schema lets none of these through.
    """
    found = datetime.fromisoformat(deadline)
    if found.tzinfo is None:
        raise ValueError(deadline)
    return found.astimezone(UTC)
