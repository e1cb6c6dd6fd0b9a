"""Two places in nbgrader where one submission could stop the grading of others, or change it."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory

from prevention_cpd.quiz.escape import printable
from prevention_cpd.quiz.intake.quarantine import why_not_stored
from prevention_cpd.quiz.intake.submissions import handed_in
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_find: Callable[[Any], None] = BaseConverter.init_notebooks


def configure() -> None:
    """Make nbgrader robust in this process; may run again."""
    BaseConverter.init_notebooks = _init_notebooks
    CourseDirectory.get_existing_timestamp = _timestamp


def matching(coursedir: Any, pattern: str) -> Iterator[str]:
    """Yield the paths that match a pattern, hidden ones too; the folder of the course itself is no pattern.

    Args:
        coursedir: nbgrader's own.
        pattern: from its `format_path`.
    """
    root = coursedir.root
    if pattern.startswith(root):
        pattern = glob.escape(root) + pattern[len(root) :]
    yield from glob.iglob(pattern, include_hidden=True)  # noqa: PTH207  # nbgrader gives a pattern, not a folder


def _init_notebooks(converter: Any) -> None:
    """Find the notebooks: a learner's id is a name, where nbgrader's own takes it for a pattern.

    By that pattern the learner `[a]nn` would be graded with the work of `ann`. A name that
    holds a line end, or that no gradebook can hold, would end the grading of the whole class.
    """
    coursedir = converter.coursedir
    converter.assignments, converter.notebooks = {}, []
    pattern = converter._format_source(coursedir.assignment_id, coursedir.student_id)  # noqa: SLF001
    for folder in matching(coursedir, pattern):
        why = say("submissions", "id_lines") if "\n" in folder else why_not_stored(Path(folder).parent.name)
        if why:
            converter.log.error(say("submissions", "odd_name", folder=printable(folder), why=why))
            continue
        found = glob.glob(f"{coursedir.notebook_id}.ipynb", root_dir=folder)  # noqa: PTH207  # not a pattern
        if found:
            converter.assignments[folder] = [os.path.join(folder, name) for name in found]  # noqa: PTH118
        else:
            converter.log.warning(say("submissions", "without_notebook", folder=printable(folder)))
    if not converter.assignments:
        # It says what might have been meant.
        _find(converter)


def _timestamp(_coursedir: Any, folder: str) -> datetime | None:
    """Read a time as `handed_in` does: nbgrader's own waits for a pipe, and fails for what is no time."""
    return handed_in(Path(folder))
