"""The inline text of a block of Markdown, in pieces, each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

PieceKind: TypeAlias = Literal["text", "break", "code", "role", "image", "open", "close"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block within one line."""

    kind: PieceKind
    line: int
    #: What is shown: the text, the code, the content of a role, what is said of an image.
    text: str = ""
    #: The name of a role; what is opened or closed: "em", "strong", "link".
    name: str = ""
    #: Where a link or an image leads.
    address: str = ""


def pieces(tokens: Sequence[Token], source: str, first: int) -> Iterator[Piece]:
    """Yield the pieces of one inline text; what is found in its source tells the line of each."""
    at = 0
    for token in tokens:
        for mark in _shown(token):
            found = source.find(mark, at)
            at = found + len(mark) if found >= 0 else at
        if token.type in {"softbreak", "hardbreak"}:
            at = source.find("\n", at) + 1 or at
        if piece := _piece(token, first + source.count("\n", 0, at)):
            yield piece


def _shown(token: Token) -> list[str]:
    """Return by what a piece is found in its source."""
    if token.type == "code_inline":
        return [token.markup, token.content, token.markup]
    return [token.markup if token.type == "text_special" else token.content]


def _is_break(token: Token) -> bool:
    return token.type == "html_inline" and token.content[:3].lower() == "<br"


def _piece(token: Token, line: int) -> Piece | None:
    """Return what a reader sees of a token, if anything."""
    piece = None
    if token.type in {"text", "text_special"} and token.content:
        piece = Piece("text", line, token.content)
    elif token.type in {"softbreak", "hardbreak"} or _is_break(token):
        piece = Piece("break", line)
    elif token.type == "code_inline":
        piece = Piece("code", line, token.content)
    elif token.type == "myst_role":
        piece = Piece("role", line, token.content, str(token.meta["name"]))
    elif token.type == "image":
        piece = Piece("image", line, token.content, address=str(token.attrGet("src") or ""))
    elif token.nesting:
        kind: PieceKind = "open" if token.nesting > 0 else "close"
        piece = Piece(kind, line, "", token.type.rpartition("_")[0], str(token.attrGet("href") or ""))
    return piece
