"""Every activity can be shown: its file has the shape and the meaning that its kind asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities import source
from prevention_cpd.activities.kinds import authored
from prevention_cpd.core.problems import Code, CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course
    from prevention_cpd.core.problems import Problem


def readable(course: Course) -> Iterator[Problem]:
    """Yield everything that is wrong with the data file of an activity."""
    for file in course.activities:
        name = f"{file.path.parent.parent.name}/{file.path.stem}"
        try:
            source.read(name, course.tree, course.register)
        except CourseError as error:
            yield from error.problems


def words(course: Course) -> Iterator[Problem]:
    """Yield each kind of activity that the settings have words for and that does not exist."""
    for kind in course.settings.words:
        if kind not in authored():
            what, fix = f"'{kind}' is no kind of activity", f"Write one of {', '.join(authored())}"
            yield course.settings.file.problem(Code.KIND_PARTS, what, fix, "words", kind)
