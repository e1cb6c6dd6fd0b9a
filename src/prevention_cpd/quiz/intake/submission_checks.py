"""Why a part of a submission cannot stay: the rules for what may be copied into `autograded/`."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from prevention_cpd.questions.answers import FILE
from prevention_cpd.questions.regular import RefusedError, read_regular
from prevention_cpd.quiz.format.questions_file import FILE as QUESTIONS
from prevention_cpd.quiz.intake.submitted_notebook import LARGEST as LARGEST_NOTEBOOK
from prevention_cpd.quiz.intake.submitted_notebook import fault
from prevention_cpd.quiz.intake.timestamps import TIMESTAMP, read_time
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "submission_secret.txt"  # noqa: S105  # the name of a file
#: The most that one file, and all extras together, may have, in bytes.
LARGEST_FILE, _LARGEST_EXTRAS = 20 * 1024 * 1024, 50 * 1024 * 1024
#: The most files and folders that extras may have, and how deep they may be nested.
_MOST, _DEEPEST = 1000, 20
#: The longest path of an extra below the folder, in bytes: the graded copy lies under longer names.
_LONGEST_PATH = 1024
#: nbgrader stops releasing feedback, to everybody, for a secret that is empty or no text.
_SECRET, _LONGEST_SECRET = re.compile(rb"[!-~][ -~]*\r?\n?"), 200


def own_names(quiz: str) -> tuple[str, ...]:
    """Return the names of what a submission of a quiz is made of; all else is an extra that nobody needs."""
    return (f"{quiz}.ipynb", FILE, TIMESTAMP, SECRET, QUESTIONS)


def faults(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what has to be moved out of a submission, and why: what a quiz is made of first, then extras.

    Args:
        folder: the submission; its name is the quiz.

    Raises:
        OSError: when the folder cannot be read.
    """
    with os.scandir(folder) as entries:
        paths = {entry.name: entry.path for entry in entries}
    for name in own_names(folder.name):
        if name in paths and (why := _of_own(name, paths.pop(name))):
            yield name, why
    extras = _Extras(folder)
    for name, path in paths.items():
        if why := extras.fault(path):
            yield name, why


class _Extras:
    """The further files of one submission, which nobody needs, counted on the way."""

    def __init__(self, folder: Path) -> None:
        self.top = len(os.fsencode(folder)) + 1
        self.count = self.size = 0

    def fault(self, path: str, depth: int = 1) -> str:
        """Say why a file, or a folder with all that is in it, cannot stay; nothing when it can."""
        self.count += 1
        if self.count > _MOST or depth > _DEEPEST:
            return say("submissions", "too_many")
        # Asked for first: the system itself refuses to look at a path that is much too long.
        if len(os.fsencode(path)) - self.top > _LONGEST_PATH:
            return say("submissions", "long_path", most=_LONGEST_PATH)
        if depth == 1 and path.lower().endswith(".html"):
            # A folder of such a name too: nbgrader would stop at it.
            return say("submissions", "page")
        found = os.lstat(path)
        if stat.S_ISDIR(found.st_mode):
            return self._of_folder(path, depth)
        if why := _of_file(path):
            return why
        self.size += found.st_size
        too_much = self.size > _LARGEST_EXTRAS
        return say("submissions", "too_much", most=_LARGEST_EXTRAS // 1024**2) if too_much else ""

    def _of_folder(self, path: str, depth: int) -> str:
        if not os.access(path, os.R_OK | os.X_OK):
            return say("submissions", "no_permission")
        with os.scandir(path) as entries:
            return next((why for entry in entries if (why := self.fault(entry.path, depth + 1))), "")


def _of_file(path: str, largest: int = LARGEST_FILE) -> str:
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


def _of_own(name: str, path: str) -> str:
    """Say why one of the files that a submission is made of cannot stay; nothing when it can."""
    if name.endswith(".ipynb"):
        return _of_file(path, LARGEST_NOTEBOOK) or _of_notebook(path)
    more = {TIMESTAMP: _of_timestamp, SECRET: _of_secret}.get(name)
    return _of_file(path) or (more(path) if more else "")


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


def _of_secret(path: str) -> str:
    try:
        found = _SECRET.fullmatch(read_regular(path, _LONGEST_SECRET))
    except (OSError, RefusedError):
        found = None
    return "" if found else say("submissions", "no_secret")
