"""Folders that appear whole: made beside their place, and put there by a rename.

Files of a class are many and small, so here their paths are text: as objects they cost more than the copying.
"""

from __future__ import annotations

import os
import shutil
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from prevention_cpd.questions.regular import read_regular
from prevention_cpd.quiz.intake.submission_checks import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def part(place: Path) -> Path:
    """Return where a folder is made before it is put in its place."""
    return place.with_name(f".{place.name}.part")


def begin(place: Path) -> Path:
    """Make that folder, empty; what a killed run left there goes, and what it took away comes back."""
    new = part(place)
    restore(place)
    try:
        new.mkdir(parents=True)
    except FileExistsError:
        shutil.rmtree(new)
        new.mkdir()
    return new


def publish(place: Path) -> None:
    """Put the folder in its place; what stood there goes only when the new one is there."""
    if not place.exists():
        part(place).rename(place)
        return
    old = _old(place)
    shutil.rmtree(old, ignore_errors=True)
    place.rename(old)
    part(place).rename(place)
    shutil.rmtree(old)


def restore(place: Path) -> None:
    """Put back what a killed run took out of its place and put nothing there for."""
    if _old(place).exists() and not place.exists():
        _old(place).rename(place)


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def files(folder: Path, ignore: tuple[str, ...]) -> Iterator[str]:
    """Yield the path below `folder` of each file that nbgrader would copy, notebooks left out."""
    top = len(os.path.join(folder, ""))  # noqa: PTH118
    without = (*ignore, "*.ipynb")
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _ignored(name, ignore)]
        yield from (os.path.join(parent, name)[top:] for name in names if not _ignored(name, without))  # noqa: PTH118


def put(source: str, place: str, mode: int) -> None:
    """Copy a file and set its permissions.

    Raises:
        RefusedError: when it is no ordinary file of a learner any more.
        OSError: when it cannot be read or written.
    """
    # Read as a stranger's: since it was looked at, a link may have taken its place.
    raw = read_regular(source, LARGEST_FILE)
    try:
        _write(place, raw, mode)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place))  # noqa: PTH103, PTH120
        _write(place, raw, mode)


def write(place: str, text: str, mode: int) -> None:
    """Write a file and set its permissions."""
    _write(place, text.encode("utf-8"), mode)


def _write(place: str, raw: bytes, mode: int) -> None:
    with open(place, "wb") as file:  # noqa: PTH123
        file.write(raw)
    os.chmod(place, mode)  # noqa: PTH101


def _ignored(name: str, patterns: tuple[str, ...]) -> bool:
    # As a shell would match: a star stands for no leading dot.
    return any(
        fnmatchcase(name, each) and (each.startswith(".") or not name.startswith(".")) for each in patterns
    )
