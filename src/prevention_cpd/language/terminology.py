"""The terminology list: what to write, what to avoid, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.core.readonce import read_once

if TYPE_CHECKING:
    from pathlib import Path

Status = Literal["preferred", "context", "avoid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry."""

    id: str
    term: str
    #: preferred: write it; context: only where it fits; avoid: do not write it.
    status: Status
    #: An abbreviation spelt out.
    expand: str | None
    #: What the glossary says; None keeps the term out of it.
    definition: str | None
    #: What to write instead.
    alternatives: tuple[str, ...]
    why: str
    #: Where it may stand all the same: "quotation", "law", "title", "tool".
    where: frozenset[str]
    #: Official names and titles that it is part of.
    names: tuple[str, ...]
    #: Regular expressions that Python and JavaScript read alike; matched without regard to case.
    patterns: tuple[str, ...]
    sources: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminology:
    """The whole list, in the order of the file."""

    path: Path
    terms: tuple[Term, ...]

    @property
    def watched(self) -> tuple[Term, ...]:
        """The terms that a language check looks for."""
        return tuple(term for term in self.terms if term.status != "preferred")


@read_once
def load(path: Path) -> Terminology:
    """Read the list.

    Raises:
        CourseError: with every problem of the file.
    """
    # What checks the shape of YAML takes a second to load; the process that reads a PDF does without.
    from prevention_cpd.core import yamlfile  # noqa: PLC0415

    file = yamlfile.read(path, "language/terminology")
    problems = []
    lines: dict[str, int] = {}
    terms = []
    for number, raw in enumerate(file.data):
        term = _term(raw, file.line(number))
        terms.append(term)
        for at, pattern in enumerate(term.patterns):
            try:
                re.compile(pattern)
            except re.error as error:
                what = f"'{pattern}' is not a regular expression: {error}"
                problems.append(file.problem(Code.BAD_PATTERN, what, "Correct it", number, "patterns", at))
        if term.id in lines:
            what = f"the term id '{term.id}' stands also in line {lines[term.id]}"
            problems.append(file.problem(Code.DUPLICATE_ID, what, "Keep one of the two", number, "id"))
        lines.setdefault(term.id, term.line)
    if problems:
        raise CourseError(problems)
    return Terminology(path=path, terms=tuple(terms))


def _term(raw: dict[str, Any], line: int) -> Term:
    sources = raw.get("source") or []
    # Not re.escape: it escapes hyphens too, which JavaScript refuses.
    literal = re.sub(r"([\\^$.|?*+()\[\]{}])", r"\\\1", raw["term"])
    patterns = raw.get("patterns") or [rf"\b{literal}s?\b"]
    return Term(
        id=raw["id"],
        term=raw["term"],
        status=raw["status"],
        expand=raw.get("expand"),
        definition=raw.get("definition"),
        alternatives=tuple(raw.get("alternatives") or ()),
        why=(raw.get("why") or "").strip(),
        where=frozenset(raw.get("where") or ()),
        names=tuple(raw.get("names") or ()),
        # A normalised text has one space between words, and no other white space in a paragraph.
        patterns=tuple(pattern.replace(r"\s", " ") for pattern in patterns),
        sources=tuple([sources] if isinstance(sources, str) else sources),
        line=line,
    )
