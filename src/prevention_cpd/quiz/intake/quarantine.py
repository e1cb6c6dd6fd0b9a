"""The place where parts of submissions go that are no ordinary files, and why each went there.

Beside the folder `set-aside/submitted/<student>/<quiz>/` stands `<quiz>.json` with
the reasons, so that grading again tells them again, until something newer is handed in.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.core import files
from prevention_cpd.questions.answers import FILE
from prevention_cpd.questions.regular import RefusedError, read_regular
from prevention_cpd.quiz.escape import printable
from prevention_cpd.quiz.intake.submission_checks import own_names
from prevention_cpd.quiz.intake.timestamps import handed_in
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = "set-aside"
#: The longest id of a learner in nbgrader's tables, in characters.
LONGEST_ID = 128
#: More reasons than these are only counted, but for those of what a submission is made of.
_MOST_TOLD = 20
_LARGEST_LIST = 1024 * 1024


class SetAside:
    """What was, and is being, moved out of one submission."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self.folder, self.kept = folder, kept
        self._list = kept.with_name(f"{kept.name}.json")
        self._always = {*own_names(folder.name), folder.name, folder.parent.name}
        #: The reasons by name, and how many there are besides.
        self._told: dict[str, str] = {}
        self._more = 0
        self._gone = False
        self._written = self._read()

    def open(self) -> None:
        """Make sure that the folder can be read and changed.

        Raises:
            OSError: when it belongs to somebody else.
        """
        if not os.access(self.folder, os.R_OK | os.W_OK | os.X_OK):
            self.folder.chmod(0o755)

    def note(self, name: str, why: str) -> None:
        """Keep a reason without moving anything."""
        self._tell(name, why)
        self._write()

    def move(self, found: Iterable[tuple[Path, str]]) -> None:
        """Move files, links, pipes and folders, each for a reason; nothing of them is opened.

        Raises:
            OSError: when one cannot be moved.
        """
        places, untold = [], 0
        for path, why in found:
            self._gone = self._gone or path in {self.folder, self.folder.parent}
            # A link in place of the whole folder goes into `kept`: `kept` itself must never be a link.
            name = self.folder.name if path in {self.folder, self.folder.parent} else path.name
            places.append((path, _free(self.kept, name)))
            moved = say("submissions", "moved", place=_shown(places[-1][1]))
            untold += not self._tell(path.name, f"{printable(path.name)}: {why} {moved}")
        # A run that was killed in between finds again what it had not moved yet, and counted already.
        self._more = max(self._more, untold)
        # First the reasons, all at once: a stop on the way must not leave a thing gone without a word.
        self._write()
        for path, place in places:
            self._rename(path, place)

    def reasons(self) -> list[str]:
        """Return why each thing was moved, as sentences for the trainer."""
        # Answers that were put in the place of what was moved are there to be read.
        back = FILE if os.path.lexists(self.folder / FILE) else None
        found = [why for name, why in self._told.items() if name != back]
        return [*found, say("submissions", "more", count=self._more)] if self._more else found

    def has(self, name: str) -> bool:
        """Tell whether one of the files that a submission is made of was moved."""
        return name in self._told and any(os.path.lexists(place / name) for place in _places(self.kept))

    def _tell(self, name: str, why: str) -> bool:
        """Keep a reason, unless there are too many already; tell whether it was kept."""
        told = name in self._told or name in self._always
        if told or len(self._told.keys() - self._always) < _MOST_TOLD:
            self._told[name] = why
            return True
        return False

    def _read(self) -> str:
        """Read what was told of this submission before, and return the list as it is written."""
        try:
            text = read_regular(self._list, _LARGEST_LIST).decode("ascii")
            found: Any = json.loads(text)
        except (OSError, RefusedError, ValueError, RecursionError):
            return ""
        # Reasons of an earlier submission say nothing about this one.
        if isinstance(found, dict) and found.get("handed_in") == self._key():
            reasons, more = found.get("reasons"), found.get("more")
            self._told = (
                {name: str(why) for name, why in reasons.items()} if isinstance(reasons, dict) else {}
            )
            self._more = more if type(more) is int and self._told else 0
        return text

    def _write(self) -> None:
        """Write down what was told, if it is not written yet."""
        if not self._told:
            return
        text = json.dumps({"handed_in": self._key(), "reasons": self._told, "more": self._more}, indent=1)
        if text != self._written:
            self._list.parent.mkdir(parents=True, exist_ok=True)
            files.write_text(self._list, text, mode=0o644)
            self._written = text

    def _key(self) -> str:
        """Return what tells this submission from a newer one: nothing where no time stands, or will stand."""
        return "" if self._gone else str(handed_in(self.folder) or "")

    def _rename(self, path: Path, place: Path) -> None:
        try:
            _rename(path, place)
        except OSError as error:
            if error.errno not in {errno.EXDEV, errno.EROFS}:
                raise
            # Submissions on another disk: then beside the submission, where no quiz has its name.
            _rename(path, _free(self.folder.parent / f"{FOLDER}-{self.folder.name}", place.name))


def told(folder: Path, kept: Path) -> list[str]:
    """Return why parts of a submission were moved away, as `prepare` told it; nothing if none were.

    Args:
        folder: the submission.
        kept: what `prepare` was given.
    """
    return SetAside(folder, kept).reasons()


def set_aside(path: Path, kept: Path) -> Path | None:
    """Return where a file of a submission was moved to, if it was."""
    found = [place / path.name for place in _places(kept) if os.path.lexists(place / path.name)]
    return found[-1] if found and SetAside(path.parent, kept).has(path.name) else None


def storable(student: str) -> bool:
    """Tell whether a gradebook, a page and a table can hold a learner's id."""
    return not why_not_stored(student)


def why_not_stored(student: str) -> str:
    """Return why no gradebook can hold a learner's id, as a sentence for the trainer; nothing when one can.

    PostgreSQL holds no longer ids. SQLite would, but the same class is graded with both.
    """
    try:
        student.encode("utf-8")
    except UnicodeEncodeError:
        return say("submissions", "id_no_text")
    return say("submissions", "id_long", most=LONGEST_ID) if len(student) > LONGEST_ID else ""


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
