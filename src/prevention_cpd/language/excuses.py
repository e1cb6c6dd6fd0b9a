"""Where a watched term may stand all the same: quotations, titles, names of laws and tools, addresses.

`activities/kinds/language/terms.js` holds the same rules for the page; a test holds the two together.
Every repetition that a hostile text could drive is bounded, so that a check takes linear time.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from prevention_cpd.language.terminology import Term

#: Where something starts and ends, in characters.
Span: TypeAlias = tuple[int, int]

# Spelt out, since Python and JavaScript do not mean the same by \w and \b.
_LETTER = "A-Za-z0-9_À-ÖØ-öø-ÿ"
_CAPITAL = rf"[A-ZÀ-ÖØ-Þ][{_LETTER}’'-]{{0,40}}"
_LINK = r"(?:of|and|the|on|for|in|to|against|with|a|an|or|from|&)"
#: The nouns that the names of laws, tools and bodies end in, or begin with before "on", "of" or "for".
_KIND = (
    r"(?:Act|Bill|Law|Code|Convention|Protocol|Directive|Regulations?|Order|Statute|Ordinance|Charter|Treaty"
    r"|Registry|Register|Tool|Scale|Inventory|Questionnaire|Checklist|Programme|Program|Scheme|Services?|Unit|Team"
    r"|Agency|Association|Society|Foundation|Network|Alliance|Cent(?:re|er)|Institute|Commission(?:er)?"
    r"|Committee|Council|Board|Court|Helpline|Hotline|Fund|Trust|Support|Strategy|Journal)"
)
#: A line that goes on, up to the end of its paragraph.
_BREAK = r"\n(?![^\S\n]*\n)"


def _run(closing: str) -> str:
    """Return the rule for text within a paragraph that holds none of the closing marks."""
    return rf"[^{closing}\n]*(?:{_BREAK}[^{closing}\n]*)*"


_STRAIGHT, _CURLY, _LOW, _ANGLED = _run('"'), _run("“”"), _run("„“”"), _run("«»")
#: What stands between quotation marks. Straight and single ones open only after white space or punctuation;
#: a long quotation may open again at each of its paragraphs.
QUOTATION = re.compile(
    r"(^|[\s(\[{:,;/—–-])(?:"
    rf"\"(?=\S){_STRAIGHT}(?:\"(?![{_LETTER}])|(?=\n\s*\n\s*\"))"
    rf"|'(?=[^\s\d])(?:[{_LETTER}]'(?=[{_LETTER}])|[^'\n]|{_BREAK}){{1,1000}}'(?![{_LETTER}])"
    rf"|‘(?:[{_LETTER}]’(?=[{_LETTER}])|[^‘’\n]|{_BREAK}){{1,1000}}’(?![{_LETTER}]))"
    rf"|“{_CURLY}(?:”|(?=\n\s*\n\s*“))"
    rf"|„{_LOW}[“”]|«{_ANGLED}»|»{_ANGLED}«"
)
#: Web and mail addresses.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]+|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
)
#: A name in capitals that ends in what it is: "Sex Offenders Act", "Victim Contact Scheme".
NAME = re.compile(
    rf"(?:{_CAPITAL},?\s+(?:{_LINK}\s+){{0,2}}){{1,8}}{_KIND}(?![{_LETTER}])(?!\s+[A-ZÀ-ÖØ-Þ][a-z])"
)
#: A name in capitals that begins with what it is: "Convention on ...", "Register of Sex Offenders".
NAME_OF = re.compile(
    rf"{_KIND}\s+(?:of|on|for|against|concerning)\s+(?:the\s+)?{_CAPITAL}(?:,?\s+(?:{_LINK}\s+){{0,3}}{_CAPITAL}){{0,12}}"
)
#: An entry of a list of references: "Example, A. (2016). Title ...".
REFERENCE = re.compile(
    rf"(?:^|\n)[ \t>*-]{{0,8}}{_CAPITAL}, (?:[A-Z]\.[ -]?){{1,4}}[^\n]{{0,300}}?\((?:19|20)\d\d[a-z]?\)[.:,]"
    r"[^\n]*(?:\n(?![ \t]*\n)[^\n]+){0,3}"
)
#: After a term that an offence is named by: ", contrary to section 12".
CHARGE = re.compile(
    r"[\s,(]{0,4}(?:contrary\s+to|in\s+breach\s+of|as\s+defined\s+(?:in|by)|within\s+the\s+meaning\s+of|under)\s+"
    r"(?:the\s+)?(?:§|sections?\s|ss?\.|articles?\s|art\.|\d{1,3}\s+U\.?S\.?C)",
    re.IGNORECASE,
)
#: Where a name in capitals counts: any of these in a term's `where`.
_NAMED = frozenset({"law", "title", "tool"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What a document marks by its form: passages set as quotations, and titles in italics. In order."""

    quotations: tuple[Span, ...] = ()
    titles: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Excuses:
    """The places of one text where watched terms may stand."""

    text: str
    marked: Marked = field(default_factory=Marked)
    _found: dict[re.Pattern[str], list[Span]] = field(default_factory=dict)

    def allow(self, term: Term, start: int, end: int) -> bool:
        """Tell whether the term may stand here."""
        where = term.where
        if self._in(ADDRESS, start, end) or self._in_own_name(term, start, end):
            return True
        if "quotation" in where and (
            self._in(QUOTATION, start, end) or _inside(self.marked.quotations, start, end)
        ):
            return True
        if "title" in where and (self._in(REFERENCE, start, end) or _inside(self.marked.titles, start, end)):
            return True
        if where & _NAMED and (self._in(NAME, start, end) or self._in(NAME_OF, start, end)):
            return True
        return "law" in where and CHARGE.match(self.text, end, end + 100) is not None

    def _in(self, rule: re.Pattern[str], start: int, end: int) -> bool:
        """Tell whether a stretch that the rule finds covers this one; a rule is looked up once a text."""
        if rule not in self._found:
            # What comes before an opening mark is no part of the quotation.
            self._found[rule] = [
                (found.end(1) if rule.groups and found.group(1) else found.start(), found.end())
                for found in rule.finditer(self.text)
            ]
        return _inside(self._found[rule], start, end)

    def _in_own_name(self, term: Term, start: int, end: int) -> bool:
        """Tell whether this is part of one of the names that the list gives for the term."""
        # A name can begin before the hit by no more than its own length; white space may be wider.
        longest = max(map(len, term.names), default=0)
        offset = max(0, start - 2 * longest)
        around = self.text[offset : end + 2 * longest]
        return any(
            found.start() + offset <= start and end <= found.end() + offset
            for name in term.names
            for found in _name(name).finditer(around)
        )


def _inside(spans: list[Span] | tuple[Span, ...], start: int, end: int) -> bool:
    """Tell whether one of the spans, which follow each other, covers this stretch."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]


@functools.lru_cache(maxsize=1024)
def _name(name: str) -> re.Pattern[str]:
    """Return the rule for a name: any white space or hyphens between its words, either apostrophe."""
    words = "[\\s-]+".join(map(re.escape, re.split(r"[\s-]+", name.strip())))
    return re.compile(re.sub(r"['’]", "['’]", words), re.IGNORECASE)
