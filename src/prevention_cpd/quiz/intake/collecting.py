"""`nbgrader collect` from an exchange in which anybody may put anything.

nbgrader's own follows links, and so would fetch a file of the trainer, or another
learner's answers, into a submission; and one odd folder ends it for the whole class.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default.collect import ExchangeCollect
from nbgrader.utils import ignore_patterns

from prevention_cpd.quiz.escape import printable
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.intake import returned
from prevention_cpd.quiz.intake.submission_checks import LARGEST_FILE
from prevention_cpd.quiz.intake.timestamps import handed_in, parse
from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.record import access, run_parts
from prevention_cpd.quiz.times import iso
from prevention_cpd.quiz.words import say


class KnownExchange:
    """An exchange that somebody made: a wrong path is told, and never made."""

    root: str
    fail: Any

    def ensure_root(self) -> None:
        """Stop unless the folder is there; nbgrader would make it, and hand out into it unseen."""
        if not Path(self.root).is_dir():
            self.fail(say("exchange", "no_root", root=self.root))
        super().ensure_root()  # type: ignore[misc]


class SafeCollect(KnownExchange, ExchangeCollect):  # type: ignore[misc]
    """Collects what is there as it is; what is no ordinary file is told when the submission is graded."""

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        """Find the newest submission of each learner, and pass over what is none or comes too late."""
        super().init_src()
        found = (record for record in self.src_records if record["username"])
        self.src_records = [record for record in found if not self._is_closed(record)]

    @functools.cached_property
    def _runs(self) -> dict[str, run_parts.Parts]:
        with access.reading(Path(self.coursedir.root)) as connection:
            return run_parts.of(connection)

    def _is_closed(self, record: dict[str, Any]) -> bool:
        """Tell whether a submission came after its feedback; what was collected before is none."""
        quiz, learner = self.coursedir.assignment_id, record["username"]
        course = Path(self.coursedir.root)
        # Other assignments are nbgrader's own. The record is opened only where somebody has any feedback.
        if not questions_file.is_quiz(course, quiz) or not returned.page(course, learner, quiz).is_file():
            return False
        run = self._runs.get(learner, run_parts.Parts()).at(iso(record["timestamp"]))
        if not returned.is_closed(course, learner, quiz, run):
            return False
        before = handed_in(Path(self.coursedir.format_path("submitted", learner, quiz)))
        if before and record["timestamp"] <= before:
            return False
        self.log.error(say("submissions", "closed", folder=printable(record["filename"])))
        return True

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """Read a folder's name; one that is no submission gets no learner."""
        record: dict[str, Any] = {"username": "", "filename": "", "timestamp": datetime.min}  # noqa: DTZ901
        if Path(path).is_symlink() or not Path(path).is_dir():
            return self._odd(path, record)
        try:
            found: dict[str, Any] = super()._path_to_record(path)
        except Exception:  # noqa: BLE001  # the name is a stranger's, and nbgrader reads it trustingly
            return self._odd(path, record)
        with contextlib.suppress(OSError, ValueError, OverflowError):
            # nbgrader's own reading guesses zones; where it must, that only says which of several is newest.
            found["timestamp"] = parse(found["filename"].split("+")[2])
        # A learner ".." would be collected into the folder of the course.
        return self._odd(path, record) if found["username"] in {"", ".", ".."} else found

    def _odd(self, path: str, record: dict[str, Any]) -> dict[str, Any]:
        self.log.error(say("submissions", "odd_inbound", folder=printable(Path(path).name)))
        return record

    def copy_files(self) -> None:
        """Copy what is new when nobody grades this quiz: a grader would read half-copied submissions."""
        coursedir = self.coursedir
        place = Path(coursedir.format_path(coursedir.source_directory, ".", coursedir.assignment_id))
        with alone(place, waiting=lambda: self.log.warning(say("gradebook", "waiting"))):
            super().copy_files()

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:  # noqa: ARG002
        """Copy one submission; when that fails, the others are collected all the same."""
        ignore = ignore_patterns(exclude=self.coursedir.ignore, include=self.coursedir.include, log=self.log)
        try:
            shutil.copytree(src, dest, symlinks=True, ignore=ignore, copy_function=_copy)
        except (OSError, RecursionError) as error:
            why = say(
                "submissions", "not_copied", folder=printable(Path(src).name), error=type(error).__name__
            )
            self.log.error(why)  # noqa: TRY400  # a trainer is told the reason, not a traceback
        if self.coursedir.groupshared and Path(dest).is_dir():
            for parent, _folders, names in os.walk(dest):
                _share(Path(parent), 0o2770)
                for name in names:
                    _share(Path(parent) / name, 0o660)


def _copy(source: str, place: str) -> None:
    """Copy a file; a stand-in takes the place of what is no ordinary file, or too large to copy."""
    found = os.lstat(source)
    if not stat.S_ISREG(found.st_mode):
        os.mkfifo(place)
    elif found.st_size > LARGEST_FILE:
        with open(place, "xb") as file:  # noqa: PTH123
            # Takes no room on the disk; grading tells that it was too large.
            file.truncate(found.st_size)
    else:
        shutil.copy2(source, place, follow_symlinks=False)


def _share(path: Path, mode: int) -> None:
    found = path.lstat().st_mode
    if (stat.S_ISDIR(found) or stat.S_ISREG(found)) and found & mode != mode:
        path.chmod((found | mode) & 0o2777)
