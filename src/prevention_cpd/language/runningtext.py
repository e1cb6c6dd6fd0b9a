"""The running text of a page: its paragraphs and list items, line by line, without the marks of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core import markup, pages
from prevention_cpd.language.readability import Reading, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from prevention_cpd.core.inline import Piece


def reading_of(markdown: str, figures: Mapping[str, str]) -> Reading | None:
    """Return how hard a page is to read, or None for a page with too few words of its own.

    Args:
        markdown: the page as its author wrote it.
        figures: how running text prints each fact, by its id.
    """

    def shown(role: str, content: str) -> str:
        if role.startswith("cite"):
            return ""
        words = content.rpartition("<")[0].strip() if content.endswith(">") else content
        return figures.get(markup.target(content), words) if role == "fact" and words == content else words

    return measure(running_text(markdown, shown))


def running_text(markdown: str, shown: Callable[[str, str], str]) -> str:
    """Return the running text of a page.

    Args:
        markdown: the page as its author wrote it.
        shown: puts a role, given its name and content, into the words that the reader sees.
    """

    def words(piece: Piece) -> str:
        if piece.kind == "break":
            return "\n"
        return shown(piece.name, piece.text) if piece.kind == "role" else piece.text

    blocks = (block for block in pages.read(markdown).blocks if block.kind == "paragraph")
    lines = ("".join(map(words, block.pieces)).strip() for block in blocks)
    return "\n".join(filter(None, lines))
