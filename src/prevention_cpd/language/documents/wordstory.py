"""One part of a Word file, read as a stream: no tree is ever built."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prevention_cpd.language.documents.document import Builder, Place, Unit, is_title

#: The names under which the words of WordprocessingML are known, "transitional" and "strict", and those of
#: drawings, charts and formulas, whose texts are marked up alike.
_SPACES = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/"
    r"(?:wordprocessingml|drawingml|officeDocument)/(?:2006/)?(?:main|math|chart|diagram|wordprocessingDrawing)\}"
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What stands for a character.
_CHARACTERS = {
    "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t",
}  # fmt: skip
_OFF = frozenset({"0", "false", "off", "none"})
#: Names of styles that set a quotation, in the languages of Europe; Word itself names its own in English.
_QUOTING = re.compile(
    r"quot|block ?text|extract|zitat|citat|citaat|cita\b|cytat|citaz|citação|цитат|lainaus|idézet|sitat",
    re.IGNORECASE,
)
#: Names of styles of letters that set a title of a work.
_WORK = re.compile(r"book title|html cite|title of work|emphasis|hervorheb|accentuation", re.IGNORECASE)


def local(tag: str) -> str:
    """Return the name of an element of Word's or of a drawing's, else an empty text."""
    found = _SPACES.match(tag)
    return tag[found.end() :] if found else ""


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key == name or local(key) == name), "")


@dataclass(slots=True)
class _Style:
    name: str = ""
    based_on: str = ""
    italic: bool | None = None


class Styles:
    """What each style says, by its id, and through the style that it is based on."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._open = _Style()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the start of an element."""
        name, value = local(tag), _value(attributes, "val")
        if name == "style":
            self._open = self._styles.setdefault(_value(attributes, "styleId"), _Style())
        elif name == "name":
            self._open.name = value
        elif name == "basedOn":
            self._open.based_on = value
        elif name == "i":
            self._open.italic = value not in _OFF

    def end(self, tag: str) -> None:
        """Take in the end of an element."""

    def data(self, text: str) -> None:
        """Take in text."""

    def close(self) -> None:
        """End."""

    def quotes(self, style: str) -> bool:
        """Tell whether a style sets a quotation."""
        return any(_QUOTING.search(each.name) for each in self._line(style))

    def italic(self, style: str) -> bool:
        """Tell whether a style sets letters in italics, or a title."""
        line = self._line(style)
        said = next((each.italic for each in line if each.italic is not None), None)
        return bool(said) or (said is None and any(_WORK.search(each.name) for each in line))

    def _line(self, style: str) -> list[_Style]:
        """Return a style and those that it is based on, the nearest first."""
        line: list[_Style] = []
        while style and len(line) < 12:  # a style may be based on itself
            line.append(self._styles.get(style) or _Style(name=style))
            style = line[-1].based_on
        return line


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    quoted: bool = False
    #: Stretches in italics, and in a quoting style of letters.
    marked: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: {"italic": [], "quoting": []})
    italic: bool = False
    quoting: bool = False
    in_run: bool = False

    def add(self, text: str) -> None:
        for kind, on in (("italic", self.italic), ("quoting", self.quoting)):
            if on and self.marked[kind] and self.marked[kind][-1][1] == self.length:
                self.marked[kind][-1] = (self.marked[kind][-1][0], self.length + len(text))
            elif on:
                self.marked[kind].append((self.length, self.length + len(text)))
        self.pieces.append(text)
        self.length += len(text)


class Story:
    """Adds the paragraphs of body, notes, headers, footers, comments or drawings to a document."""

    def __init__(self, built: Builder, unit: Unit, styles: Styles, *, once: bool = False) -> None:
        self._built = built
        self._unit: Unit = unit
        self._styles = styles
        self._seen: set[str] | None = set() if once else None
        self._number = 0
        #: Paragraphs that are open: a text box stands within another.
        self._open: list[_Paragraph] = []
        #: How deep within something that is not shown.
        self._hidden = 0
        self._in_text = False
        #: Pictures of which nothing is said.
        self.pictures = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the start of an element."""
        name = local(tag)
        if self._hidden or tag == _FALLBACK or name in {"moveFrom", "del"}:
            self._hidden += 1
        elif name in {"footnote", "endnote", "comment"}:
            if _value(attributes, "type") not in {"", "normal"}:
                self._hidden += 1  # the line above the notes
            else:
                self._number += 1
        elif name == "p" or (name == "pt" and not self._open):
            self._open.append(_Paragraph())
        elif name == "v" and self._unit == "chart":
            self._open.append(_Paragraph())
            self._in_text = True
        elif self._open:
            self._start_inside(name, attributes)

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        paragraph = self._open[-1]
        if name == "r":
            paragraph.in_run, paragraph.italic, paragraph.quoting = True, False, False
        elif name == "i" and paragraph.in_run:
            paragraph.italic = _value(attributes, "val") not in _OFF
        elif name == "rPr" and paragraph.in_run and "i" in attributes:
            paragraph.italic = attributes["i"] not in _OFF
        elif name == "rStyle" and paragraph.in_run:
            style = _value(attributes, "val")
            paragraph.quoting, paragraph.italic = self._styles.quotes(style), self._styles.italic(style)
        elif name == "pStyle":
            paragraph.quoted = self._styles.quotes(_value(attributes, "val"))
        elif name == "t":
            self._in_text = True
        elif name == "docPr":
            self._picture(paragraph, attributes)
        elif name in _CHARACTERS and paragraph.in_run:
            paragraph.add(_CHARACTERS[name])

    def _picture(self, paragraph: _Paragraph, attributes: dict[str, str]) -> None:
        if said := attributes.get("descr") or attributes.get("title"):
            paragraph.add(f" {said} ")
        else:
            self.pictures += 1

    def data(self, text: str) -> None:
        """Take in text."""
        if self._in_text and self._open and not self._hidden:
            self._open[-1].add(text)

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        name = local(tag)
        if self._hidden:
            self._hidden -= 1
        elif name == "t":
            self._in_text = False
        elif name == "r" and self._open:
            self._open[-1].in_run = self._open[-1].italic = self._open[-1].quoting = False
        elif (name in {"p", "pt"} or (name == "v" and self._unit == "chart")) and self._open:
            self._in_text = False
            self._add(self._open.pop())

    def _add(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.pieces)
        if not text.strip() or (self._seen is not None and text in self._seen):
            return
        if self._seen is not None:
            self._seen.add(text)
        if self._unit not in {"footnote", "endnote", "comment"}:
            self._number += 1
        start = self._built.length
        self._built.add(text + "\n\n", Place(number=self._number, unit=self._unit))
        quoted = [(0, len(text))] if paragraph.quoted else paragraph.marked["quoting"]
        self._built.quotations += [(start + left, start + right) for left, right in quoted]
        for left, right in paragraph.marked["italic"]:
            if is_title(text[left:right], text):
                self._built.titles.append((start + left, start + right))

    def close(self) -> None:
        """End."""
