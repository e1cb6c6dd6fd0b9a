"""One grader of a quiz at a time: `nbgrader autograde`, the formgrader and `cpd grade` wait in turn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter

from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.words import say


def configure() -> None:
    """Make nbgrader wait its turn in this process; may run again.

    nbgrader has no hook that also runs when a submission fails, so that a lock could be given back.
    """
    Autograde.convert_notebooks = _convert_alone


def _convert_alone(converter: Any) -> None:
    """Grade when nobody else grades this quiz.

    Two graders of one submission would both find no row of its learner and both add one; the
    one that comes second fails, and nbgrader then deletes the graded notebook of the first.
    """
    coursedir = converter.coursedir
    place = Path(coursedir.format_path(coursedir.source_directory, ".", coursedir.assignment_id))
    with alone(place, waiting=lambda: converter.log.warning(say("gradebook", "waiting"))):
        BaseConverter.convert_notebooks(converter)
