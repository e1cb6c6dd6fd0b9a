"""One part of a Word file, read as a stream: no tree is ever built."""

from __future__ import annotations

from dataclasses import dataclass, field

from prevention_cpd.language.documents.document import UNSEEN, Builder, Place, Unit, is_title

#: The two names under which the words of WordprocessingML are known, "transitional" and "strict".
_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What stands for a character.
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_OFF = frozenset({"0", "false", "off", "none"})


def _local(tag: str) -> str:
    """Return the name of an element or attribute of WordprocessingML, else an empty text."""
    for space in _SPACES:
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if _local(key) == name), "")


class Styles:
    """Finds the styles that set a paragraph as a quotation; their ids differ from language to language."""

    def __init__(self) -> None:
        self.quotations: set[str] = set()
        self._id = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the start of an element."""
        name = _local(tag)
        if name == "style":
            self._id = _value(attributes, "styleId")
        elif name == "name" and "quote" in _value(attributes, "val").lower().split():
            self.quotations.add(self._id)

    def end(self, tag: str) -> None:
        """Take in the end of an element."""

    def data(self, text: str) -> None:
        """Take in text."""

    def close(self) -> None:
        """End."""


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    quoted: bool = False
    #: Stretches in italics.
    italics: list[tuple[int, int]] = field(default_factory=list)
    italic: bool = False
    in_run: bool = False

    def add(self, text: str) -> None:
        if self.italic:
            if self.italics and self.italics[-1][1] == self.length:
                self.italics[-1] = (self.italics[-1][0], self.length + len(text))
            else:
                self.italics.append((self.length, self.length + len(text)))
        self.pieces.append(text)
        self.length += len(text)


class Story:
    """Adds the paragraphs of body, notes, headers or footers to a document."""

    def __init__(self, built: Builder, unit: Unit, quotations: set[str], *, once: bool = False) -> None:
        self._built = built
        self._unit: Unit = unit
        self._quotations = quotations
        self._seen: set[str] | None = set() if once else None
        self._number = 0
        #: Paragraphs that are open: a text box stands within another.
        self._open: list[_Paragraph] = []
        #: How deep within something that is not shown.
        self._hidden = 0
        self._in_text = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the start of an element."""
        name = _local(tag)
        if self._hidden or tag == _FALLBACK or name in {"moveFrom", "del"}:
            self._hidden += 1
        elif name in {"footnote", "endnote"}:
            if _value(attributes, "type") not in {"", "normal"}:
                self._hidden += 1  # the line above the notes
            else:
                self._number += 1
        elif name == "p":
            self._open.append(_Paragraph())
        elif self._open:
            self._start_inside(name, attributes)

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        paragraph = self._open[-1]
        if name == "r":
            paragraph.in_run, paragraph.italic = True, False
        elif name == "i" and paragraph.in_run:
            paragraph.italic = _value(attributes, "val") not in _OFF
        elif name == "pStyle":
            paragraph.quoted = _value(attributes, "val") in self._quotations
        elif name == "t":
            self._in_text = True
        elif name in _CHARACTERS and paragraph.in_run:
            paragraph.add(_CHARACTERS[name])

    def data(self, text: str) -> None:
        """Take in text."""
        if self._in_text and self._open and not self._hidden:
            self._open[-1].add(text.translate(UNSEEN))

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        name = _local(tag)
        if self._hidden:
            self._hidden -= 1
        elif name == "t":
            self._in_text = False
        elif name == "r" and self._open:
            self._open[-1].in_run = self._open[-1].italic = False
        elif name == "p" and self._open:
            self._add(self._open.pop())

    def _add(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.pieces)
        if not text.strip() or (self._seen is not None and text in self._seen):
            return
        if self._seen is not None:
            self._seen.add(text)
        if self._unit not in {"footnote", "endnote"}:
            self._number += 1
        start = self._built.length
        self._built.add(text + "\n\n", Place(number=self._number, unit=self._unit))
        if paragraph.quoted:
            self._built.quotations.append((start, start + len(text)))
        for left, right in paragraph.italics:
            if is_title(text[left:right], text):
                self._built.titles.append((start + left, start + right))

    def close(self) -> None:
        """End."""
