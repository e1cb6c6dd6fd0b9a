"""Which submissions are to be graded: what is graded already is left."""

from __future__ import annotations

import glob
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.grading.submission_grader import Task
from prevention_cpd.quiz.intake import digest
from prevention_cpd.quiz.intake.quarantine import storable
from prevention_cpd.quiz.record import reading, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What there is to do."""

    quiz: str
    tasks: tuple[Task, ...]
    #: Who handed in anything, and is to be looked at in this run.
    students: tuple[str, ...]
    #: How many are graded already, as they lie there.
    done: int
    #: What came without the notebook of the quiz, by learner.
    missing: dict[str, Path]


def plan(
    converter: Any, quiz: str, *, chosen: Callable[[str], bool] = lambda _student: True, force: bool = False
) -> Plan:
    """Look through `submitted/`.

    Args:
        converter: nbgrader's own, from `setting.converter`.
        quiz: the assignment.
        chosen: whom to look at, by id; everybody unless given.
        force: also those that are graded already.
    """
    tasks, done, missing = [], 0, {}
    graded = _graded(converter, quiz)
    seen = []
    for student, folder in sorted(folders(converter, converter.coursedir.submitted_directory, quiz)):
        if not chosen(student):
            continue
        if not storable(student):
            missing[student] = folder
            continue
        seen.append(student)
        task = Task(student=student, submitted=folder, graded=_place(converter, "autograded", student, quiz))
        if not has_notebook(folder):
            missing[student] = folder
        elif force or not _is_done(task, graded.get(student, "")):
            tasks.append(task)
        else:
            done += 1
    return Plan(quiz=quiz, tasks=tuple(tasks), students=tuple(seen), done=done, missing=missing)


def folders(converter: Any, step: str, quiz: str) -> Iterator[tuple[str, Path]]:
    """Yield each learner with the folder of a quiz.

    Args:
        converter: nbgrader's own.
        step: the folder of the course, for example `submitted`.
        quiz: the assignment.
    """
    coursedir = converter.coursedir
    excluded = set(coursedir.student_id_exclude.split(","))
    # The learner's id may hold what a glob takes for a pattern, so it is read back from the path.
    shape = re.compile(
        coursedir.format_path(step, "(?P<student>[^/]+)", re.escape(quiz), escape=True), re.DOTALL
    )
    for path in of_all(coursedir, step, quiz):
        found = shape.fullmatch(str(path))
        if found and found["student"] not in excluded:
            yield found["student"], path


def of_all(coursedir: Any, step: str, name: str) -> Iterator[Path]:
    """Yield what has this name in the folder of any learner.

    Args:
        coursedir: nbgrader's own.
        step: the folder of the course, for example `submitted`.
        name: of an assignment or of something beside one.
    """
    pattern, root = coursedir.format_path(step, "*", glob.escape(name)), coursedir.root
    if pattern.startswith(root):
        # The folder of the course itself is no pattern.
        pattern = glob.escape(root) + pattern[len(root) :]
    yield from map(Path, glob.iglob(pattern, include_hidden=True))  # noqa: PTH207  # nbgrader gives a pattern


def has_notebook(folder: Path) -> bool:
    """Tell whether there is a notebook of any name, as nbgrader asks."""
    try:
        return any(name.endswith(".ipynb") and not name.startswith(".") for name in os.listdir(folder))  # noqa: PTH208
    except OSError:
        return False


def _graded(converter: Any, quiz: str) -> dict[str, str]:
    """Return what the record says was graded last, by learner."""
    engine = tables.engine(converter.coursedir.db_url)
    try:
        with engine.connect() as connection:
            return reading.digests(connection, quiz)
    finally:
        engine.dispose()


def _is_done(task: Task, graded: str) -> bool:
    """Tell whether what lies there is what was graded, whatever its time says, and the copy is there too."""
    there = graded and (task.graded / f"{task.graded.name}.ipynb").exists()
    return bool(there) and digest.of(task.submitted) == graded


def _place(converter: Any, step: str, student: str, quiz: str) -> Path:
    coursedir = converter.coursedir
    return Path(coursedir.format_path(getattr(coursedir, f"{step}_directory"), student, quiz))
