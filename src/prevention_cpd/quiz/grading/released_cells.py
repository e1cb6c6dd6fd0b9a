"""The cells of a quiz as the gradebook keeps them since its release: in their order, with the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.quiz.build.assignment import MARKING, PAPER, PRINTED, TITLE, WIDGET, cell_id
from prevention_cpd.quiz.format.cells import node
from prevention_cpd.quiz.format.key import NoKeyError, read_key

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from nbgrader.api import Notebook, SourceCell


def cells(notebook: Notebook) -> list[NotebookNode]:
    """Return the cells as they were released, keys included; nothing for a notebook that is no quiz."""
    places = _places(notebook)
    if not places:
        return []
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    written = {cell.name for cell in notebook.solution_cells}
    return [
        _cell(cell, points.get(cell.name), by_hand=cell.name in written)
        for cell in sorted(notebook.source_cells, key=lambda cell: places[cell.name])
    ]


def _places(notebook: Notebook) -> dict[str, tuple[int, int]]:
    """Return where each cell of a quiz belongs.

    The gradebook keeps cells in no promised order, so the order is worked out from what they are.
    """
    numbers = {}
    for cell in notebook.source_cells:
        try:
            numbers[cell.name] = read_key(cell.source).number
        except NoKeyError:
            continue
    if not numbers:
        return {}
    fixed = {TITLE: (0, 0), WIDGET: (1, 0), PAPER: (2, 0), MARKING: (4, 0)}
    places = {}
    for cell in notebook.source_cells:
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
