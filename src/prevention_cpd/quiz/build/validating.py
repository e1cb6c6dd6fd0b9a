"""nbgrader's Validate button: it must not tell somebody who has finished that they failed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

from prevention_cpd.quiz.format import questions_file

if TYPE_CHECKING:
    from nbformat import NotebookNode


class LeaveWrittenAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Take the checksum off the cells of written answers in a release. Stands after `SaveCells`.

    By it nbgrader sees that nothing was written into the cell, and calls that a failure; the answers to our
    quizzes stand in answers.json. The gradebook keeps the checksum, so grading is as ever.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Leave assignments alone that are no quiz."""
        course, name = Path(self.parent.parent.coursedir.root), resources["nbgrader"]["assignment"]
        return super().preprocess(nb, resources) if questions_file.is_quiz(course, name) else (nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], _index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Take it off, where a person marks a Markdown cell of our making."""
        found = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and found.get("grade") and found.get("solution"):
            found.pop("checksum", None)
        return cell, resources
