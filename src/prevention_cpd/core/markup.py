"""Markdown of stems, options, feedback and caveats, as HTML.

Raw HTML is not let through. The roles `{fact}`, `{cite:p}`, `{cite:t}` and `{doc}` (a page of the course)
are put into words by a resolver that the caller gives.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline

#: Turns a role's name and content into HTML.
Resolver: TypeAlias = Callable[[str, str], str]

ROLE = re.compile(r"\{(fact|cite:p|cite:t|term|course|doc)\}`([^`]+)`")


def plain(_role: str, content: str) -> str:
    """Show what stands between the back-ticks, without its target: the resolver for want of a better one."""
    return html.escape(re.sub(r"\s*<[^>]*>$", "", content))


def to_html(markdown: str, resolve: Resolver = plain, *, curly: bool = False) -> str:
    """Return the Markdown text as HTML; `curly` makes straight quotes into those of print."""
    return str(_parser(resolve, curly).render(markdown)).strip()


def to_inline_html(markdown: str, resolve: Resolver = plain, *, curly: bool = False) -> str:
    """Return one paragraph of Markdown as HTML without the paragraph around it."""
    return str(_parser(resolve, curly).renderInline(" ".join(markdown.split())))


def to_text(markdown: str, resolve: Resolver = plain) -> str:
    """Return the Markdown text as plain text on one line."""
    return text_of(to_html(markdown, resolve))


def text_of(shown: str) -> str:
    """Return what a reader sees of HTML of the course's own, as plain text on one line."""
    return html.unescape(re.sub(r"<[^>]+>", "", " ".join(shown.split())))


def roles_in(markdown: str) -> list[tuple[str, str]]:
    """Return each role with its target, in the order they stand."""
    return [(name, target(content)) for name, content in ROLE.findall(markdown)]


def target(content: str) -> str:
    """Return the id that a role's content names: `shown <id>` or `id`."""
    shown = re.fullmatch(r".*<([^>]+)>", content, re.DOTALL)
    return (shown.group(1) if shown else content).strip()


@functools.lru_cache(maxsize=16)
def _parser(resolve: Resolver, curly: bool) -> MarkdownIt:  # noqa: FBT001  # the cache wants it plain
    def render(_self: RendererHTML, tokens: list, index: int, _options: object, _env: object) -> str:  # type: ignore[type-arg]
        return resolve(tokens[index].meta["role"], tokens[index].content)

    options = {"html": False, "typographer": curly, "quotes": "“”‘’"}
    parser = MarkdownIt("commonmark", options).enable(["table", *(["smartquotes"] if curly else [])])
    parser.inline.ruler.before("backticks", "role", _role)
    parser.add_render_rule("role", render)
    return parser


def _role(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it calls it so
    """Read one role where the parser stands."""
    found = ROLE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("role", "", 0)
        token.content = found.group(2)
        token.meta = {"role": found.group(1)}
    state.pos = found.end()
    return True
