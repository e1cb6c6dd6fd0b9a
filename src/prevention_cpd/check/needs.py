"""What is taught is asked: questions that only somebody who studied can answer, held against the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.check.banks import problem
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course

#: The least share of a bank's graded questions that need the course; asked of banks that are written.
_SHARE, _ENOUGH = 0.4, 30
_MARKS = re.compile(r"[*_`]|\{[a-z:]+\}|\]\([^)]*\)|\[")


def held(course: Course) -> Iterator[Problem]:
    """Yield each question whose sentence does not stand on the page that it names."""
    pages = {name: _bare(page.text) for name, page in course.pages.items()}
    for question in course.questions:
        if question.needs is None:
            continue
        if question.needs.page not in pages:
            what = f"{question.id}: there is no page '{question.needs.page}'"
            yield problem(question, Code.UNKNOWN_PAGE, what, "Correct `needs.page`")
        elif _bare(question.needs.says) not in pages[question.needs.page]:
            what = f"{question.id}: {question.needs.page}.md does not say “{question.needs.says}”"
            yield problem(
                question, Code.NEEDS, what, "Copy the sentence from the page, or change the question"
            )


def enough(course: Course) -> Iterator[Problem]:
    """Yield each bank in which too few graded questions need what the course teaches."""
    for bank in course.banks:
        graded = [question for question in bank.questions if question.use == "graded"]
        needing = sum(question.needs is not None for question in graded)
        if len(graded) >= _ENOUGH and needing < _SHARE * len(graded):
            what = (
                f"{needing} of the {len(graded)} graded questions of the bank '{bank.module}' need the course"
            )
            yield problem(graded[0], Code.NEEDS, what, f"Ask for what it teaches in {_SHARE:.0%} or more")


def core(course: Course) -> Iterator[Problem]:
    """Yield each graded question about a page that goes further: the quiz asks for the core alone."""
    for question in course.questions:
        asks = {question.section, *([question.needs.page] if question.needs else ())}
        for name in sorted(asks & course.pages.keys()) if question.use == "graded" else ():
            if course.pages[name].further:
                what = f"{question.id}: the quiz asks for {name}.md, which goes further"
                fix = "Ask for a page of the core, or take `further: true` from the page"
                yield problem(question, Code.NEEDS, what, fix)


def _bare(text: str) -> str:
    """Return text without marks, roles' names and addresses, on one line."""
    return " ".join(_MARKS.sub("", text).split())
