"""Which submissions are to be graded: what is graded already is left."""

from __future__ import annotations

import glob
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.grading.submission_grader import Task
from prevention_cpd.quiz.intake.quarantine import storable
from prevention_cpd.quiz.intake.timestamps import handed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What there is to do."""

    tasks: tuple[Task, ...]
    #: Who handed in anything, and is to be looked at in this run.
    students: tuple[str, ...]
    #: How many are graded already, with nothing newer handed in.
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
    seen = []
    for student, folder in sorted(folders(converter, converter.coursedir.submitted_directory, quiz)):
        if not chosen(student):
            continue
        if not storable(student):
            missing[student] = folder
            continue
        seen.append(student)
        task = Task(student=student, submitted=folder, graded=_place(converter, "autograded", student, quiz))
        if not _has_notebook(folder):
            missing[student] = folder
        elif force or _to_do(task):
            tasks.append(task)
        else:
            done += 1
    return Plan(tasks=tuple(tasks), students=tuple(seen), done=done, missing=missing)


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


def _has_notebook(folder: Path) -> bool:
    """Tell whether there is a notebook of any name, as nbgrader asks."""
    try:
        return any(name.endswith(".ipynb") and not name.startswith(".") for name in os.listdir(folder))  # noqa: PTH208
    except OSError:
        return False


def _to_do(task: Task) -> bool:
    """Tell whether a submission was never graded, or something newer was handed in."""
    # A killed `nbgrader autograde` leaves the folder without the notebook, and would skip it ever after.
    if not (task.graded / f"{task.graded.name}.ipynb").exists():
        return True
    new, old = handed_in(task.submitted), handed_in(task.graded)
    return new is not None and old is not None and new > old


def _place(converter: Any, step: str, student: str, quiz: str) -> Path:
    coursedir = converter.coursedir
    return Path(coursedir.format_path(getattr(coursedir, f"{step}_directory"), student, quiz))
