"""What a run that was killed left beside graded copies and feedback pages."""

from __future__ import annotations

import shutil
from typing import Any

from prevention_cpd.quiz.grading import staging
from prevention_cpd.quiz.grading.plan import of_all


def remove(converter: Any, quiz: str) -> None:
    """Delete copies that were being made; what was on its way out comes back if nothing took its place.

    Nobody else may be grading the quiz.

    A copy in its place is whole, so that nothing is lost. A grader that finds
    such a folder in its own way deletes it; those of submissions that are
    graded already would stand there for ever.
    """
    coursedir = converter.coursedir
    for step in (coursedir.autograded_directory, coursedir.feedback_directory):
        for ending in ("part", "old"):
            for folder in of_all(coursedir, step, f".{quiz}.{ending}"):
                staging.restore(folder.with_name(quiz))
                shutil.rmtree(folder, ignore_errors=True)
