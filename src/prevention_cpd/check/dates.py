"""A dated figure or law on a module page comes from the evidence register, through the role `fact`.

Which words make a year a dated fact, and which names hold a year, is the course's own:
`assets/dated-facts.yml`. A course without the file is held to figures alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.check.course import Course

#: A year from 1990 on, or two that a stroke joins.
_YEAR = re.compile(r"(?<![\w.,])(?:199\d|20\d\d)(?:/\d\d)?(?![\w%]|[.,]\d)")
_NUMBER = re.compile(r"(?<![\w-])\d[\d.,]*")
_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|\Z)", re.DOTALL)
#: Headings name a page, and what is said of a drawing repeats what its chart prints.
_PROSE = frozenset({"paragraph", "cell"})


def registered(course: Course) -> Iterator[Problem]:
    """Yield each sentence that types a year beside a number, or beside a word for a law or a month."""
    words: dict[str, list[str]] = {"beside": [], "names": []}
    if course.tree.dated_facts.is_file():
        try:
            words = yamlfile.read(course.tree.dated_facts, "check/dated-facts").data
        except CourseError as error:
            yield from error.problems
            return
    names = re.compile(_any_of(words["names"]))
    beside = rf"(?<!\w)(?:{_any_of(words['beside'])})(?!\w)"
    dated = re.compile(rf"{beside}(?:\W+\w+){{0,2}}?\W+{_YEAR.pattern}|{_YEAR.pattern}\s+{beside}")
    for page in course.pages.values():
        blocks = page.parsed.blocks if course.tree.modules in page.path.parents else ()
        for block in blocks:
            if block.kind not in _PROSE:
                continue
            for sentence in _SENTENCE.finditer(block.text):
                told = names.sub(" ", sentence.group())
                year = _YEAR.search(told)
                if year and (dated.search(told) or _NUMBER.search(_YEAR.sub(" ", told))):
                    line = block.line + block.text.count("\n", 0, sentence.start())
                    yield _problem(page.path, line, year.group())


def _problem(path: Path, line: int, year: str) -> Problem:
    what = f"{year} stands in plain text beside a figure, a month or a law"
    fix = "Print both with {fact} from assets/evidence.yml, or list the name in assets/dated-facts.yml"
    return Problem(file=path, line=line, code=Code.UNSOURCED_DATE, what=what, fix=fix)


def _any_of(words: list[str]) -> str:
    """Return a pattern for any of these words, the longest first; for none, one that never fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
