"""The deadline of a blueprint as nbgrader's due date, so that nbgrader too tells who was late."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from prevention_cpd.quiz.format import questions_file

if TYPE_CHECKING:
    from nbformat import NotebookNode


class SetDeadline(NbGraderPreprocessor):  # type: ignore[misc]
    """Write the deadline into the gradebook at `generate_assignment`. Stands after `SaveCells`.

    A quiz without a deadline leaves the due date that a trainer may have set in the formgrader.
    It is no `post_convert_hook`: nbgrader hides what goes wrong in one, and tells it of no gradebook.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Set the due date; the notebook stays as it is."""
        converter = self.parent.parent
        names = resources["nbgrader"]
        course = Path(converter.coursedir.root)
        deadline = questions_file.load(course, names["assignment"], steps=("source",)).deadline
        if deadline and not converter.no_database:
            with Gradebook(names["db_url"]) as gradebook:
                gradebook.find_assignment(names["assignment"]).duedate = duedate(deadline)
                gradebook.db.commit()
        return nb, resources


def duedate(deadline: str) -> datetime:
    """Return a deadline as nbgrader keeps it: in UTC, without saying so.

    Args:
        deadline: ISO 8601 with zone.

    Raises:
        ValueError: when it is no such time; the blueprint's schema lets none of these through.
    """
    found = datetime.fromisoformat(deadline)
    if found.tzinfo is None:
        raise ValueError(deadline)
    return found.astimezone(UTC).replace(tzinfo=None)
