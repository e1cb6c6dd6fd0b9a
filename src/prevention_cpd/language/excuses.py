"""Where a watched term may stand all the same: quotations, titles, names of laws and bodies, addresses.

Every rule reads a normalised text, in which a line is a paragraph, so that nothing crosses the end of one. The rules
are data, so that the page uses the very same ones (`export_rules`). Every repetition that a hostile text could drive
is bounded, so that a check takes linear time.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prevention_cpd.language.normalise import CAPITAL_LETTER, LETTER, Span
from prevention_cpd.language.quotations import quotations

if TYPE_CHECKING:
    from prevention_cpd.language.terminology import Term

_CAPITAL = rf"[{CAPITAL_LETTER}][{LETTER}0-9’'-]{{0,40}}"
# Not "the": a name begins after it.
_SMALL = r"(?:of|and|on|for|against|&)"
#: The nouns that the names of laws, tools and bodies end in, or begin with before "on", "of" or "for".
_KIND = (
    r"(?:Act|Bill|Law|Code|Convention|Protocol|Directive|Regulations?|Order|Statute|Ordinance|Charter|Treaty"
    r"|Registry|Register|Tool|Scale|Inventory|Questionnaire|Checklist|Programme|Program|Scheme|Services?|Unit|Team"
    r"|Agency|Association|Society|Foundation|Network|Alliance|Cent(?:re|er)|Institute|Commission(?:er)?"
    r"|Committee|Council|Board|Court|Helpline|Hotline|Fund|Trust|Support|Strategy|Journal)"
)
_IN_BRACKETS = rf"\((?:{_CAPITAL}|{_SMALL})(?: (?:{_CAPITAL}|{_SMALL}|etc\.?)){{0,6}}\)"
_YEAR = r"(?:1[89]|20)\d\d"
_INITIALS = rf"[{CAPITAL_LETTER}]\.?(?:[ -]?[{CAPITAL_LETTER}]\.?){{0,3}}(?![{LETTER}])"
_FAMILY = (
    rf"(?:(?:van|von|de|da|di|del|der|den|le|la|dos|af|ter|ten|zu) ){{0,3}}[{CAPITAL_LETTER}][{LETTER}’'-]{{1,40}}"
    rf"(?: [{CAPITAL_LETTER}][{LETTER}’'-]{{1,40}})?"
)
_GIVEN = rf"(?:{_INITIALS}|[{CAPITAL_LETTER}][{LETTER}’'-]{{1,30}}(?: [{CAPITAL_LETTER}]\.)?)"
_ENTRY = r"^ ?(?:[>*•-] ?)?(?:[\[(]?\d{1,3}[\]).]?\.? )?"
_BY = rf"(?:{_FAMILY}, {_GIVEN}|{_FAMILY} [{CAPITAL_LETTER}]{{1,3}}(?=[,.:])|(?:[{CAPITAL_LETTER}]\.[ -]?){{1,3}}{_FAMILY})"
_DATE = rf"[(\[](?:{_YEAR}[a-z]?(?:[,/–-][^()\n]{{0,30}})?|n\.? ?d\.?|no date|in press|forthcoming)[)\]]"
#: What only the data of a publication looks like: volume and pages, place and press, an edition, where it was seen.
_PUBLISHED = (
    rf"(?:\bvol\. ?\d|\bno\. ?\d|\bpp?\. ?\d|\d ?\(\d{{1,4}}\)[:,] ?\d|\b{_YEAR};\d|\bdoi\b|https?://|\bISBN\b|\bed(?:n|s)?\.[ ,)]"
    rf"|: [{CAPITAL_LETTER}][^\n:]{{1,60}}, {_YEAR}\b|\((?:[^()\n]{{1,60}} )?{_YEAR}\)|[.,] {_YEAR}\.?$|(?:Retrieved|Accessed|accessed) )"
)

RULES = {
    # Addresses, names of files and of people's accounts: words without a space.
    "literal": (
        r"(?:[a-z][a-z0-9+.-]{1,12}://|www\.)[^ \n<>\x22“”]+"
        r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
        r"|\b(?:[A-Za-z0-9-]{1,63}\.){1,6}[a-z]{2,12}/[^ \n<>\x22“”]*"
        r"|\b(?:[A-Za-z0-9-]{1,63}\.){1,6}(?:org|com|net|gov|edu|int|info|eu|uk|ie|de|fr|nl|pl|ca|au|nz)\b"
        r"|\b[A-Za-z0-9_()~-]{1,120}(?:\.[A-Za-z0-9_()~-]{1,60}){0,4}\.(?:docx?|docm|xlsx?|pptx?|pdf|txt|md|rtf|odt|csv|jpe?g|png|gif"
        r"|heic|tiff?|webp|mp[34]|mov|avi|mkv|wmv|wav|m4a|zip|rar|7z|eml|msg|pst|html?|xml|json|log|db)\b"
        r"|^\(?[~.]{0,2}(?:/[A-Za-z0-9_.%-]{1,80}){2,20}|^\(?@[A-Za-z0-9_.]{2,30}"
    ),
    #: Folders of Windows, and code between back-ticks, may hold spaces.
    "code": (
        r"\b[A-Za-z]:\\(?:[^\\\n:*?\x22<>|]{1,80}\\){0,12}[^\\\n:*?\x22<>| ]{0,80}"
        r"|\\\\[A-Za-z0-9.-]{1,63}(?:\\[^\\\n ]{1,80}){1,12}|`[^`\n]{1,200}`"
    ),
    #: Right after a term: the rest of a file's name.
    "file": r"[A-Za-z0-9_()-]{0,60}\.(?:docx?|xlsx?|pptx?|pdf|txt|jpe?g|png|mp4|zip|eml|msg)\b",
    #: "Sex Offenders (Amendment) Act", and "Convention on ...", "Register of Sex Offenders".
    "name": (
        rf"(?:{_CAPITAL},? (?:{_IN_BRACKETS} )?(?:{_SMALL} ){{0,2}}){{1,8}}(?:{_IN_BRACKETS} )?{_KIND}(?![{LETTER}])"
        rf"(?! [{CAPITAL_LETTER}][a-z])"
        rf"|(?:{_CAPITAL} ){{0,4}}{_KIND} (?:of|on|for|against|concerning) (?:the )?{_CAPITAL}"
        rf"(?:,? (?:{_IN_BRACKETS} )?(?:(?:{_SMALL}|in|to|with|from|a|an|or) ){{0,3}}{_CAPITAL}){{0,12}}"
    ),
    #: More than capitals: a word that goes before a name, or what follows one: a year, its short form, a section.
    "before_name": (
        r"(?:^|[ (])(?:the|an?|this|that|these|its|our|their|his|her|your|each|any|under|of|by|via|and|or|in|from|to|with|for"
        r"|new|old|national|local|joined|called|contact|contacted|see) $"
    ),
    "after_name": (
        rf"^(?:,? (?:of )?{_YEAR}\b| \((?:[A-Z]{{2,12}}|{_YEAR}|[A-Z][a-z]{{2,20}}(?: Ireland)?)\)|,? (?:section|s\.|art(?:icle|\.)) ?\d)"
    ),
    "sentence": rf"(?:^|[ (])(?!(?:an?|and|as|at|but|by|for|from|in|into|of|on|or|over|the|to|up|vs|with) )[a-z][{LETTER}’'-]+(?![{LETTER}])",
    #: An entry of a list of references, in the usual styles, by how it begins and what it holds.
    "entry": (
        rf"{_ENTRY}(?:[^\n]{{1,250}}?[.)\]] {_DATE}[.:,]|{_BY}[^\n]{{0,250}}?{_DATE}(?:[.:,]| (?=[{CAPITAL_LETTER}'‘\x22“]))"
        rf"|{_BY}[^\n]{{0,200}}?[.,] {_YEAR}[a-z]?[.,:]|(?:{_BY}|{_INITIALS} {_FAMILY},)[^\n]{{0,400}}?{_PUBLISHED})[^\n]*$"
    ),
    #: What stands over a list of references, and what an entry under it holds.
    "list": (
        r"^(?:#{1,6} )?(?:\d{1,2}\.? )?(?:List of )?(?:References|Bibliography|Works cited|Sources(?: cited)?|Literature(?: cited)?"
        r"|Further reading|Reading list|Cited works|Literatur(?:verzeichnis)?|Quellen|Bibliographie|Références|Bibliografía"
        r"|Referencias|Bibliografia|Referenties|Källor|Referenser|Kilder)(?: \(selected\))?:?$"
    ),
    "listed": (
        rf"{_ENTRY}(?!(?:In|The|This|That|We|It|He|She|They|On|At|From|After|Before|These|There|For|As|All|No|Our|Some|If|When) )"
        rf"[{CAPITAL_LETTER}\x22“‘'«„][^\n]{{2,300}}(?:{_YEAR}|n\.d\.|https?://|\bdoi\b)[^\n]*$"
    ),
    #: After a term that an offence is named by: ", contrary to section 12".
    "charge": (
        r"^[ ,(]{0,4}(?:contrary to|in breach of|as defined (?:in|by)|within the meaning of|under) "
        r"(?:the )?(?:§|sections? |ss?\.|articles? |art\.|\d{1,3} U\.?S\.?C)"
    ),
}
#: Where a name in capitals counts: any of these in a term's `where`.
_NAMED = frozenset({"law", "title", "tool"})
#: No address is without one of these.
_SIGNS = re.compile(r"[./@:\\]")
#: How far around a name a sentence in small letters is looked for.
_NEAR = 120


def export_rules() -> dict[str, str]:
    """Return the rules for the page."""
    return RULES


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
