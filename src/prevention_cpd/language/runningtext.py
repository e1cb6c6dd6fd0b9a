"""The running text of a page: its paragraphs and list items, one a line, without the marks of Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.core import markup
from prevention_cpd.language.readability import Reading, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BLOCKS = (
    re.compile(r"\A---\n.*?\n---\n", re.DOTALL),
    re.compile(r"^(`{3,}|~{3,})\{code-cell\}.*?^\1\s*$", re.DOTALL | re.MULTILINE),
    re.compile(r"<!--.*?-->", re.DOTALL),
)
#: Lines that nobody reads as a sentence: headings, tables, fences, options, comments and targets.
_NO_SENTENCE = re.compile(r"\s*(?:#|\||[`~:]{3,}|:[a-z-]+:|%|\([^)\s]+\)=|<)")
_ROLE = re.compile(r"\{([a-z:]+)\}`([^`]*)`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_START = re.compile(r"\s*(?:>\s*)*(?:[-*+]|\d+\.)?\s+|\s*>\s*")


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
    for block in _BLOCKS:
        markdown = block.sub("", markdown)
    lines = [_line(line, shown) for line in markdown.splitlines() if not _NO_SENTENCE.match(line)]
    return "\n".join(line for line in lines if line)


def _line(line: str, shown: Callable[[str, str], str]) -> str:
    if start := _START.match(line):
        line = line[start.end() :]
    line = _ROLE.sub(lambda found: shown(found.group(1), found.group(2)), line)
    line = _LINK.sub(lambda found: found.group(1), line)
    return re.sub(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", line).strip()
