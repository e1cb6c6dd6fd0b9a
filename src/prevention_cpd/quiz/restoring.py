"""Put a submitted notebook back to what was released, before anything in it is graded or shown.

Answers are data in `answers.json`, so nothing that a learner does to the
notebook may count: not a copied, deleted or edited cell, not an output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from prevention_cpd.quiz.assignment import MARKING, PAPER, PRINTED, TITLE, WIDGET, cell_id
from prevention_cpd.quiz.cells import node
from prevention_cpd.quiz.frozen import NotFrozenError, thaw

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from nbgrader.api import Notebook, SourceCell


class RestoreRelease(NbGraderPreprocessor):  # type: ignore[misc]
    """Build the cells anew from the gradebook; what the learner's notebook held stays in `submitted/`."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace all cells, if the assignment is one of our quizzes."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            released = gradebook.find_notebook(names["notebook"], names["assignment"])
            places = _places(released)
            if places:
                points = {cell.name: cell.max_score for cell in released.grade_cells}
                written = {cell.name for cell in released.solution_cells}
                nb.cells = [
                    _cell(cell, points.get(cell.name), by_hand=cell.name in written)
                    for cell in sorted(released.source_cells, key=lambda cell: places[cell.name])
                ]
                nb.metadata = node({"language_info": {"name": "python"}})
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


def _places(released: Notebook) -> dict[str, tuple[int, int]]:
    """Return where each cell of a quiz belongs; nothing for a notebook that is no quiz.

    The gradebook keeps cells in no promised order, so the order is worked out from what they are.
    """
    numbers = {}
    for cell in released.source_cells:
        try:
            numbers[cell.name] = thaw(cell.source).number
        except NotFrozenError:
            continue
    if not numbers:
        return {}
    fixed = {TITLE: (0, 0), WIDGET: (1, 0), PAPER: (2, 0), MARKING: (4, 0)}
    places = {}
    for cell in released.source_cells:
        asked = numbers.get(cell.name.removesuffix(PRINTED), len(numbers) + 1)
        places[cell.name] = fixed.get(cell.name, (5 if cell.name in numbers else 3, asked))
    return places


def _cell(source: SourceCell, points: float | None, *, by_hand: bool) -> NotebookNode:
    nbgrader = {
        "cell_type": source.cell_type,
        "checksum": source.checksum,
        "grade": points is not None,
        "grade_id": source.name,
        "locked": not by_hand,
        "schema_version": 3,
        "solution": by_hand,
        "task": False,
    }
    if points is not None:
        nbgrader["points"] = points
    cell = {
        "cell_type": source.cell_type,
        "id": cell_id(source.name),
        "metadata": {"deletable": False, "editable": False, "nbgrader": nbgrader},
        "source": source.source,
    }
    if source.cell_type == "code":
        cell |= {"outputs": [], "execution_count": None}
    return node(cell)
