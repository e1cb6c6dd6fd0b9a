"""The cells of a quiz notebook: their ids, and the one place that makes them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: The ids of the cells that are not questions, in the order in which they stand; questions follow.
TITLE, WIDGET, PAPER, MARKING = "quiz-title", "quiz-show", "quiz-paper", "quiz-marking"
#: What stands behind a question's id in the id of the cell that prints it.
PRINTED = "-printed"


def locked(
    grade_id: str, cell_type: str, source: str, *, points: float | None = None, **more: Any
) -> dict[str, Any]:
    """Make one cell. Locked, so that nbgrader knows and restores it; graded when it has points.

    Args:
        grade_id: by which nbgrader knows it.
        cell_type: `code` or `markdown`.
        source: its text.
        points: the most that it earns; None where it is no grade cell.
        more: what else nbgrader is told of it, as its checksum.
    """
    # nbgrader takes a graded Markdown cell only when it is a "solution" too: one that a person marks.
    by_hand = points is not None and cell_type == "markdown"
    nbgrader: dict[str, Any] = {
        "cell_type": cell_type,
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": not by_hand,
        "schema_version": 3,
        "solution": by_hand,
        "task": False,
        **({} if points is None else {"points": points}),
        **more,
    }
    cell: dict[str, Any] = {
        "cell_type": cell_type,
        "id": cell_id(grade_id),
        "metadata": {"deletable": False, "editable": False, "nbgrader": nbgrader},
        "source": source,
    }
    return cell | {"execution_count": None, "outputs": []} if cell_type == "code" else cell


def cell_id(grade_id: str) -> str:
    """Return an id that the notebook format takes: at most 64 letters, digits, `-` and `_`."""
    if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", grade_id):
        return grade_id
    return hashlib.sha256(grade_id.encode()).hexdigest()[:16]


def node(data: dict[str, Any]) -> NotebookNode:
    """Return plain data as nested notebook nodes; nbformat gives no types for them."""
    from nbformat import from_dict  # noqa: PLC0415  # building a quiz needs no nodes

    return from_dict(data)  # type: ignore[no-any-return, no-untyped-call]
