"""nbgrader's Validate button: it must not tell somebody who has finished that they failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import NbGraderPreprocessor

if TYPE_CHECKING:
    from nbformat import NotebookNode


class LeaveWrittenAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Take the checksum off the cells of written answers in a release. Stands after `SaveCells`.

    By it nbgrader sees that nothing was written into the cell, and calls that a failure; the answers to our
    quizzes stand in answers.json. The gradebook keeps the checksum, so grading is as ever.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], _index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Take it off, where a person marks a Markdown cell of our making."""
        found = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and found.get("grade") and found.get("solution"):
            found.pop("checksum", None)
        return cell, resources
