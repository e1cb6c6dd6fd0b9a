"""The place where parts of submissions go that are no ordinary files, and why each went there.

Beside the folder `set-aside/submitted/<student>/<quiz>/` stands `<quiz>.json` with
the reasons, so that grading again tells them again, until something newer is handed in.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import unicodedata
from pathlib import Path
from typing import Any

from prevention_cpd.questions.regular import RefusedError, read_regular
from prevention_cpd.quiz.words import say

FOLDER = "set-aside"
#: More reasons than these are only counted.
_MOST_TOLD = 20
_LONGEST_NAME = 80
_LARGEST_LIST = 4 * 1024 * 1024


class SetAside:
    """What was, and is being, moved out of one submission."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self.folder, self.kept = folder, kept
        self._list = kept.with_name(f"{kept.name}.json")
        self._told: dict[str, str] = {}
        self._read()

    def open(self) -> None:
        """Make sure that the folder can be read and changed.

        Raises:
            OSError: when it belongs to somebody else.
        """
        if not os.access(self.folder, os.R_OK | os.W_OK | os.X_OK):
            self.folder.chmod(0o755)

    def note(self, name: str, why: str) -> None:
        """Keep a reason without moving anything."""
        if self._told.get(name) != why:
            self._told[name] = why
            self._write()

    def move(self, path: Path, why: str) -> None:
        """Move a file, a link, a pipe or a folder; nothing of it is opened.

        Raises:
            OSError: when it cannot be moved.
        """
        # A link in place of the whole folder goes into `kept`: `kept` itself must never be a link.
        name = self.folder.name if path in {self.folder, self.folder.parent} else path.name
        place = _free(self.kept, name)
        moved = say("submissions", "moved", place=_shown(place))
        # First the reason: a stop between the two must not leave a thing gone without a word.
        self.note(path.name, f"{printable(path.name)}: {why} {moved}")
        try:
            _rename(path, place)
        except OSError as error:
            if error.errno not in {errno.EXDEV, errno.EROFS}:
                raise
            # Submissions on another disk: then beside the submission, where no quiz has its name.
            _rename(path, _free(self.folder.parent / f"{FOLDER}-{self.folder.name}", name))

    def close(self) -> None:
        """Write down what was told."""
        if self._told:
            # Once more: what tells this submission from the next one may have been moved too.
            self._write()

    def reasons(self) -> list[str]:
        """Return why each thing was moved, as sentences for the trainer."""
        found = list(self._told.values())
        more = len(found) - _MOST_TOLD
        return [*found[:_MOST_TOLD], say("submissions", "more", count=more)] if more > 0 else found

    def has(self, name: str) -> bool:
        """Tell whether a file of this name was moved."""
        return name in self._told and any(os.path.lexists(place / name) for place in _places(self.kept))

    def _read(self) -> None:
        try:
            found: Any = json.loads(read_regular(self._list, _LARGEST_LIST))
        except (OSError, RefusedError, ValueError):
            return
        # Reasons of an earlier submission say nothing about this one.
        if isinstance(found, dict) and found.get("handed_in") == self._handed_in():
            self._told = {str(name): str(why) for name, why in dict(found.get("reasons") or {}).items()}

    def _write(self) -> None:
        self._list.parent.mkdir(parents=True, exist_ok=True)
        part = self._list.with_name(self._list.name + ".part")
        part.write_text(json.dumps({"handed_in": self._handed_in(), "reasons": self._told}, indent=1))
        part.replace(self._list)

    def _handed_in(self) -> str:
        """Return what tells this submission from a newer one."""
        try:
            return read_regular(self.folder / "timestamp.txt", 1000).decode("utf-8", "replace")
        except (OSError, RefusedError):
            return ""


def place_for(folder: Path) -> Path:
    """Return the place for what is set aside: the same path under `set-aside/` of the course.

    nbgrader works in the folder of the course; resolving the path would follow a link in it.
    """
    here = Path.cwd()
    try:
        return here / FOLDER / Path(os.path.abspath(folder)).relative_to(here)  # noqa: PTH100
    except ValueError:
        return here / FOLDER / folder.parent.name / folder.name


def told(folder: Path, kept: Path | None = None) -> list[str]:
    """Return why parts of a submission were moved away, as `prepare` told it; nothing if none were.

    Args:
        folder: the submission.
        kept: what `prepare` was given; by default where nbgrader's own run puts it.
    """
    return SetAside(folder, kept or place_for(folder)).reasons()


def set_aside(path: Path, kept: Path | None = None) -> Path | None:
    """Return where a file of a submission was moved to, if it was."""
    kept = kept or place_for(path.parent)
    found = [place / path.name for place in _places(kept) if os.path.lexists(place / path.name)]
    return found[-1] if found and SetAside(path.parent, kept).has(path.name) else None


def storable(name: str) -> bool:
    """Tell whether a name is text, so that a gradebook, a page or a table can hold it."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def printable(name: str) -> str:
    """Return a name of a file as a sentence can hold it: no line ends, nothing that hides, not too long."""
    shown = "".join("?" if unicodedata.category(char)[0] == "C" else char for char in name)
    return shown if len(shown) <= _LONGEST_NAME else shown[:_LONGEST_NAME] + "…"


def _places(kept: Path) -> list[Path]:
    """Return the folders that exist for what was set aside at different times, the oldest first."""
    numbered = (kept.with_name(f"{kept.name}.{number}") for number in itertools.count(2))
    return [*([kept] if kept.exists() else []), *itertools.takewhile(Path.exists, numbered)]


def _free(kept: Path, name: str) -> Path:
    """Return a path that nothing has yet: what was set aside before stays."""
    for place in itertools.chain([kept], (kept.with_name(f"{kept.name}.{n}") for n in itertools.count(2))):
        if not os.path.lexists(place / name):
            return place / name
    raise AssertionError


def _rename(path: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.rename(place)
    except PermissionError:
        if path.is_symlink() or not path.is_dir():
            raise
        # A folder without permissions cannot be moved, even by its owner.
        path.chmod(0o755)
        path.rename(place)


def _shown(place: Path) -> str:
    """Return the path from `set-aside` on: what stands before it is nobody's business."""
    parts = [printable(part) for part in place.parts]
    return "/".join(parts[parts.index(FOLDER) :] if FOLDER in parts else parts[-4:])
