"""Find the terms of a text that the terminology list watches.

`activities/kinds/language/terms.js` holds the same rules for the page; a test holds the
two together.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.language.excuses import Excuses, Marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.language.terminology import Term, Terminology

#: Hyphens of typesetting, which patterns write as a plain one.
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
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
    #: As it stands in the text.
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
    plain = text.translate(_HYPHENS)
    watched = terminology.watched
    hits = sorted((start, -end, watched[n].status != "avoid", n) for start, end, n in _hits(plain, watched))
    excuses = Excuses(plain, marked or Marked())
    breaks = [found.start() for found in re.finditer("\n", text)]
    findings: list[Finding] = []
    reached = 0
    for start, minus_end, _, number in hits:
        if start < reached:
            continue
        term, reached = watched[number], -minus_end
        if not excuses.allow(term, start, reached):
            line = bisect_right(breaks, start) + 1
            found = text[start:reached]
            findings.append(Finding(start=start, end=reached, line=line, found=found, term=term))
    return findings


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
    for place in _any_of(tuple(pattern for pattern, _ in together)).finditer(text):
        start = place.start()
        for at, (pattern, number) in enumerate(together):
            if start < ends[at]:
                continue  # as when this pattern alone goes through the text
            found = _compiled(pattern).match(text, start)
            if found and found.end() > start:
                ends[at] = found.end()
                yield start, ends[at], number


@functools.lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@functools.lru_cache(maxsize=8)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(?=" + "|".join(f"(?:{pattern})" for pattern in patterns) + ")", re.IGNORECASE)
