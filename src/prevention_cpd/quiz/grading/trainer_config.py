"""The trainer's own nbgrader configuration, as `nbgrader autograde` would read it in `quizzes/`."""

from __future__ import annotations

import contextlib
import logging
import os
from typing import TYPE_CHECKING, Any

from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.grading.autograding import FlagForTrainer, GradeAnswers
from prevention_cpd.quiz.grading.restoring import RestoreRelease
from prevention_cpd.quiz.history.keeping import KeepAttempt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.core.tree import Tree

#: The steps that this grader does in its own way.
_OURS = {RestoreRelease, GradeAnswers, KeepAttempt, FlagForTrainer}
#: nbgrader's own steps that change nothing in a notebook which is graded from data.
_HARMLESS = {"LimitOutput", "SaveAutoGrades", "AssignLatePenalties", "CheckCellMetadata"}


def converter(tree: Tree) -> Any:
    """Return nbgrader's converter for autograding, set up by `quizzes/nbgrader_config.py`.

    Raises:
        CourseError: when the configuration cannot be read, or asks for steps that only nbgrader can do.
    """
    config = tree.quizzes / "nbgrader_config.py"
    app = AutogradeApp(log_level=logging.ERROR)
    app.raise_config_file_errors = True
    try:
        with within(tree.quizzes):
            app.initialize([])
    except (Exception, SystemExit) as error:  # noqa: BLE001  # it is a program of the trainer's own
        what = f"nbgrader cannot read its configuration ({type(error).__name__}: {error})"
        raise _wrong(config, what, "Mend the file, or restore it from the course") from None
    app.log.setLevel(logging.ERROR)
    made = Autograde(coursedir=app.coursedir, parent=app)
    steps = [*made.sanitize_preprocessors, *made.autograde_preprocessors]
    if not set(steps) >= _OURS:
        what = "the configuration leaves out steps that this grader stands for"
        raise _wrong(config, what, "Restore the lists of preprocessors, or grade with `nbgrader autograde`")
    names = {step.__name__ for step in made.autograde_preprocessors if step not in _OURS}
    if extra := sorted(names - _HARMLESS):
        what = f"the configuration grades with steps that only nbgrader can do ({', '.join(extra)})"
        raise _wrong(config, what, "Take them out, or grade with `nbgrader autograde`")
    return made


@contextlib.contextmanager
def within(folder: Path) -> Iterator[None]:
    """Work in a folder until the block ends, as nbgrader's configuration expects."""
    before = os.getcwd()  # noqa: PTH109  # restored as it was, a link or not
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _wrong(file: Path, what: str, fix: str) -> CourseError:
    return CourseError([Problem(file=file, line=0, code=Code.GRADING_SETUP, what=what, fix=fix)])
