"""What a submission folder may hold, looked at before anything of it is read or copied.

Every file of a submission is copied into `autograded/` and `feedback/`; nbgrader
hands out every page among them as feedback, and a link would be a way to a file
from outside. Whatever is not an ordinary,
harmless file is therefore moved to `set-aside/` first, where the trainer finds it.
"""

from __future__ import annotations

import json
import os
import secrets
from typing import TYPE_CHECKING

from prevention_cpd.quiz.intake.quarantine import SetAside
from prevention_cpd.quiz.intake.submission_checks import SECRET, faults
from prevention_cpd.quiz.intake.submitted_notebook import renamed
from prevention_cpd.quiz.intake.timestamps import TIMESTAMP
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from pathlib import Path

#: Stands in for a notebook that cannot be read: its cells come back from the gradebook.
_EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def prepare(folder: Path, kept: Path) -> list[str]:
    """Make a submission safe to read and to copy; may run again, and says the same again.

    Args:
        folder: the submission; its name is the quiz, as in `submitted/<student>/<quiz>`.
        kept: where to move what is not an ordinary file; it need not exist.

    Returns:
        For each thing that was moved, why, as a sentence for the trainer.

    Raises:
        OSError: when something cannot be moved, so that the submission is not safe.
    """
    there = os.path.lexists(folder) or folder.parent.is_symlink()
    aside = SetAside(folder, kept)
    # A link in place of the folder would have somebody else's work graded.
    for place in (folder.parent, folder):
        if place.is_symlink():
            aside.move([(place, say("submissions", "folder_link"))])
    if os.path.lexists(folder) and not folder.is_dir():
        aside.move([(folder, say("submissions", "special"))])
    ordinary, notebook = folder.is_dir(), f"{folder.name}.ipynb"
    if ordinary:
        _clean(folder, aside)
    if there:
        _complete(folder)
    if there and (aside.has(notebook) or not ordinary):
        # Without one, nobody would find the submission when it is graded again.
        _put(folder / notebook, json.dumps(_EMPTY))
    return aside.reasons()


def learners(submitted: Path, quiz: str) -> set[str]:
    """Return the id of each learner who handed in anything as this quiz, a folder or not."""
    try:
        names = os.listdir(submitted)  # noqa: PTH208  # many names, no paths
    except FileNotFoundError:
        return set()
    return {name for name in names if os.path.lexists(os.path.join(submitted, name, quiz))}  # noqa: PTH118


def _clean(folder: Path, aside: SetAside) -> None:
    aside.open()
    notebook = f"{folder.name}.ipynb"
    if not os.path.lexists(folder / notebook) and not renamed(folder):
        aside.note(notebook, say("submissions", "no_such_notebook", notebook=notebook))
    aside.move([(folder / name, why) for name, why in faults(folder)])


def _complete(folder: Path) -> None:
    """Put what nbgrader needs: without one of these it stops releasing feedback, to everybody."""
    folder.mkdir(parents=True, exist_ok=True)
    _put(folder / TIMESTAMP, "")
    _put(folder / SECRET, secrets.token_hex(32))


def _put(path: Path, text: str) -> None:
    """Write a file where there is nothing; never through a link."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
