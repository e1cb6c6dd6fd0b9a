"""HTML as prose, block by block.

A scan of its own: the parser of the standard library takes quadratic time for
some broken pages, and others do not keep the line.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right

from prevention_cpd.language.documents.document import Builder, Document, Place, is_title

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,60})|<!--|<[!?]")
_WITHOUT_PROSE = frozenset(
    {"script", "style", "template", "code", "kbd", "samp", "math", "object", "iframe", "canvas"}
)
#: Of those, what a reader sees and this check does not.
_UNREAD = {"object": "an embedded object", "iframe": "a page within the page", "canvas": "a drawing"}
_BLOCK_NAMES = (
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p"
    " pre search section select summary table tbody td text tfoot th thead title tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_ITALIC = frozenset({"i", "em"})
#: Elements whose class or style may say that they quote or are in italics, as word processors export them.
_STYLED = frozenset({"p", "div", "span", "section", "font"})
_QUOTING = re.compile(r"\bclass\s*=\s*[\"']?[^\"'>]{0,200}(?:quot|zitat|blocktext|extract)", re.IGNORECASE)
_SLANTED = re.compile(r"\bstyle\s*=\s*[\"'][^\"'>]{0,500}font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]{0,2000})\"|'([^']{0,2000})')", re.IGNORECASE)


def read(text: str, notes: tuple[str, ...] = ()) -> Document:
    """Return the prose of a page; places are the lines of its source."""
    page = _Page(text)
    page.scan()
    return page.built.document(notes)


class _Page:
    """One pass through a page."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self.built = Builder()
        #: For each kind of tag that matters, where the open ones began in the built text.
        self.open: dict[str, list[tuple[int, str]]] = {}
        #: What was added since the last block began, to tell a title from a whole paragraph.
        self.block: list[str] = []
        #: Stretches in italics of the block, and how many <q> are open.
        self.waiting: list[tuple[int, int]] = []
        self.quotes = 0
        self.broken = False

    def scan(self) -> None:
        """Go through the page once."""
        at = 0
        while (found := _TAG.search(self.text, at)) is not None:
            self.prose(at, found.start())
            if found.group(2) is None:
                closing = "-->" if found.group() == "<!--" else ">"
                end = self.text.find(closing, found.end())
                at = end + len(closing)
            else:
                end = self.end_of_tag(found.end())
                name = found.group(2).lower()
                inside = self.text[found.end() : max(end, found.end())][:2000]
                at = self.tag(name, end, inside, closes=bool(found.group(1))) if end >= 0 else 0
            if end < 0 or at < 0:  # never closed: nothing of the rest is shown
                at = len(self.text)
        self.prose(at, len(self.text))
        for name in list(self.open):
            while self.open[name]:
                self.close(name)
        self.end_block()

    def end_of_tag(self, at: int) -> int:
        """Return where a tag's `>` stands, past quoted values, or -1."""
        while (found := re.compile("[\"'>]").search(self.text, at)) is not None:
            if found.group() == ">":
                return found.start()
            at = self.text.find(found.group(), found.end()) + 1
            if at == 0:
                return -1
        return -1

    def tag(self, name: str, end: int, inside: str, *, closes: bool) -> int:
        """Take in a tag; return where to go on, or -1 when what it opens never ends."""
        if name in _BLOCKS or (name == "br" and self.broken):
            self.end_block()
        if name == "br":
            self.add("\n")
            self.broken = True
        elif name == "img":
            self.picture(inside, end)
        elif name == "q" and (self.quotes or not closes):
            self.quotes += -1 if closes else 1
            self.add("”" if closes else "“")
        elif name in {"blockquote", "cite"} | _ITALIC | _STYLED:
            self.mark(name, inside, closes=closes)
        elif name in _WITHOUT_PROSE and not closes and self.text[end - 1] != "/":
            if name in _UNREAD:
                self.built.unread.append(
                    f"{_UNREAD[name]} in line {bisect_right(self.lines, end)} was not read"
                )
            found = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(self.text, end)
            return found.start() if found else -1
        return end + 1

    def mark(self, name: str, inside: str, *, closes: bool) -> None:
        """Open or close an element whose kind, class or style tells a quotation or a title."""
        opened = self.open.setdefault(name, [])
        if opened and (closes or name == "p"):  # a paragraph ends the one before it
            self.close(name)
        if closes:
            return
        kind = "quotation" if name == "blockquote" else "work" if name == "cite" else "italics"
        if name in _STYLED:
            quoting, slanted = _QUOTING.search(inside), _SLANTED.search(inside)
            kind = "quotation" if quoting else "italics" if slanted else ""
        opened.append((self.built.length, kind))

    def picture(self, inside: str, end: int) -> None:
        """Read what is said of a picture, or note that it was not read."""
        line = bisect_right(self.lines, end)
        if alt := _ALT.search(inside):
            self.add(f" {html.unescape(alt.group(1) or alt.group(2) or '')} ", Place(number=line))
        else:
            self.built.unread.append(f"the words in the picture in line {line} were not read")

    def close(self, name: str) -> None:
        """End the innermost open element of a kind."""
        start, kind = self.open[name].pop()
        span = (start, self.built.length)
        if kind == "quotation":
            self.built.quotations.append(span)
        elif kind == "work":
            self.built.titles.append(span)
        elif kind:
            self.waiting.append(span)

    def end_block(self) -> None:
        """End a paragraph; only now can words in italics be told from a paragraph in italics."""
        block = "".join(self.block)
        start = self.built.length - len(block)
        for left, right in self.waiting:
            if left >= start and is_title(block[left - start : right - start], block):
                self.built.titles.append((left, right))
        self.waiting, self.block = [], []
        if block:
            self.built.add("\n\n")

    def prose(self, start: int, end: int) -> None:
        """Add text; line ends of the source are spaces, since a block ends only with its tag."""
        while start < end:
            line = bisect_right(self.lines, start)
            stop = min(end, self.lines[line]) if line < len(self.lines) else end
            words = html.unescape(self.text[start:stop]).replace("\n", " ")
            if words.strip() or self.block:
                self.add(words, Place(number=line))
            start = stop

    def add(self, text: str, place: Place | None = None) -> None:
        """Add to the block."""
        self.broken = self.broken and not text.strip()
        self.built.add(text, place)
        self.block.append(text)
