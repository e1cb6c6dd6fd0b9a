"""The course passes its own language check.

Wording that is shown as wrong is not held against it: wrong options, the
passages of a text to be repaired, and the sample of the language check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.language import find_terms
from prevention_cpd.language.documents import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.check.course import Course
    from prevention_cpd.core.yamlfile import Keys
    from prevention_cpd.questions import Question

#: Keys of activity data whose text is there to be found fault with.
_FAULTY = {"sample", "harmful"}


def discouraged(course: Course) -> Iterator[Problem]:
    """Yield each term to avoid that stands in a page, a question, an activity or a fact."""
    for page in course.pages.values():
        yield from findings(course, page.path, 1, page.text, spread=True)
    for question in course.questions:
        for text in _texts(question):
            yield from findings(course, question.file, question.line, text)
    for file in course.activities:
        for keys, text in _strings(file.data, ()):
            yield from findings(course, file.path, file.line(*keys), text)
    for fact in course.register.values():
        text = f"{fact.statement} {fact.caveat}"
        yield from findings(course, course.register.path, fact.line, text)


def findings(course: Course, path: Path, line: int, text: str, *, spread: bool = False) -> Iterator[Problem]:
    """Yield the terms to avoid in Markdown; with `spread` each has its own line, else all have the first."""
    document = markdown.read(text)
    for finding in find_terms(document.text, course.terminology, document.marked):
        if finding.term.status != "avoid":
            continue
        what = f"'{finding.found}' stands in the course's own words"
        better = " or ".join(finding.term.alternatives) or "something else"
        at = line + document.place(finding.start).number - 1 if spread else line
        yield Problem(file=path, line=at, code=Code.DISCOURAGED_TERM, what=what, fix=f"Write {better}")


def _texts(question: Question) -> Iterator[str]:
    yield from (question.stem, question.rationale)
    for option in question.options:
        yield option.feedback
        if option.correct:
            yield option.text
    for pair in question.pairs:
        yield from (pair.left.text, pair.right.text)
    for item in question.items:
        yield item.text


def _strings(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Yield the texts of an activity that speak for the course."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _strings(part, (*keys, at))
    elif isinstance(value, dict):
        # A passage to repair, an option that is not good, and a headline to read critically.
        faulty = {"text"} if value.get("good") is False or value.get("correct") is False else set()
        faulty |= {"text"} if "harmful" in value else set()
        faulty |= {"headline"} if "headline" in value else set()
        for key, part in value.items():
            if key not in faulty | _FAULTY:
                yield from _strings(part, (*keys, key))
