"""Whether a notebook that a learner handed in can be given to nbgrader, which reads it with few checks."""

from __future__ import annotations

import functools
import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

#: More than any quiz notebook needs, in bytes; a larger one is not read.
LARGEST = 4 * 1024 * 1024
#: nbconvert copies notebooks by recursion; deeper ones would end it.
_DEEPEST = 60
_KINDS = {"code", "markdown", "raw"}
#: Of so many notebooks it is kept what was found: in Voilà nobody changes it, and a class hands in the same.
KEPT = 4


def renamed(folder: Path) -> str:
    """Return the name of the notebook that stands in for that of the quiz; empty where none has to."""
    if os.path.lexists(folder / f"{folder.name}.ipynb"):
        return ""
    try:
        with os.scandir(folder) as found:
            names = [each.name for each in found if each.is_file(follow_symlinks=False)]
    except OSError:
        return ""
    return min((name for name in names if name.endswith(".ipynb") and not name.startswith(".")), default="")


@functools.lru_cache(KEPT)
def fault(raw: bytes) -> str:
    """Return what is wrong with a notebook, as a name in `strings.yml`; nothing when it can be read.

    What passes is read by nbformat without an exception, whatever else it holds.
    """
    try:
        notebook = parsed(raw)
    except (ValueError, RecursionError):
        return "no_json"
    if not isinstance(notebook, dict):
        return "no_notebook"
    version = notebook.get("nbformat")
    if type(version) is int and version != 4:
        return "old_format"
    return "" if _is_version_4(notebook) and not deeper(notebook, _DEEPEST) else "no_notebook"


@functools.lru_cache(1)
def parsed(raw: bytes) -> Any:
    """Return a notebook's data, which nobody may change: it is kept until the next one is asked for.

    Raises:
        ValueError, RecursionError: when it is no JSON.
    """
    # nbconvert reads UTF-8 only, and takes a byte order mark for a letter.
    return json.loads(raw.decode("utf-8"))


def deeper(data: Any, most: int) -> bool:
    """Tell whether lists and mappings are nested more deeply than `most`, without recursion."""
    level: list[Any] = [data]
    for _ in range(most + 1):
        # JSON gives no other types, and this is asked for every notebook of a class.
        level = [value for value in level if type(value) is dict or type(value) is list]
        if not level:
            return False
        level = [inner for value in level for inner in (value.values() if type(value) is dict else value)]
    return True


def _is_version_4(notebook: dict[str, Any]) -> bool:
    metadata, cells = notebook.get("metadata"), notebook.get("cells")
    return (
        type(notebook.get("nbformat")) is int
        and type(notebook.get("nbformat_minor")) is int
        and 0 <= notebook["nbformat_minor"] < 100
        and isinstance(metadata, dict)
        and isinstance(metadata.get("language", ""), str)
        and isinstance(cells, list)
        and all(map(_is_cell, cells))
    )


def _is_cell(cell: Any) -> bool:
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        return False
    attachments, outputs = cell.get("attachments", {}), cell.get("outputs", [])
    return (
        cell["cell_type"] in _KINDS
        and isinstance(cell.get("metadata"), dict)
        and isinstance(cell.get("id", ""), str)
        and _is_lines(cell.get("source"))
        and isinstance(attachments, dict)
        and all(isinstance(each, dict) for each in attachments.values())
        and isinstance(outputs, list)
        and all(map(_is_output, outputs))
    )


def _is_output(output: Any) -> bool:
    return (
        isinstance(output, dict)
        and isinstance(output.get("output_type"), str)
        and isinstance(output.get("data", {}), dict)
        and _is_lines(output.get("text", ""))
    )


def _is_lines(text: Any) -> bool:
    return isinstance(text, str) or (isinstance(text, list) and all(isinstance(line, str) for line in text))
