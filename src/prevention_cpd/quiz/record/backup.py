"""A whole class in one file: the record and everything that belongs to it, and the way back."""

from __future__ import annotations

import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.record import access
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator

DATABASE = "gradebook.db"
#: What of the folder of the nbgrader course belongs to a class. Banks and settings are the course's own.
FOLDERS = (
    "source", "release", "submitted", "received", "autograded", "feedback", "set-aside", "attempts",
    "reports",
)  # fmt: skip
#: What signs cookies: with it nobody has to sign in anew.
FILES = (".server-secret",)


def save(course: Path, file: Path) -> int:
    """Write a class into one file; people may go on working meanwhile. Return how many files it holds.

    The record is taken first, in one moment. What is handed in later may be in the files and not in it, as
    after a server was killed: the same hand-in is known again.

    Args:
        course: the folder of the nbgrader course.
        file: a `.tar.gz` that its owner alone can read; one that is there is replaced.

    Raises:
        CourseError: when the record is not in a file but on a database server, which has its own backups.
        OSError, sqlite3.Error: when it cannot be read or written; then what stood there before is whole.
    """
    if access.address(course) != f"sqlite:///{course / DATABASE}":
        raise CourseError(
            [_problem(course / DATABASE, words("backup")["server"], words("backup")["server_fix"])]
        )
    handle, made = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    os.close(handle)
    try:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(made, "w:gz") as tar:
            copy = Path(folder) / DATABASE
            with closing(sqlite3.connect(course / DATABASE)) as now, closing(sqlite3.connect(copy)) as then:
                now.backup(then)
            tar.add(copy, DATABASE)
            for path in _files(course):
                tar.add(path, path.relative_to(course), recursive=False)
            count = len(tar.getmembers())
        Path(made).replace(file)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
    return count


def restore(course: Path, file: Path) -> int:
    """Bring a class back into a course that has none. Return how many files there were.

    Raises:
        CourseError: when there is a class already, or the file is no backup.
        OSError: when it cannot be written.
    """
    there = [name for name in (DATABASE, *FOLDERS[1:]) if (course / name).exists()]
    if there:
        what = say("backup", "not_empty", names=", ".join(there))
        raise CourseError([_problem(course, what, words("backup")["not_empty_fix"])])
    try:
        with tarfile.open(file, "r:gz") as tar:
            members = tar.getmembers()
            tops = {member.name.partition("/")[0] for member in members}
            is_class = DATABASE in tops and tops <= {DATABASE, *FOLDERS, *FILES}
            if is_class:
                tar.extractall(course, members, filter="data")
    except (tarfile.TarError, EOFError):
        is_class = False
    if not is_class:
        raise CourseError([_problem(file, words("backup")["none"], words("backup")["none_fix"])])
    return len(members)


def _files(course: Path) -> Iterator[Path]:
    """Yield what belongs to the class; links and other special files stay out, as nothing needs them."""
    for name in (*FOLDERS, *FILES):
        for path in sorted([course / name, *(course / name).rglob("*")]):
            if not path.is_symlink() and (path.is_dir() or path.is_file()):
                yield path


def _problem(place: Path, what: str, fix: str) -> Problem:
    return Problem(file=place, line=0, code=Code.GRADING_SETUP, what=what, fix=fix)
