"""What stands between quotation marks, in the ways of the languages of Europe, one mark within another.

`activities/kinds/language/quotations.js` holds the same rules for the page; a test holds the two together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.language.normalise import LETTER

if TYPE_CHECKING:
    from prevention_cpd.language.normalise import Span

#: For each mark that opens, the marks that close it. Some open and close: what stands around them tells.
CLOSING = {
    "“": "”", "”": "”", "„": '“”"', "‟": "”", "«": "»", "»": "»«", "‹": "›", "›": "›‹", "‘": "’", "’": "’",
    "‚": "‘’", "'": "'", '"': '"', "``": "''", ",,": "''“”\"", "❝": "❞", "〝": "〞", "\uff02": "\uff02",
}  # fmt: skip
#: Marks that can be nothing but the beginning, where they do not close one that is open.
_ONLY_OPEN = frozenset("“„‟«‹‚❝〝") | {"``", ",,"}
_MARK = re.compile(r"``|''|,,|[“”„‟«»‹›‘’‚'\"❝❞〝〞\uff02]")
_BEFORE = re.compile(r"[\s(\[{:,;/—–…¿¡“„«»‹›‘‚\"'`-]")
_LETTER = re.compile(f"[{LETTER}0-9]")
#: Words that begin with an apostrophe, which opens nothing.
_CLIPPED = re.compile(
    r"(?:em|tis|twas|twere|til|till|cause|cos|cuz|bout|round|gainst|neath|ere|ave|ad|im|er|is|un|uns|n|nuff|fraid|tude)\b|\d",
    re.IGNORECASE,
)
_SINGLE = frozenset("'’‘")
#: So many words may stand in single marks that end like a plural: 'sour plums' against the parents' word.
_FEW = 4
_DEEPEST, _LONGEST_SINGLE = 6, 1000


def quotations(paragraph: str, after: str = "") -> list[Span]:
    """Return the outermost quotations of a paragraph, in order.

    Args:
        paragraph: its normalised text.
        after: how the next paragraph begins: where it opens with the same mark again, the quotation goes on.
    """
    found: list[Span] = []
    opened: list[tuple[str, int]] = []
    for sign in _MARK.finditer(paragraph):
        mark, start, end = sign.group(), sign.start(), sign.end()
        before, follows = paragraph[start - 1 : start], paragraph[end : end + 1]
        at = _closes(opened, mark, paragraph, start, end)
        if at is not None:
            found.append((opened[at][1], end))
            del opened[at:]
        elif _opens(mark, before, follows, paragraph[end : end + 9]):
            opened = [*opened, (mark, start)][-_DEEPEST:]
    if opened and after.startswith(opened[0][0]) and opened[0][0] not in _SINGLE:
        found.append((opened[0][1], len(paragraph)))
    return _outermost(found)


def _closes(opened: list[tuple[str, int]], mark: str, paragraph: str, start: int, end: int) -> int | None:
    """Return which of the open quotations a mark closes, if any."""
    before, follows = paragraph[start - 1 : start], paragraph[end : end + 1]
    for at in range(len(opened) - 1, -1, -1):
        opening, began = opened[at]
        if mark not in CLOSING[opening] and not (len(mark) > 1 and CLOSING[opening].startswith(mark)):
            continue
        if opening in "«‹" and mark in "»›":
            return at
        if before in {"", " "} or _LETTER.match(follows):
            continue
        if mark in _SINGLE and opening in _SINGLE:
            inner = paragraph[began:start]
            plural = before in {"s", "S"} and re.match(r" [a-z0-9]", paragraph[end : end + 2])
            if len(inner) > _LONGEST_SINGLE or (plural and inner.count(" ") >= _FEW):
                continue
        return at
    return None


def _opens(mark: str, before: str, follows: str, word: str) -> bool:
    """Tell whether a mark that closes nothing begins a quotation."""
    if mark in {"''", "❞", "〞"} or not follows:
        return False
    if mark in _ONLY_OPEN:
        return True
    if mark in _SINGLE and _CLIPPED.match(word):
        return False
    return (not before or _BEFORE.match(before) is not None) and not follows.isspace()


def _outermost(spans: list[Span]) -> list[Span]:
    """Return the spans in order, without those within others."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
