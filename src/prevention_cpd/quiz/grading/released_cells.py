"""The cells of a quiz as the gradebook keeps them since its release: in their order, with the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.quiz.format.cells import MARKING, PAPER, PRINTED, TITLE, WIDGET, locked, node
from prevention_cpd.quiz.format.key import NoKeyError, read_key

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from nbgrader.api import Notebook


def cells(notebook: Notebook) -> list[NotebookNode]:
    """Return the cells as they were released, keys included; nothing for a notebook that is no quiz."""
    places = _places(notebook)
    if not places:
        return []
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    return [
        node(
            locked(
                cell.name,
                cell.cell_type,
                cell.source,
                points=points.get(cell.name),
                checksum=cell.checksum,
            )
        )
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
