"""Where a watched term may stand all the same: quotations, titles, names of laws and bodies, addresses.

Every rule reads a normalised text, in which a line is a paragraph, so that nothing crosses the end of one.
The rules are data (`rules`), so that the page uses the very same ones. Every repetition that a hostile text
could drive is bounded, so that a check takes linear time.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prevention_cpd.language.quotations import quotations
from prevention_cpd.language.rules import RULES

if TYPE_CHECKING:
    from prevention_cpd.language.normalise import Span
    from prevention_cpd.language.terminology import Term

#: Where a name in capitals counts: any of these in a term's `where`.
_NAMED = frozenset({"law", "title", "tool"})
#: No address is without one of these.
_SIGNS = re.compile(r"[./@:\\]")
#: How far around a name a sentence in small letters is looked for.
_NEAR = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What a document marks by its form: passages set as quotations, and titles in italics. In order."""

    quotations: tuple[Span, ...] = ()
    titles: tuple[Span, ...] = ()

    def allow(self, term: Term, start: int, end: int) -> bool:
        """Tell whether the term may stand here."""
        return ("quotation" in term.where and _inside(self.quotations, start, end)) or (
            "title" in term.where and _inside(self.titles, start, end)
        )


@dataclass(frozen=True, slots=True)
class Excuses:
    """The places of one normalised text where watched terms may stand."""

    text: str
    _found: dict[tuple[str, int], list[Span]] = field(default_factory=dict)

    def allow(self, term: Term, start: int, end: int) -> bool:
        """Tell whether the term may stand here."""
        where, after = term.where, self.text[end : end + 120]
        return (
            self._is_literal(start, end)
            or rule("file").match(after) is not None
            or self._in_own_name(term, start, end)
            or ("quotation" in where and self._in("quotation", start, end))
            or ("title" in where and (self._in("entry", start, end) or self._in("listed", start, end)))
            # What stands in a name in capitals begins with one.
            or (bool(where & _NAMED) and self.text[start].isupper() and self._in("name", start, end))
            or ("law" in where and rule("charge").match(after) is not None)
        )

    def _in(self, kind: str, start: int, end: int) -> bool:
        """Tell whether a stretch of this kind covers this one; each paragraph is looked through once."""
        begin = 0 if kind == "listed" else self.text.rfind("\n", 0, start) + 1
        if (kind, begin) not in self._found:
            self._found[kind, begin] = self._look(kind, begin)
        return _inside(self._found[kind, begin], start, end)

    def _look(self, kind: str, begin: int) -> list[Span]:
        if kind == "listed":
            return self._listed()
        stop = self.text.find("\n", begin)
        paragraph = self.text[begin:] if stop < 0 else self.text[begin:stop]
        if kind == "quotation":
            after = "" if stop < 0 else self.text[stop + 1 : stop + 3]
            found = quotations(paragraph, after)
        else:
            found = [hit.span() for hit in rule(kind).finditer(paragraph)]
        spans = [(start + begin, end + begin) for start, end in found]
        return [span for span in spans if self._is_name(*span)] if kind == "name" else spans

    def _is_literal(self, start: int, end: int) -> bool:
        """Tell whether this is part of an address, a file's name or code."""
        left = max(self.text.rfind(" ", 0, start), self.text.rfind("\n", 0, start), start - _NEAR) + 1
        right = min(
            (at for at in (self.text.find(sign, end, end + _NEAR) for sign in " \n") if at >= 0),
            default=end + _NEAR,
        )
        around = self.text[left:right]
        if _SIGNS.search(around) and _inside(
            [hit.span() for hit in rule("literal").finditer(around)], start - left, end - left
        ):
            return True
        return self._in("code", start, end)

    def _is_name(self, start: int, end: int) -> bool:
        """Tell whether words in capitals are a name and no headline."""
        if rule("after_name").match(self.text[end : end + 40]):
            return True
        paragraph = self.text.rfind("\n", 0, start) + 1
        before = self.text[max(paragraph, start - _NEAR) : start]
        after = self.text[end : end + _NEAR].partition("\n")[0]
        small = self.text[paragraph].islower() or rule("sentence").search(before)
        if not (small or rule("sentence").search(after)):
            return False
        named = self.text[start : start + 4] == "The " and re.match(r" [a-z]|[,;:]", after)
        return bool(named) or rule("before_name").search(before) is not None

    def _listed(self) -> list[Span]:
        """Return the entries under each heading of a list of references, up to the next heading."""
        spans: list[Span] = []
        for heading in rule("list").finditer(self.text):
            at = heading.end() + 1
            while 0 < at < len(self.text):
                end = self.text.find("\n", at)
                end = len(self.text) if end < 0 else end
                if rule("listed").match(self.text, at, end):
                    spans.append((at, end))
                elif end - at < 80 and self.text[end - 1] not in ".,;:)]":
                    break
                at = end + 1
        return spans

    def _in_own_name(self, term: Term, start: int, end: int) -> bool:
        """Tell whether this is part of one of the names that the list gives for the term."""
        longest = max(map(len, term.names), default=0)
        offset = max(0, start - longest)
        around = self.text[offset : end + longest]
        return _any_name(term.names).search(around) is not None and any(
            found.start() + offset <= start and end <= found.end() + offset
            for name in term.names
            for found in _name(name).finditer(around)
        )


def rule(kind: str) -> re.Pattern[str]:
    """Return a rule, ready for use."""
    return _compiled(RULES[kind], "charge" in kind or kind in {"list", "file"})


@functools.lru_cache(maxsize=64)
def _compiled(pattern: str, any_case: bool) -> re.Pattern[str]:  # noqa: FBT001  # a key of the cache
    return re.compile(pattern, re.MULTILINE | re.ASCII | (re.IGNORECASE if any_case else re.NOFLAG))


def _inside(spans: list[Span] | tuple[Span, ...], start: int, end: int) -> bool:
    """Tell whether one of the spans, which follow each other, covers this stretch."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]


@functools.lru_cache(maxsize=1024)
def _any_name(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_name(name).pattern for name in names) or "(?!)", re.IGNORECASE)


@functools.lru_cache(maxsize=1024)
def _name(name: str) -> re.Pattern[str]:
    """Return the rule for a name: spaces or hyphens between its words, either apostrophe."""
    words = "[ -]+".join(map(re.escape, re.split(r"[\s-]+", name.strip())))
    return re.compile(re.sub(r"['’]", "['’]", words), re.IGNORECASE)
