"""What a submission folder may hold, looked at before anything of it is read or copied.

nbgrader copies every file of a submission into `autograded/` and `feedback/`. It
follows links, and so would read a device for ever or fetch a file from outside;
it hands out every page among them as feedback. Whatever is not an ordinary,
harmless file is therefore moved to `set-aside/` first, where the trainer finds it.
"""

from __future__ import annotations

import json
import os
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from prevention_cpd.questions.answers import FILE
from prevention_cpd.questions.regular import RefusedError, read_regular
from prevention_cpd.quiz.receiving.setaside import FOLDER, SetAside, place_for, set_aside, told
from prevention_cpd.quiz.receiving.submitted_notebook import LARGEST as LARGEST_NOTEBOOK
from prevention_cpd.quiz.receiving.submitted_notebook import fault
from prevention_cpd.quiz.receiving.timestamps import TIMESTAMP, handed_in, read_time
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "FOLDER",
    "LARGEST_FILE",
    "TIMESTAMP",
    "handed_in",
    "learners",
    "place_for",
    "prepare",
    "secure",
    "set_aside",
    "told",
]

SECRET = "submission_secret.txt"  # noqa: S105  # the name of a file
#: What a submission of a quiz is made of; all else is an extra that nobody needs.
_OURS = {FILE, TIMESTAMP, SECRET, "questions.json"}
#: The most that one file, and all extras together, may have, in bytes.
LARGEST_FILE, _LARGEST_EXTRAS = 20 * 1024 * 1024, 50 * 1024 * 1024
#: The most files and folders that extras may have, and how deep they may be nested.
_MOST, _DEEPEST = 1000, 20
#: Stands in for a notebook that cannot be read: its cells come back from the gradebook.
_EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def secure(*, assignment: str, student: str, notebooks: list[str]) -> None:  # noqa: ARG001
    """Make a submission safe to copy: the `pre_convert_hook` of `Autograde`.

    Args:
        assignment: as nbgrader's configuration has it.
        student: as nbgrader's configuration has it, so mostly `*`.
        notebooks: the paths of the notebooks of one submission; one that had to be replaced is added.

    Raises:
        SystemExit: when a submission cannot be made safe; nbgrader would go on after any other exception.
    """
    for folder in sorted({Path(notebook).parent for notebook in notebooks}):
        wanted = folder / f"{folder.name}.ipynb"
        try:
            _prepare_or_move(folder, place_for(folder))
            folder.mkdir(parents=True, exist_ok=True)
            _complete(folder)
            _put(wanted, json.dumps(_EMPTY))
        except OSError as error:
            raise SystemExit(say("submissions", "unsafe", folder=folder, error=error)) from None
        if str(wanted) not in notebooks:
            notebooks.append(str(wanted))
    # What was moved away cannot be opened any more.
    notebooks[:] = [notebook for notebook in notebooks if Path(notebook).exists()]


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
    aside = SetAside(folder, kept)
    # A link in place of the folder would have somebody else's work graded.
    for place in (folder.parent, folder):
        if place.is_symlink():
            aside.move(place, say("submissions", "folder_link"))
    if os.path.lexists(folder) and not folder.is_dir():
        aside.move(folder, say("submissions", "special"))
    if folder.is_dir():
        _clean(folder, aside)
    aside.close()
    return aside.reasons()


def _prepare_or_move(folder: Path, kept: Path) -> None:
    try:
        prepare(folder, kept)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  # nbgrader would copy what a mistake of ours kept from being looked at
        aside = SetAside(folder, kept)
        aside.move(folder, say("submissions", "not_looked_at", error=type(error).__name__))
        aside.close()


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
    if not os.path.lexists(folder / notebook):
        aside.note(notebook, say("submissions", "no_such_notebook", notebook=notebook))
    for name, why in list(_faults(folder, notebook)):
        aside.move(folder / name, why)
    _complete(folder)


def _complete(folder: Path) -> None:
    """Put what nbgrader needs: without one of these it stops releasing feedback, to everybody."""
    _put(folder / TIMESTAMP, "")
    _put(folder / SECRET, secrets.token_hex(32))


def _faults(folder: Path, notebook: str) -> Iterator[tuple[str, str]]:
    """Yield what has to be moved out of a submission, and why."""
    extras = [0, 0]
    with os.scandir(folder) as entries:
        for entry in entries:
            path = entry.path
            if entry.name == notebook:
                why = _of_file(path, LARGEST_NOTEBOOK) or _of_notebook(path)
            elif entry.name == TIMESTAMP:
                why = _of_file(path, LARGEST_FILE) or _of_timestamp(path)
            elif entry.name in _OURS:
                why = _of_file(path, LARGEST_FILE)
            else:
                why = _of_extra(path, extras, 1)
            if why:
                yield entry.name, why


def _of_file(path: str, largest: int) -> str:
    """Say why a path is not a file to read; nothing when it is."""
    found = os.lstat(path)
    if stat.S_ISLNK(found.st_mode):
        return say("submissions", "link")
    if stat.S_ISDIR(found.st_mode):
        return say("submissions", "folder")
    if not stat.S_ISREG(found.st_mode):
        return say("submissions", "special")
    if found.st_nlink > 1:
        return say("submissions", "hard_link")
    if found.st_size > largest:
        return say("submissions", "too_large", most=largest // 1024**2)
    return "" if os.access(path, os.R_OK) else say("submissions", "no_permission")


def _of_notebook(path: str) -> str:
    try:
        name = fault(read_regular(path, LARGEST_NOTEBOOK))
    except (OSError, RefusedError):
        name = "no_json"
    return name and say("submissions", name)


def _of_timestamp(path: str) -> str:
    try:
        read_time(path)
    except (OSError, RefusedError, ValueError, OverflowError):
        return say("submissions", "no_time")
    return ""


def _of_extra(path: str, total: list[int], depth: int) -> str:  # noqa: PLR0911  # one for each reason
    """Say why an extra file, or a folder with all that is in it, cannot stay; `total` counts on."""
    found = os.lstat(path)
    total[0] += 1
    if total[0] > _MOST or depth > _DEEPEST:
        return say("submissions", "too_many")
    if not stat.S_ISDIR(found.st_mode):
        if depth == 1 and path.lower().endswith(".html"):
            return say("submissions", "page")
        if why := _of_file(path, LARGEST_FILE):
            return why
        total[1] += found.st_size
        too_much = total[1] > _LARGEST_EXTRAS
        return say("submissions", "too_much", most=_LARGEST_EXTRAS // 1024**2) if too_much else ""
    if not os.access(path, os.R_OK | os.X_OK):
        return say("submissions", "no_permission")
    with os.scandir(path) as entries:
        for entry in entries:
            if why := _of_extra(entry.path, total, depth + 1):
                return why
    return ""


def _put(path: Path, text: str) -> None:
    """Write a file where there is nothing; never through a link."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
