"""Module pages, activities, questions and registers are free of idioms and clipped phrases.

The list is the course's own, `assets/plain-english.yml`; a course without it is not held to any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.check.words import own_texts
from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.yamlfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from prevention_cpd.check.course import Course


def english(course: Course) -> Iterator[Problem]:
    """Yield each listed phrase in the prose of a module page, in an activity, a bank or a register."""
    if not course.tree.plain_english.is_file():
        return
    try:
        entries = yamlfile.read(course.tree.plain_english, "check/plain-english").data
    except CourseError as error:
        yield from error.problems
        return
    instead = {_bare(phrase): entry["instead"] for entry in entries for phrase in entry["say"]}
    # The longest comes first; a phrase may run over the end of a line.
    forms = "|".join(re.escape(phrase) for phrase in sorted(instead, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{forms})(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE)
    for path, line, text in _texts(course):
        for found in pattern.finditer(text):
            yield _problem(path, line + text.count("\n", 0, found.start()), _bare(found.group()), instead)


def _texts(course: Course) -> Iterator[tuple[Path, int, str]]:
    """Yield what a learner reads: the file, the line at which it begins, and the text."""
    for page in course.pages.values():
        for block in page.parsed.blocks if course.tree.modules in page.path.parents else ():
            yield page.path, block.line, block.text
    for file in course.activities:
        for keys, text in own_texts(file.data, ()):
            # The line breaks of a value are not always those of its file, so all of it has one line.
            yield file.path, file.line(*keys), " ".join(text.split())
    for path in (*course.tree.banks, course.tree.evidence, course.tree.initiatives):
        if path.is_file():
            yield path, 1, read_text(path)


def _problem(path: Path, line: int, phrase: str, instead: Mapping[str, str]) -> Problem:
    what = f"“{phrase}” stops a reader who learnt English later in life"
    fix = f"Write in plain words: {instead[phrase]}"
    return Problem(file=path, line=line, code=Code.PLAIN_ENGLISH, what=what, fix=fix)


def _bare(phrase: str) -> str:
    """Return a phrase in small letters, on one line."""
    return " ".join(phrase.lower().split())
