"""One reading of a text before anything is looked for in it: one paragraph a line, one space between words.

The passes are data, so that the page runs the very same ones (`export_passes`). Each pass keeps the way back,
so that a finding knows where it stands in the text as it was given.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Where something starts and ends, in characters.
Span: TypeAlias = tuple[int, int]

#: Python and JavaScript do not mean the same by \s and \w, so both are spelt out.
SPACE = "\t\n\v\f\r \x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u202f\u205f\u3000"
LETTER = "A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿḀ-\u1eff"
CAPITAL_LETTER = "A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΫЀ-ЯḀ-\u1eff"
#: A hyphen that may belong to the word or only to the line: the text is read both with and without it.
DOUBTFUL = "\u00ad"
#: Ends a paragraph while passes run; no text holds it then.
_PARAGRAPH = "\x00"
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_ENTITIES = {
    "nbsp": "\u00a0", "ensp": "\u2002", "emsp": "\u2003", "thinsp": "\u2009", "shy": "\u00ad",
    "zwj": "\u200d", "zwnj": "\u200c", "lrm": "\u200e", "rlm": "\u200f", "hyphen": "‐", "dash": "‐",
    "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”",
    "bdquo": "„", "laquo": "«", "raquo": "»", "lsaquo": "‹", "rsaquo": "›", "quot": '"', "apos": "'",
    "amp": "&", "lt": "<", "gt": ">", "hellip": "…", "fflig": "ff", "filig": "fi", "fllig": "fl",
    "ffilig": "ffi", "ffllig": "ffl",
}  # fmt: skip
_GAP = r"[ \t\u00a0\u2009\u202f]"
_COMPATIBLE = "[ſﬀ-ﬆ\uff01-\uff5eⒶ-ⓩ\U0001d400-\U0001d7ff]"
_LINE = rf"{_GAP}*(?:\n\f?|\f\n?|\v){_GAP}*"
_LABEL = rf"{_GAP}*[{CAPITAL_LETTER}][^:\n]{{0,40}}:"
_ROW = r"[^\t\n]{0,300}[^\t\n ]\t+[^\t\n ][^\n]*"
_ITEM = r"(?:[-*+•◦▪‣·]|\(?(?:\d{1,3}|[a-z])[.)]|\[\d{1,3}\])[ \t]+\S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One change of a text. Rules are multiline; a first group is kept as it stands."""

    rule: str
    #: What is changed within each stretch that the rule finds; empty for all of it.
    inner: str = ""
    #: What takes its place; "entity" and "compatible" name a change, see `_change`.
    to: str = ""
    change: str = ""
    #: A text without any of these signs (a class of regular expressions) is left as it is.
    needs: str = ""


#: In their order.
PASSES = (
    Pass(rule=r"&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8});", change="entity", needs="&"),
    # One kind of line end, since ^ and $ do not mean the same in Python and JavaScript.
    Pass(rule=r"\r\n?|[\x85\u2028]", to="\n", needs=r"[\r\x85\u2028]"),
    Pass(rule=r"\u2029", to="\n\n", needs=r"\u2029"),
    Pass(rule=_COMPATIBLE, change="compatible", needs=_COMPATIBLE),
    Pass(rule=f"[{_UNSEEN}]+", needs=f"[{_UNSEEN}]"),
    # An address goes on in the next line where its last sign and the next word say so.
    Pass(
        rule=rf"((?:^|[ (<])(?:https?://|www\.|[a-z0-9-]{{1,63}}\.[a-z]{{2,12}}/)[^{SPACE}<>\x22]{{0,300}}[/_=&?-])"
        rf"{_LINE}(?=[A-Za-z0-9]{{1,60}}[-_/=&?%.][A-Za-z0-9])",
        needs="/",
    ),
    Pass(
        rule=rf"([{LETTER}])(?:{DOUBTFUL}-?|[-‑]| ?‐){_LINE}(?=[{LETTER}])",
        to=DOUBTFUL,
        needs=f"[{DOUBTFUL}‑‐-]",
    ),
    Pass(rule=rf"([0-9])[-‐‑–]{_LINE}(?=[{LETTER}0-9])", to="-", needs="[-‐‑–]"),
    # A soft hyphen is doubtful within a word only.
    Pass(rule=rf"{DOUBTFUL}+(?![{LETTER}])", needs=DOUBTFUL),
    Pass(rule=rf"((?:^|[^{LETTER}]|{DOUBTFUL})){DOUBTFUL}+", needs=DOUBTFUL),
    Pass(rule="[‐‑‒−﹣]", to="-", needs="[‐‑‒−﹣]"),
    Pass(rule=rf"([{LETTER}])–(?=[{LETTER}])", to="-", needs="–"),
    # Letters set apart, and small capitals that stand apart from their first letter.
    Pass(
        rule=rf"(^|[^A-Za-z0-9_.’'])[A-Za-z](?:({_GAP}{{1,3}})[A-Za-z])(?:\2[A-Za-z])+(?![A-Za-z0-9_’'])",
        inner=rf"{_GAP}+",
    ),
    Pass(
        rule=r"(^|[^A-Za-z0-9])[A-Z] [A-Z]+(?: {1,2}[A-Z]{2,}){0,3} {1,2}[A-Z] [A-Z]{2,}"
        r"(?: {1,2}(?:[A-Z] )?[A-Z]{2,})*(?![A-Za-z])",
        inner=r"((?:^| )[A-Z]) (?=[A-Z])",
    ),
    Pass(rule=r"((?:^|  )[B-HJ-Z]) (?=[A-Z]{3,}(?:$|  |[.,;:]))"),
    # What ends a paragraph: a blank line, a page but in mid-sentence, a row, an item, a labelled line.
    Pass(rule=rf"[{SPACE}]*\f[{SPACE}]*(?=[a-z])", to=" ", needs=r"\f"),
    Pass(rule=rf"^{_ROW}(?:\n{_ROW})+$", inner=r"[\t\n]+", to=_PARAGRAPH, needs=r"\t"),
    Pass(rule=rf"^({_LABEL}(?:{_GAP}[^\n]*)?)\n(?={_LABEL}(?:{_GAP}|$))", to=_PARAGRAPH, needs=":"),
    Pass(rule=rf"\n(?={_GAP}*{_ITEM})", to=_PARAGRAPH),
    # An entry of a list of references begins with a family name.
    Pass(
        rule=rf"([.)\]/0-9]){_GAP}*\n"
        rf"(?={_GAP}*[{CAPITAL_LETTER}][{LETTER}’'-]{{1,40}}, [{CAPITAL_LETTER}]\.)",
        to=_PARAGRAPH,
    ),
    Pass(rule=rf"\n{_GAP}*\n[{SPACE}]*|\f[{SPACE}]*", to=_PARAGRAPH),
    Pass(rule=rf"[{SPACE}]{{2,}}|[{SPACE.replace(' ', '')}]", to=" "),
    Pass(rule=rf" ?{_PARAGRAPH}[ {_PARAGRAPH}]*", to="\n", needs=_PARAGRAPH),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Edits:
    """Where one pass changed lengths: the changed stretches before and after, in order."""

    old: list[Span] = field(default_factory=list)
    new_starts: list[int] = field(default_factory=list)
    new_ends: list[int] = field(default_factory=list)

    def start(self, position: int) -> int:
        """Return where a character of the new text stands in the old one."""
        at = bisect_right(self.new_starts, position) - 1
        if at < 0:
            return position
        if position < self.new_ends[at]:
            return self.old[at][0]
        return position - self.new_ends[at] + self.old[at][1]

    def end(self, position: int) -> int:
        """Return where a stretch of the new text that ends here ends in the old one."""
        at = bisect_left(self.new_starts, position) - 1
        return position if at < 0 else max(position - self.new_ends[at], 0) + self.old[at][1]


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it is read, with the way back to the text as it was given."""

    text: str
    #: The signs that stand in it, or did before a pass: what is not here needs no pass.
    _signs: str
    _edits: tuple[_Edits, ...] = ()

    def changed(self, by: Pass) -> Normalised:
        """Return the text after one more pass."""
        if by.needs and not re.search(by.needs, self._signs):
            return self
        edits, pieces, done, length, signs = _Edits(), list[str](), 0, 0, set[str]()
        for start, end in _found(by, self.text):
            old = self.text[start:end]
            new = _CHANGES[by.change](old) if by.change else by.to
            pieces += [self.text[done:start], new]
            signs.update(new)
            length += start - done
            if len(new) != len(old):
                edits.old.append((start, end))
                edits.new_starts.append(length)
                edits.new_ends.append(length + len(new))
            done, length = end, length + len(new)
        if not pieces:
            return self
        text = "".join([*pieces, self.text[done:]])
        return Normalised(text, self._signs + "".join(signs), (*self._edits, edits))

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of this text stands in the text as it was given."""
        for edits in reversed(self._edits):
            start, end = edits.start(start), edits.end(end)
        return start, end


def normalise(text: str) -> Normalised:
    """Return the text as it is read; hyphens that only may be part of a word are still `DOUBTFUL`."""
    return functools.reduce(Normalised.changed, PASSES, Normalised(text, "".join(set(text))))


def readings(text: str) -> Iterator[Normalised]:
    """Yield the text as it is read: once, or where it has doubtful hyphens without them and with them."""
    read = normalise(text)
    yield read.changed(Pass(rule=DOUBTFUL))
    if DOUBTFUL in read.text:
        # Paragraphs without such a hyphen were read already; how they begin may matter to their neighbours.
        read = read.changed(Pass(rule=f"^([^{DOUBTFUL}\n]{{2}})[^{DOUBTFUL}\n]{{78,}}$"))
        yield read.changed(Pass(rule=DOUBTFUL, to="-"))


def export_passes() -> dict[str, object]:
    """Return what the page needs to read a text the same way, as plain data."""
    passes = [{"rule": by.rule, "inner": by.inner, "to": by.to, "change": by.change} for by in PASSES]
    return {"passes": passes, "entities": _ENTITIES, "doubtful": DOUBTFUL}


def _found(by: Pass, text: str) -> Iterator[Span]:
    """Yield the stretches that a pass changes."""
    for found in _compiled(by.rule).finditer(text):
        outer = _kept(found), found.end()
        if not by.inner:
            yield outer
            continue
        for inner in _compiled(by.inner).finditer(text[slice(*outer)]):
            yield outer[0] + _kept(inner), outer[0] + inner.end()


def _kept(found: re.Match[str]) -> int:
    """Return where what is changed begins: after the first group, if there is one."""
    return found.end(1) if found.re.groups else found.start()


def _entity(name: str) -> str:
    """Return the character that an entity of HTML stands for, or the entity."""
    inner = name[1:-1]
    if not inner.startswith("#"):
        return _ENTITIES.get(inner, name)
    number = int(inner[2:], 16) if inner[1] in "xX" else int(inner[1:])  # noqa: FURB166  # the mark is "#x"
    return chr(number) if 0x20 < number < 0xD800 else name


_CHANGES: dict[str, Callable[[str], str]] = {
    "entity": _entity,
    "compatible": functools.partial(unicodedata.normalize, "NFKC"),
}


@functools.lru_cache(maxsize=64)
def _compiled(rule: str) -> re.Pattern[str]:
    return re.compile(rule, re.MULTILINE)
