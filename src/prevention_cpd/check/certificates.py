"""What a certificate asks for can be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core.problems import CourseError
from prevention_cpd.records.certificates import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course
    from prevention_cpd.core.problems import Problem


def quizzes(course: Course) -> Iterator[Problem]:
    """Yield each quiz that a certificate asks for and that there is not."""
    try:
        rules.load(course.tree)
    except CourseError as error:
        yield from error.problems
