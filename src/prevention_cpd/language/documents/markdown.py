"""Markdown as prose: what a reader sees, block by block, each piece with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core import pages
from prevention_cpd.language.documents.document import Builder, Document, Place, is_title

if TYPE_CHECKING:
    from prevention_cpd.language.normalise import Span

#: Stands for code or a role: words before and after it are not neighbours.
_NO_PROSE = "\ufffc"


def read(text: str, notes: tuple[str, ...] = ()) -> Document:
    """Return the prose of a Markdown text, MyST included, with its block quotations and titles marked."""
    built = Builder()
    for block in pages.read(text).blocks:
        _add(built, block)
    return built.document(notes)


def _add(built: Builder, block: pages.Block) -> None:
    start = built.length
    opened: list[int] = []
    italics: list[Span] = []
    for piece in block.pieces:
        place = Place(number=piece.line)
        if piece.kind == "break":
            built.add("\n")
        elif piece.kind in {"code", "role"}:
            built.add(_NO_PROSE, place)
        elif piece.kind == "open" and piece.name == "em":
            opened.append(built.length)
        elif piece.kind == "close" and piece.name == "em" and opened:
            italics.append((opened.pop(), built.length))
        else:
            built.add(piece.text, place)
        if piece.kind == "image" and not piece.text:
            built.unread.append(f"the words in the picture in line {piece.line} were not read")
    words = built.since(start)
    built.titles += [span for span in italics if is_title(words[span[0] - start : span[1] - start], words)]
    if block.quoted:
        built.quotations.append((start, built.length))
    built.add("\n\n")
