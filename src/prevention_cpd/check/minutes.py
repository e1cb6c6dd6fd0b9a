"""The minutes that a module states are those that its method counts, and no sitting is too long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.activities.longest import longest_words
from prevention_cpd.core import studytime
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prevention_cpd.check.course import Course
    from prevention_cpd.check.page import Page
    from prevention_cpd.core.settings import Module

_ACTIVITY = re.compile(r"\bactivity\(\s*[\"']([^\"']+)[\"']")
_REFLECTION = re.compile(r"^[`:]{3,}\{reflection\}", re.MULTILINE)


def stated(course: Course) -> Iterator[Problem]:
    """Yield modules whose minutes are not the count, rounded to five; one without pages has no count.

    Pages that go further are counted apart.
    """
    for number, module in enumerate(course.settings.modules):
        pages = _pages(course, module)
        core = {name: page for name, page in pages.items() if not page.further}
        for name, part in (("minutes", core), ("further", pages.keys() - core.keys())):
            says = getattr(module, name)
            exact = _count(course, {page: pages[page] for page in part})
            counted = 0 if name == "further" and not part else studytime.to_five(exact)
            if pages and says != counted:
                says_what = f"the module '{module.id}' states {says} minutes"
                what = f"{says_what}{_CALLED[name]}, and `study_time` gives {counted}"
                fix = f"Write {counted}, or shorten or lengthen the module"
                yield course.settings.file.problem(Code.MINUTES, what, fix, "modules", number, name)


_CALLED = {"minutes": "", "further": " that go further"}


def at_most(course: Course) -> Iterator[Problem]:
    """Yield cores longer than `study_time.most_core`, and pages longer than `study_time.most_sitting`.

    Here nothing is rounded.
    """
    method = course.settings.study_time
    for number, module in enumerate(course.settings.modules):
        pages = _pages(course, module)
        minutes = _count(course, {name: page for name, page in pages.items() if not page.further})
        if minutes > (most := method.get("most_core", minutes)):
            what = f"the core of the module '{module.id}' takes {minutes:.1f} minutes, {most} at most"
            fix = "Shorten it, or mark a page that the quiz does not need with `further: true`"
            yield course.settings.file.problem(Code.MINUTES, what, fix, "modules", number, "minutes")
        for name, page in pages.items():
            minutes = _count(course, {name: page})
            if minutes > (most := method.get("most_sitting", minutes)):
                what = f"the page takes {minutes:.1f} minutes, {most} at most"
                fix = "Split it in two, or shorten it"
                yield Problem(file=page.path, line=1, code=Code.MINUTES, what=what, fix=fix)


def _pages(course: Course, module: Module) -> dict[str, Page]:
    return {name: page for name, page in course.pages.items() if name.startswith(f"modules/{module.id}/")}


def _count(course: Course, pages: Mapping[str, Page]) -> float:
    """Return the minutes of some pages, not rounded."""
    method = course.settings.study_time
    named = {name for page in pages.values() for name in _ACTIVITY.findall(page.text)}
    files = (file.data for file in course.activities if isinstance(file.data, dict))
    return studytime.count(
        method,
        words=sum(len(re.findall(r"\w+", page.prose)) for page in pages.values()),
        activities=sum(_minutes(method, data) for data in files if data.get("id") in named),
        practice=sum(
            question.use == "practice" and question.section in pages for question in course.questions
        ),
        reflections=sum(len(_REFLECTION.findall(page.text)) for page in pages.values()),
    )


def _minutes(method: Mapping[str, object], data: dict[str, object]) -> float:
    says = data.get("minutes")
    return studytime.of_activity(method, says if isinstance(says, int | float) else 0, longest_words(data))
