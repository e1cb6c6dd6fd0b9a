"""A Markdown page, MyST included, as blocks of what a reader sees, each piece with its line.

The language check, the check of links and roles and the reading level all stand on this one reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import yaml
from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from prevention_cpd.core import inline
from prevention_cpd.core.inline import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

BlockKind: TypeAlias = Literal["paragraph", "heading", "cell", "title", "option", "html", "metadata"]

#: Directives that hold code, data or names, not prose.
_CODE_NAMES = (
    "bibliography code code-block code-cell contents eval-rst graphviz include literalinclude math mermaid"
    " outcomes parsed-literal practice raw sourcecode tableofcontents toctree"
)
#: Directives whose argument is a title, and those that quote.
_TITLED_NAMES = "admonition dropdown card tab-item topic sidebar grid-item-card"
_QUOTING = frozenset({"epigraph", "pull-quote", "highlights", "blockquote"})
_CODE, _TITLED = frozenset(_CODE_NAMES.split()), frozenset(_TITLED_NAMES.split())
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:.+-]{0,60})\}[ \t]*(.*)")
_OPTION = re.compile(r"[ \t]*:([A-Za-z][\w-]{0,40}):[ \t]*(.*)")
#: Options whose value is prose.
_PROSE_OPTIONS = frozenset({"alt", "caption", "title"})
_DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)([^\]\n]{1,200})\]:[ \t]+<?(\S{1,2000}?)>?(?:[ \t].*)?$", re.MULTILINE
)
#: Inline Markdown is parsed in stretches of so many characters.
_STRETCH = 1_500
_NOTE = re.compile(r"\[!\w{1,20}\]")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z!?][^<>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, table cell, or other text that stands by itself."""

    kind: BlockKind
    pieces: tuple[Piece, ...]
    #: It stands in a block quotation.
    quoted: bool = False

    @property
    def line(self) -> int:
        """The line that it starts in, from 1."""
        return self.pieces[0].line if self.pieces else 1

    @property
    def text(self) -> str:
        """What is shown, without roles and code."""
        return "".join("\n" if piece.kind == "break" else piece.text for piece in self.prose)

    @property
    def prose(self) -> Iterator[Piece]:
        """The pieces that are prose."""
        return (piece for piece in self.pieces if piece.kind in {"text", "break", "image"})


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive, where it stands and what it is about."""

    name: str
    argument: str
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds, in the order of its lines."""

    blocks: tuple[Block, ...]
    directives: tuple[Directive, ...]


def read(text: str) -> Page:
    """Return the blocks and directives of a page as its author wrote it."""
    reader = _Reader()
    reader.parse(text, 1)
    return Page(
        tuple(sorted(reader.blocks, key=lambda block: block.line)),
        tuple(sorted(reader.directives, key=lambda directive: directive.line)),
    )


def _parser(*, top: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    parser.use(colon_fence_plugin).use(footnote_plugin, inline=False).use(myst_role_plugin).use(
        myst_block_plugin
    )
    # Footnotes stay where they stand; inline text is parsed in stretches, see `_inline`.
    parser.disable(["footnote_tail", "inline", "text_join", "reference"])
    return parser.use(front_matter_plugin) if top else parser


_TOP, _INNER = _parser(top=True), _parser(top=False)


@dataclass(slots=True)
class _Reader:
    """Collects blocks; the content of a directive is parsed like a page of its own."""

    blocks: list[Block] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    #: What links and footnotes refer to, in the whole page.
    env: dict[str, Any] = field(default_factory=dict)

    def parse(self, text: str, first: int, *, quoted: bool = False, depth: int = 0) -> None:
        """Parse Markdown whose first line has this number."""
        parser = _INNER if depth else _TOP
        tokens = parser.parse(_DEFINITION.sub(self._define, text), self.env)
        quotes = 0
        kind: BlockKind = "paragraph"
        for at, token in enumerate(tokens):
            line = first + (token.map[0] if token.map else 0)
            if token.type == "front_matter":
                self._metadata(token.content, line, depth)
            elif token.type in {"blockquote_open", "blockquote_close"}:
                quotes += self._quotes(tokens, at)
            elif token.type == "heading_open":
                kind = "heading"
            elif token.type in {"th_open", "td_open"}:
                kind = "cell"
            elif token.type == "inline":
                self._inline(token.content, line, kind, quoted=quoted or quotes > 0)
                kind = "paragraph"
            elif token.type in {"fence", "colon_fence"}:
                self._fence(token, line, quoted=quoted or quotes > 0, depth=depth)
            elif token.type == "html_block":
                self._html(token.content, line)

    def _define(self, found: re.Match[str]) -> str:
        """Take in where a label of a link leads; markdown-it takes quadratic time for a list of them."""
        place = {"title": "", "href": found.group(2), "map": [0, 0]}
        self.env.setdefault("references", {}).setdefault(normalizeReference(found.group(1)), place)
        return ""

    @staticmethod
    def _quotes(tokens: Sequence[Token], at: int) -> int:
        """Return how much deeper quotations go here; a note in the form of a quotation is none."""
        opener = at
        if tokens[at].nesting < 0:
            opener = next(n for n in range(at, -1, -1) if _opens(tokens[n], tokens[at]))
        first = tokens[opener + 2] if opener + 2 < len(tokens) else tokens[opener]
        return 0 if first.type == "inline" and _NOTE.match(first.content) else tokens[at].nesting

    def _metadata(self, content: str, line: int, depth: int) -> None:
        """Read titles and descriptions above a page; a rule that only looks like them starts the page."""
        try:
            node = yaml.compose(content, yaml.SafeLoader)
        except yaml.YAMLError:
            node = None
        if not isinstance(node, yaml.MappingNode):
            self.parse(content, line + 1, depth=depth + 1)
            return
        waiting: list[yaml.Node] = [node]
        while waiting:
            part = waiting.pop()
            if isinstance(part, yaml.MappingNode):
                waiting += [value for _, value in part.value]
            elif isinstance(part, yaml.SequenceNode):
                waiting += part.value
            elif isinstance(part, yaml.ScalarNode) and " " in part.value.strip():
                at = line + 1 + part.start_mark.line + (part.style in {"|", ">"})
                self._plain("metadata", part.value, at)

    def _plain(self, kind: BlockKind, text: str, line: int) -> None:
        """Add text that is not Markdown."""
        pieces: list[Piece] = []
        for at, words in enumerate(text.strip("\n").split("\n")):
            pieces += [Piece("break", line + at)] if at else []
            pieces.append(Piece("text", line + at, words))
        self.blocks.append(Block(kind, tuple(pieces)))

    def _html(self, content: str, line: int) -> None:
        text = _TAG.sub(lambda found: re.sub(r"[^\n]+", " ", found.group()), content)
        for at, words in enumerate(text.split("\n")):
            if words.strip():
                self._plain("html", words, line + at)

    def _fence(self, token: Token, line: int, *, quoted: bool, depth: int) -> None:
        found = _DIRECTIVE.match(token.info.strip())
        name, argument = (found.group(1), found.group(2).strip()) if found else ("", "")
        if found:
            self.directives.append(Directive(name, argument, line))
        if name in _CODE or (not found and token.type == "fence") or depth > 12:  # no page nests so deep
            return
        if name in _TITLED and argument:
            self._inline(argument, line, "title")
        lines = token.content.split("\n")
        at = 0
        if found and lines[0].strip() == "---" and "---" in map(str.strip, lines[1:]):
            at = [row.strip() for row in lines].index("---", 1) + 1
        while found and at < len(lines) and (option := _OPTION.match(lines[at])):
            if option.group(1) in _PROSE_OPTIONS and option.group(2):
                self._inline(option.group(2), line + 1 + at, "option")
            at += 1
        self.parse("\n".join(lines[at:]), line + 1 + at, quoted=quoted or name in _QUOTING, depth=depth + 1)

    def _inline(self, source: str, line: int, kind: BlockKind, *, quoted: bool = False) -> None:
        """Add inline Markdown; a long one in stretches, since a hostile one takes quadratic time."""
        pieces: list[Piece] = []
        done = 0
        while done < len(source):
            end = (
                source.rfind("\n", done, done + _STRETCH) + 1
                if len(source) - done > _STRETCH
                else len(source)
            )
            stretch = source[done : end if end > done else done + _STRETCH]
            tokens: list[Token] = []
            _INNER.inline.parse(stretch, _INNER, self.env, tokens)
            pieces += inline.pieces(tokens, stretch, line)
            done += len(stretch)
            line += stretch.count("\n")
            if done < len(source) and stretch.endswith("\n"):
                pieces.append(Piece("break", line))
        if pieces:
            self.blocks.append(Block(kind, tuple(pieces), quoted))


def _opens(token: Token, closing: Token) -> bool:
    return token.type == "blockquote_open" and token.level == closing.level
