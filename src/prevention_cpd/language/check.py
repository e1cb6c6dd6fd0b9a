"""Find the terms of a text that the terminology list watches.

`activities/kinds/language/terms.js` does the same in the page; a test holds the two together.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.language.excuses import Excuses, Marked
from prevention_cpd.language.normalise import export_passes, readings
from prevention_cpd.language.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.language.terminology import Term, Terminology

#: A pattern that cannot be one of many: it counts its groups, names them or sets flags.
_ALONE = re.compile(r"\\[1-9]|\(\?(?:P|[a-zA-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A watched term in a text."""

    #: Where it starts and ends, in characters.
    start: int
    end: int
    #: The line it starts in, from 1.
    line: int
    #: As it reads: a word broken at the end of a line is whole, and what nobody sees is gone.
    found: str
    term: Term


def find_terms(text: str, terminology: Terminology, marked: Marked | None = None) -> list[Finding]:
    """Return the watched terms of a text in the order they stand.

    Of overlapping hits the first counts, then the longest, then the term to
    avoid. A hit where its term may stand (see `excuses`) is left alone, and so
    is what it overlaps.

    Args:
        text: any text; a blank line ends a paragraph.
        terminology: the list.
        marked: quotations and titles that the form of a document shows.
    """
    marked, watched = marked or Marked(), terminology.watched
    hits: dict[tuple[int, int, bool, int], tuple[str, bool]] = {}
    for read in readings(text):
        excuses = Excuses(read.text)
        for begin, stop, number in _hits(read.text, watched):
            term = watched[number]
            start, end = read.span(begin, stop)
            excused = excuses.allow(term, begin, stop) or marked.allow(term, start, end)
            key = (start, -end, term.status != "avoid", number)
            # With a doubtful hyphen and without it, one excuse is enough.
            hits[key] = (read.text[begin:stop], excused or (key in hits and hits[key][1]))
    breaks = [found.start() for found in re.finditer("\n", text)]
    findings: list[Finding] = []
    reached = 0
    for (start, minus_end, _, number), (found, excused) in sorted(hits.items()):
        if start < reached:
            continue
        reached = -minus_end
        if not excused:
            line = bisect_right(breaks, start) + 1
            findings.append(Finding(start=start, end=reached, line=line, found=found, term=watched[number]))
    return findings


def export(terminology: Terminology) -> dict[str, Any]:
    """Return what the language check in a page needs, as plain data: the watched terms and the rules."""
    terms = [
        {
            "id": term.id,
            "term": term.term,
            "status": term.status,
            "why": term.why,
            "alternatives": list(term.alternatives),
            "where": sorted(term.where),
            "names": list(term.names),
            "patterns": list(term.patterns),
        }
        for term in terminology.watched
    ]
    return {"terms": terms, "rules": {**export_passes(), **RULES}}


def _hits(text: str, terms: tuple[Term, ...]) -> Iterator[tuple[int, int, int]]:
    """Yield where each pattern of each term stands, and the number of the term."""
    patterns = [(pattern, number) for number, term in enumerate(terms) for pattern in term.patterns]
    together = [(pattern, number) for pattern, number in patterns if not _ALONE.search(pattern)]
    for pattern, number in patterns:
        if _ALONE.search(pattern):
            yield from (
                (*found.span(), number) for found in _compiled(pattern).finditer(text) if found.group()
            )
    if not together:
        return
    # One pass tells where anything starts: many times faster than a pass for each pattern.
    ends = [0] * len(together)
    letters = [_first_letters(pattern) for pattern, _ in together]
    for place in _any_of(tuple(pattern for pattern, _ in together)).finditer(text):
        start = place.start()
        first = text[start : start + 1].lower()
        for at, (pattern, number) in enumerate(together):
            # A pattern goes on where its last hit ended, as when it alone goes through the text.
            if start < ends[at] or first not in (letters[at] or first):
                continue
            found = _compiled(pattern).match(text, start)
            if found and found.end() > start:
                ends[at] = found.end()
                yield start, ends[at], number


# The letters of a pattern are plain ones, as JavaScript reads \b and \w; `$` is the end of a paragraph.
_FLAGS = re.IGNORECASE | re.ASCII | re.MULTILINE


@functools.lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, _FLAGS)


@functools.lru_cache(maxsize=8)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return a rule for wherever a pattern starts; most are tried only where their first letter stands."""
    by_letter: dict[str, list[str]] = {}
    others: list[str] = []
    for pattern in patterns:
        letters = _first_letters(pattern)
        for letter in letters or ():
            by_letter.setdefault(letter, []).append(f"(?:{pattern[2:]})")
        others += [] if letters else [f"(?:{pattern})"]
    sorted_in = "|".join(f"(?={letter})(?:{'|'.join(rules)})" for letter, rules in sorted(by_letter.items()))
    parts = [rf"\b(?=[{''.join(sorted(by_letter))}])(?:{sorted_in})"] if by_letter else []
    return re.compile(f"(?={'|'.join([*parts, *others])})", _FLAGS)


@functools.lru_cache(maxsize=1024)
def _first_letters(pattern: str) -> set[str] | None:
    """Return the letters that a pattern can begin with, or some more; None where they cannot be told."""
    if not pattern.startswith(r"\b"):
        return None
    pattern = pattern[2:]
    if group := re.match(r"\(\?:((?:[^()|]|\|(?=[a-z])|\([^()]*\))+)\)([?*]?)", pattern, re.IGNORECASE):
        starts = {part[:1].lower() for part in group.group(1).split("|")}
        after = _first_letters(r"\b" + pattern[group.end() :]) if group.group(2) else set[str]()
        known = all(map(str.isalpha, starts)) and "|" not in _top(pattern)
        return starts | after if known and after is not None else None
    plain = pattern[:1].isalpha() and pattern[1:2] not in {"?", "*", "{", "|"} and "|" not in _top(pattern)
    return {pattern[0].lower()} if plain else None


def _top(pattern: str) -> str:
    """Return a pattern without what stands in its brackets."""
    while (inner := re.sub(r"\\.|\[[^]]*\]|\([^()]*\)", "", pattern)) != pattern:
        pattern = inner
    return pattern
