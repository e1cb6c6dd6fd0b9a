"""Markdown as prose: code, roles, addresses and tags blanked out, every character still on its line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from prevention_cpd.language.documents.document import Document, from_lines, is_title
from prevention_cpd.language.excuses import Marked
from prevention_cpd.language.normalise import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FENCE = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(?P<marks>`{3,}|~{3,}|:{3,})(?P<rest>[^\n`]*)$"
)
#: Fenced directives that hold code, data or names, not prose.
_CODE_NAMES = (
    "bibliography chart code code-block code-cell contents eval-rst graphviz include literalinclude math"
    " mermaid outcomes parsed-literal practice raw sourcecode tableofcontents toctree"
)
#: Fenced directives whose argument is a title.
_TITLED_NAMES = "admonition dropdown card tab-item topic sidebar grid-item-card"
_CODE, _TITLED = frozenset(_CODE_NAMES.split()), frozenset(_TITLED_NAMES.split())
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:.+-]{0,60})\}[ \t]*")
_OPTION = re.compile(r"^[ \t>]*:([A-Za-z][\w-]{0,40}):")
#: Options whose value is prose.
_PROSE_OPTIONS = frozenset({"alt", "caption", "title"})
_TICKS = re.compile(r"`+")
_ROLE = re.compile(r"\{[A-Za-z][\w:.+-]{0,60}\}$")
#: Link addresses and labels, definitions, targets, comments and tags.
_BLANKED = (
    re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*\S.*$", re.MULTILINE),
    re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)"),
    re.compile(r"(?<=\])\[[^\]\n]{0,200}\]"),
    re.compile(r"^ {0,3}(?:\([\w .:-]{1,100}\)=|%.*)$", re.MULTILINE),
    re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<[A-Za-z][\w+.-]{1,30}:[^<>\s]{0,2000}>"),
)
_EMPHASIS = re.compile(
    r"(?<![\w*\\])([*_]{1,3})(?=[^\s*_])([^*_\n]{1,300}(?:\n[^*_\n]{1,300}){0,3})\1(?![\w*])"
)
_QUOTED = re.compile(r"(?:^ {0,3}>.*(?:\n|\Z))+", re.MULTILINE)
_NOTE = re.compile(r" {0,3}>[ \t]*\[!\w{1,20}\]")


def read(text: str, notes: tuple[str, ...] = ()) -> Document:
    """Return the prose of a Markdown text, MyST included, with its block quotations and titles marked."""
    prose = _FRONT_MATTER.sub(_blank, text)
    prose = "\n".join(_outside_fences(prose.split("\n")))
    prose = _without_comments(_without_code(prose))
    for pattern in _BLANKED:
        prose = pattern.sub(_blank, prose)
    quotations = tuple(found.span() for found in _QUOTED.finditer(prose) if not _NOTE.match(found.group()))
    prose = re.sub(r"^ {0,3}>", _blank, prose, flags=re.MULTILINE)
    titles: list[Span] = []

    def unmark(found: re.Match[str]) -> str:
        marks, inner = found.group(1), found.group(2)
        if len(marks) == 1 and is_title(inner, _block(prose, *found.span())):
            titles.append(found.span())
        return " " * len(marks) + inner + " " * len(marks)

    # Bold within italics needs a second look.
    for _ in range(2):
        prose = _EMPHASIS.sub(unmark, prose)
    titles = [
        span for span, after in pairwise([*sorted(set(titles)), (len(prose) + 1, 0)]) if span[1] <= after[0]
    ]
    return from_lines(prose, Marked(quotations=quotations, titles=tuple(titles)), notes)


def _blank(found: re.Match[str]) -> str:
    return _blanks(found.group())


def _blanks(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _block(text: str, start: int, end: int) -> str:
    """Return what stands around a stretch, up to the blank lines or 600 characters."""
    before = text[max(0, start - 600) : start].rpartition("\n\n")[2]
    return before + text[start:end] + text[end : end + 600].partition("\n\n")[0]


def _outside_fences(lines: list[str]) -> Iterator[str]:
    """Yield each line; those of code blocks are blank, of other directives only the marks are."""
    waiting: list[str] = []  # the marks of directives with prose that are still open
    code = ""  # the marks of the code block that is open
    options = False
    for line in lines:
        found = _FENCE.match(line)
        marks = found.group("marks") if found else ""
        rest = found.group("rest").strip() if found else ""
        if code:
            code = "" if marks.startswith(code) and not rest else code
            yield " " * len(line)
        elif found and not rest and waiting and marks.startswith(waiting[-1]):
            waiting.pop()
            yield " " * len(line)
        elif found and (directive := _DIRECTIVE.match(rest)) and directive.group(1) not in _CODE:
            waiting.append(marks)
            options = True
            kept = rest[directive.end() :] if directive.group(1) in _TITLED else ""
            yield kept.rjust(len(line))
        elif found and marks[0] == ":":
            yield " " * len(line)
        elif found:
            code = marks
            yield " " * len(line)
        elif options and (option := _OPTION.match(line)):
            prose = option.group(1) in _PROSE_OPTIONS
            yield line[option.end() :].rjust(len(line)) if prose else " " * len(line)
        else:
            options = False
            yield line


def _without_code(text: str) -> str:
    """Blank what stands between back-ticks, with the role before it."""
    pieces = []
    done = 0
    ends = [found.start() for found in re.finditer(r"\n[ \t]*\n", text)]
    for begin, stop in pairwise([0, *ends, len(text)]):
        runs = list(_TICKS.finditer(text, begin, stop))
        last = {len(run.group()): at for at, run in enumerate(runs)}
        at = 0
        while at < len(runs):
            size = len(runs[at].group())
            if last[size] == at:
                at += 1
                continue
            close = next(n for n in range(at + 1, len(runs)) if len(runs[n].group()) == size)
            role = _ROLE.search(text, max(done, runs[at].start() - 64), runs[at].start())
            start, end = role.start() if role else runs[at].start(), runs[close].end()
            pieces += [text[done:start], _blanks(text[start:end])]
            done, at = end, close + 1
    return "".join([*pieces, text[done:]])


def _without_comments(text: str) -> str:
    """Blank HTML comments, and a last one that is never closed."""
    pieces = []
    done = 0
    while (start := text.find("<!--", done)) >= 0:
        close = text.find("-->", start + 4)
        end = close + 3 if close >= 0 else len(text)
        pieces += [text[done:start], _blanks(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])
