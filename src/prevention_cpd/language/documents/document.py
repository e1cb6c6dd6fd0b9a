"""A document as the language check sees it: its text, where each stretch stands, what its form marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from prevention_cpd.language.excuses import Marked

if TYPE_CHECKING:
    from prevention_cpd.language.normalise import Span

#: What a place is counted in.
Unit: TypeAlias = Literal[
    "line", "paragraph", "footnote", "endnote", "header", "footer", "comment", "drawing", "chart"
]


class Unreadable(Exception):  # noqa: N818  # it names a state of the file, and is told, not raised to the user
    """A file that cannot be read; told as a problem, never as a traceback."""

    def __init__(self, what: str, fix: str, *, missing: bool = False) -> None:
        #: What is wrong and how to mend it, each without its full stop.
        self.what = what
        self.fix = fix
        #: The file is not there or cannot be opened, rather than of the wrong kind.
        self.missing = missing
        super().__init__(f"{what}. {fix}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands, as a reader finds it again."""

    number: int
    unit: Unit = "line"
    #: The page, where the number counts the lines of one.
    page: int | None = None

    def __str__(self) -> str:
        number = str(self.number) if self.unit in {"line", "paragraph"} else f"{self.unit} {self.number}"
        return number if self.page is None else f"{self.page}:{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text with its places. A blank line ends a paragraph."""

    text: str
    #: From which character on each place counts, in order.
    starts: tuple[int, ...]
    places: tuple[Place, ...]
    marked: Marked = field(default_factory=Marked)
    #: What the user should know about the reading: sentences without their full stop.
    notes: tuple[str, ...] = ()
    #: What could not be read, each with its place: nobody may take these for clean.
    unread: tuple[str, ...] = ()

    def place(self, position: int) -> Place:
        """Return where a character stands."""
        at = bisect_right(self.starts, position) - 1
        return self.places[at] if at >= 0 else Place(number=1)


def from_lines(text: str, marked: Marked | None = None, notes: tuple[str, ...] = ()) -> Document:
    """Return a text whose places are its lines."""
    starts = (0, *(found.end() for found in re.finditer("\n", text)))
    places = tuple(Place(number=number) for number in range(1, len(starts) + 1))
    return Document(text=text, starts=starts, places=places, marked=marked or Marked(), notes=notes)


@dataclass(slots=True)
class Builder:
    """Puts a document together, piece by piece."""

    length: int = 0
    quotations: list[Span] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _places: list[Place] = field(default_factory=list)

    def add(self, text: str, place: Place | None = None) -> None:
        """Add text; with a place, the text and what follows it stands there."""
        if place is not None:
            self._starts.append(self.length)
            self._places.append(place)
        self._pieces.append(text)
        self.length += len(text)

    def since(self, start: int) -> str:
        """Return the text from a character of the last pieces on."""
        pieces: list[str] = []
        length = self.length
        for piece in reversed(self._pieces):
            if length <= start:
                break
            pieces.append(piece)
            length -= len(piece)
        return "".join(reversed(pieces))

    def include(self, document: Document) -> None:
        """Add a whole document as paragraphs of their own."""
        at = self.length
        self._starts += [start + at for start in document.starts]
        self._places += document.places
        self.add(document.text + "\n\n")
        self.quotations += [(start + at, end + at) for start, end in document.marked.quotations]
        self.titles += [(start + at, end + at) for start, end in document.marked.titles]
        self.unread += document.unread

    def document(self, notes: tuple[str, ...] = ()) -> Document:
        """Return what was put together."""
        return Document(
            text="".join(self._pieces),
            starts=tuple(self._starts),
            places=tuple(self._places),
            marked=Marked(quotations=_apart(self.quotations), titles=_apart(self.titles)),
            notes=notes,
            unread=tuple(self.unread),
        )


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans in order; of two that overlap, the one that starts first and is longer."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def is_title(words: str, block: str) -> bool:
    """Tell whether words in italics look like a title: three or more, a capital first, not all of it."""
    inner = words.strip()
    return len(inner.split()) > 2 and inner[:1].isupper() and len(inner) < len(block.strip(" \t\n*_>#-"))
