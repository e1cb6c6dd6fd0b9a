"""The minutes that a module states are those that the method of the course counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.core import studytime
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course

#: The count may differ by so much: a page prints figures, captions and tables that its source only names.
_TOLERANCE = 10
_ACTIVITY = re.compile(r"\bactivity\(\s*[\"']([^\"']+)[\"']")
_REFLECTION = re.compile(r"^[`:]{3,}\{reflection\}", re.MULTILINE)


def stated(course: Course) -> Iterator[Problem]:
    """Yield modules whose minutes are more than ten from the count; one without pages has no count."""
    for number, module in enumerate(course.settings.modules):
        counted = _counted(course, f"modules/{module.id}/")
        if counted is not None and abs(module.minutes - counted) > _TOLERANCE:
            what = (
                f"the module '{module.id}' states {module.minutes} minutes, and `study_time` gives {counted}"
            )
            fix = f"Write {counted}, or shorten or lengthen the module"
            keys = ("modules", number, "minutes")
            yield course.settings.file.problem(Code.MINUTES, what, fix, *keys)


def _counted(course: Course, folder: str) -> int | None:
    """Return the minutes of the pages in a folder, to the nearest five."""
    pages = {name: page for name, page in course.pages.items() if name.startswith(folder)}
    if not pages:
        return None
    named = {name for page in pages.values() for name in _ACTIVITY.findall(page.text)}
    files = (file.data for file in course.activities if isinstance(file.data, dict))
    minutes = (data.get("minutes") for data in files if data.get("id") in named)
    exact = studytime.count(
        course.settings.fields.get("study_time") or {},
        words=sum(len(re.findall(r"\w+", page.prose)) for page in pages.values()),
        activities=sum(each for each in minutes if isinstance(each, int | float)),
        practice=sum(
            question.use == "practice" and question.section in pages for question in course.questions
        ),
        reflections=sum(len(_REFLECTION.findall(page.text)) for page in pages.values()),
    )
    return studytime.to_five(exact)
