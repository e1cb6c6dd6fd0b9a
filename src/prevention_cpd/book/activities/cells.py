"""Cells that only place an activity: what they leave behind is known without starting a kernel."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt

from prevention_cpd.book.activities.placeholders import placeholder
from prevention_cpd.book.upstream import is_notebook

if TYPE_CHECKING:
    from markdown_it.token import Token
    from sphinx.application import Sphinx

_FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
#: What makes a page a notebook; without these it is plain Markdown.
_NOTEBOOK = ("jupytext", "kernelspec")
_IMPORT = "from prevention_cpd.activities import activity"


def without_kernel(source: str) -> str:
    """Return a page whose cells are the places that they would print; every line keeps its number.

    A page with any other cell is returned as it is, and MyST-NB runs it.
    """
    head = _FRONT_MATTER.match(source)
    if not head or not is_notebook(source):
        return source
    cells = [token for token in MarkdownIt().parse(source) if _is_cell(token)]
    names = [_placed(cell.content, first=cell is cells[0]) for cell in cells]
    lines = source.splitlines(keepends=True)
    for cell, name in zip(cells, names, strict=True):
        if name is None:
            return source
        start, end = cell.map or [0, 0]
        lines[start:end] = [f"{placeholder(name)}\n", *["\n"] * (end - start - 1)]
    height = head.group().count("\n")
    return _front_matter(head.group(1), height) + "".join(lines[height:])


def _is_cell(token: Token) -> bool:
    return token.type == "fence" and token.level == 0 and token.info.startswith("{code-cell}")


def _placed(cell: str, *, first: bool) -> str | None:
    """Return the id of the activity that a cell places, with its code hidden; None for any other cell."""
    code = re.sub(r"\A(?::[a-z-]+:.*\n)+", "", cell)
    if "remove-input" not in cell[: len(cell) - len(code)]:
        return None
    try:
        *before, last = ast.parse(code).body
    except (SyntaxError, ValueError):
        return None
    imported = [ast.unparse(statement) for statement in before]
    match last:
        case ast.Expr(
            value=ast.Call(func=ast.Name(id="activity"), args=[ast.Constant(value=str(name))], keywords=[])
        ):
            return name if imported == [_IMPORT] or not (imported or first) else None
    return None


def _front_matter(text: str, height: int) -> str:
    """Return the front matter without what makes a notebook, in as many lines."""
    fields = {key: value for key, value in yaml.safe_load(text).items() if key not in _NOTEBOOK}
    kept = f"---\n{yaml.safe_dump(fields)}---\n" if fields else ""
    return kept + "\n" * (height - kept.count("\n"))


def _source_read(_app: Sphinx, _docname: str, source: list[str]) -> None:
    source[0] = without_kernel(source[0])


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("source-read", _source_read)
