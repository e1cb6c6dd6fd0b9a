"""Folders that appear whole: made beside their place, and put there by a rename."""

from __future__ import annotations

import os
import shutil
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from prevention_cpd.questions.regular import read_regular
from prevention_cpd.quiz.receiving.submissions import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def part(place: Path) -> Path:
    """Return where a folder is made before it is put in its place."""
    return place.with_name(f".{place.name}.part")


def begin(place: Path) -> Path:
    """Make that folder, empty; what a killed run left there goes."""
    new = part(place)
    try:
        new.mkdir(parents=True)
    except FileExistsError:
        shutil.rmtree(new)
        new.mkdir()
    return new


def settle(place: Path) -> None:
    """Put the folder in its place; what stood there goes only when the new one is there."""
    if not place.exists():
        part(place).rename(place)
        return
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    place.rename(old)
    part(place).rename(place)
    shutil.rmtree(old)


def files(folder: Path, ignore: tuple[str, ...]) -> Iterator[str]:
    """Yield the path below `folder` of each file that nbgrader would copy, notebooks left out."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _ignored(name, ignore)]
        for name in names:
            if not _ignored(name, (*ignore, "*.ipynb")):
                yield os.path.relpath(os.path.join(parent, name), folder)  # noqa: PTH118  # many small files


def put(source: Path, place: Path, mode: int) -> None:
    """Copy a file and set its permissions.

    Raises:
        RefusedError: when it is no ordinary file of a learner any more.
        OSError: when it cannot be read or written.
    """
    # Read as a stranger's: since it was looked at, a link may have taken its place.
    raw = read_regular(source, LARGEST_FILE)
    try:
        place.write_bytes(raw)
    except FileNotFoundError:
        place.parent.mkdir(parents=True)
        place.write_bytes(raw)
    place.chmod(mode)


def write(place: Path, text: str, mode: int) -> None:
    """Write a file and set its permissions."""
    place.write_text(text, encoding="utf-8", newline="\n")
    place.chmod(mode)


def _ignored(name: str, patterns: tuple[str, ...]) -> bool:
    # As a shell would match: a star stands for no leading dot.
    return any(
        fnmatchcase(name, each) and (each.startswith(".") or not name.startswith(".")) for each in patterns
    )
