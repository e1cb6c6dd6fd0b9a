"""What a submission holds, as one number: it tells whether what was graded is what lies there."""

from __future__ import annotations

import functools
import hashlib
import os
from typing import TYPE_CHECKING

from prevention_cpd.questions.answers import FILE
from prevention_cpd.questions.regular import RefusedError, read_regular
from prevention_cpd.quiz.intake.submission_checks import LARGEST_FILE
from prevention_cpd.quiz.intake.timestamps import TIMESTAMP, handed_in
from prevention_cpd.quiz.times import iso

if TYPE_CHECKING:
    from pathlib import Path


def of(folder: Path, *, notebook: bool = True) -> str:
    """Return the digest of the files that count: answers, time and notebook.

    Args:
        folder: the submission; its name is the quiz. What is no ordinary file counts as missing.
        notebook: whether the notebook counts.
    """
    found = hashlib.sha256()
    for name in (FILE, TIMESTAMP, *([f"{folder.name}.ipynb"] if notebook else [])):
        try:
            raw = read_regular(f"{folder}{os.sep}{name}", LARGEST_FILE)
        except (OSError, RefusedError):
            found.update(b"-")
        else:
            found.update(b"%d:" % len(raw))
            found.update(raw)
    return found.hexdigest()


def seen(folder: Path) -> tuple[str, str]:
    """Return the digest of a submission and its time; read only where a file is another one since."""
    stamps = []
    for name in (FILE, TIMESTAMP, f"{folder.name}.ipynb"):
        try:
            found = os.stat(f"{folder}{os.sep}{name}", follow_symlinks=False)  # noqa: PTH116  # thousands of them
            stamps.append((found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))
        except OSError:
            stamps.append((0, 0, 0, 0))
    return _read(folder, tuple(stamps))


@functools.lru_cache(maxsize=100_000)
def _read(folder: Path, _stamps: tuple[tuple[int, ...], ...]) -> tuple[str, str]:
    return of(folder), iso(handed_in(folder))
