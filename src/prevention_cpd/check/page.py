"""A page of the course as its author wrote it: prose, roles and links, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.core import markup, pages
from prevention_cpd.core.inline import Piece
from prevention_cpd.core.yamlfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown page."""

    path: Path
    text: str
    parsed: pages.Page

    @classmethod
    def read(cls, path: Path) -> Page:
        """Read a page.

        Raises:
            CourseError: when it is missing or is not UTF-8.
        """
        text = read_text(path)
        return cls(path, text, pages.read(text))

    @property
    def further(self) -> bool:
        """Whether its front matter marks it as not needed for the outcomes and the quiz."""
        head = self.text.partition("\n---\n")[0]
        return head.startswith("---\n") and re.search(r"^further: *true *$", head, re.MULTILINE) is not None

    @property
    def prose(self) -> str:
        """What a reader sees, without code and roles."""
        return "\n\n".join(block.text for block in self.parsed.blocks if block.kind != "metadata")

    def roles(self) -> list[tuple[int, str, str]]:
        """Return the line, name and target of each role."""
        return [
            (piece.line, piece.name, markup.target(piece.text))
            for piece in self._pieces()
            if piece.kind == "role"
        ]

    def charted(self) -> list[tuple[int, str]]:
        """Return the line and id of each fact that a chart is drawn from."""
        return [
            (directive.line, name)
            for directive in self.parsed.directives
            if directive.name == "chart"
            for name in directive.argument.split()
        ]

    def links(self) -> list[tuple[int, bool, str, str]]:
        """Return for each link the line, whether it is an image, its text and its address."""
        found: list[tuple[int, bool, str, str]] = []
        text: list[str] = []
        opened = Piece("open", 0)
        for piece in self._pieces():
            if piece.kind == "image":
                found.append((piece.line, True, piece.text, piece.address))
            elif piece.name == "link" and piece.kind == "open":
                text, opened = [], piece
            elif piece.name == "link" and piece.kind == "close":
                found.append((opened.line, False, "".join(text), opened.address))
            text.append(piece.text)
        return found

    def _pieces(self) -> Iterator[Piece]:
        return (piece for block in self.parsed.blocks for piece in block.pieces)
