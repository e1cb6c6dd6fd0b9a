"""What a submission folder may hold, looked at before nbgrader copies it.

nbgrader copies every file of a submission into `autograded/`. It follows links,
and so would read a device for ever. Whatever is not an ordinary file or folder
is therefore moved to `set-aside/` first, where the trainer can look at it.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import stat
from pathlib import Path

FOLDER = "set-aside"
#: More than any quiz notebook needs; a larger one is not read.
_LARGEST_NOTEBOOK = 20 * 1024 * 1024
#: Stands in for a notebook that cannot be read: its cells come back from the gradebook.
_EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}

_log = logging.getLogger(__name__)


def secure(*, assignment: str, student: str, notebooks: list[str]) -> None:  # noqa: ARG001
    """Make a submission safe to copy: the `pre_convert_hook` of `Autograde`.

    Args:
        assignment: as nbgrader's configuration has it.
        student: as nbgrader's configuration has it, so mostly `*`.
        notebooks: the paths of the notebooks of one submission.
    """
    for name in {Path(notebook).parent for notebook in notebooks}:
        _move_irregular(name)
    for notebook in map(Path, notebooks):
        if not _is_notebook(notebook):
            if notebook.exists():
                _move(notebook)
            notebook.write_text(json.dumps(_EMPTY), encoding="utf-8")


def set_aside(path: Path) -> Path | None:
    """Return where a file of a submission was moved to, if it was."""
    try:
        kept = _kept(path)
    except ValueError:
        return None
    return kept if kept.exists() or kept.is_symlink() else None


def _move_irregular(folder: Path) -> None:
    for parent, folders, files in os.walk(folder, followlinks=False):
        for name in [*folders, *files]:
            path = Path(parent) / name
            mode = path.lstat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                _move(path)


def _is_notebook(path: Path) -> bool:
    try:
        if path.stat().st_size > _LARGEST_NOTEBOOK:
            return False
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return (
        isinstance(data, dict)
        and data.get("nbformat") == 4
        and isinstance(data.get("cells"), list)
        and isinstance(data.get("metadata"), dict)
        and all(isinstance(cell, dict) and isinstance(cell.get("metadata"), dict) for cell in data["cells"])
    )


def _move(path: Path) -> None:
    kept = _kept(path)
    kept.parent.mkdir(parents=True, exist_ok=True)
    if kept.is_dir() and not kept.is_symlink():
        shutil.rmtree(kept)
    # A rename moves the link or pipe itself and opens nothing.
    path.rename(kept)
    _log.warning("%s is not what a submission holds; it was moved to %s", path, kept)


def _kept(path: Path) -> Path:
    """Return the place for a set-aside file: the same path under `set-aside/` of the course."""
    # nbgrader works in the folder of the course; `resolve` would follow the link that is to be moved.
    here = Path.cwd()
    return here / FOLDER / Path(os.path.abspath(path)).relative_to(here)  # noqa: PTH100
