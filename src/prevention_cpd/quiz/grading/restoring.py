"""Put a submitted notebook back to what was released, before anything in it is graded or shown.

Answers are data in `answers.json`, so nothing that a learner does to the
notebook may count: not a copied, deleted or edited cell, not an output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from prevention_cpd.quiz.format.cells import node
from prevention_cpd.quiz.grading import released_cells
from prevention_cpd.quiz.grading.question_grader import RECORD
from prevention_cpd.quiz.intake.notebook_diff import altered, originals

if TYPE_CHECKING:
    from nbformat import NotebookNode


class RestoreRelease(NbGraderPreprocessor):  # type: ignore[misc]
    """Build the cells anew from the gradebook; what the learner's notebook held stays in `submitted/`."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace all cells, if the assignment is one of our quizzes, and note what had been altered."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            cells = released_cells.cells(gradebook.find_notebook(names["notebook"], names["assignment"]))
        if cells:
            record = {"altered": list(altered(nb.cells, originals(cells)))}
            nb.cells = cells
            nb.metadata = node({"language_info": {"name": "python"}, RECORD: record})
            # Cell ids came with this version of the format; an older notebook may not have them.
            nb.nbformat, nb.nbformat_minor = 4, 5
        return nb, resources


class DropEmptyMetadata(NbGraderPreprocessor):  # type: ignore[misc]
    """Take `nbgrader: {}` off a cell.

    `DeduplicateIds` leaves it on a copied cell, and `CheckCellMetadata` then stops the whole batch.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], _index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Drop metadata that says nothing."""
        if cell.metadata.get("nbgrader") == {}:
            del cell.metadata["nbgrader"]
        return cell, resources
