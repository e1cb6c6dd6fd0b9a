"""The trainer's own nbgrader configuration, as `nbgrader autograde` would read it in `quizzes/`."""

from __future__ import annotations

import contextlib
import logging
import os
from typing import TYPE_CHECKING, Any

from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde

from prevention_cpd.core.problems import Code, CourseError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.core.tree import Tree


def converter(tree: Tree) -> Any:
    """Return nbgrader's converter for autograding, set up by `quizzes/nbgrader_config.py`.

    Raises:
        CourseError: when the configuration cannot be read.
    """
    config = tree.quizzes / "nbgrader_config.py"
    app = AutogradeApp(log_level=logging.ERROR)
    app.raise_config_file_errors = True
    try:
        with within(tree.quizzes):
            app.initialize([])
    except (Exception, SystemExit) as error:  # noqa: BLE001  # it is a program of the trainer's own
        what = f"nbgrader cannot read its configuration ({type(error).__name__}: {error})"
        fix = "Mend the file, or restore it from the course"
        problem = Problem(file=config, line=0, code=Code.GRADING_SETUP, what=what, fix=fix)
        raise CourseError([problem]) from None
    app.log.setLevel(logging.ERROR)
    return Autograde(coursedir=app.coursedir, parent=app)


@contextlib.contextmanager
def within(folder: Path) -> Iterator[None]:
    """Work in a folder until the block ends, as nbgrader's configuration expects."""
    before = os.getcwd()  # noqa: PTH109  # restored as it was, a link or not
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
