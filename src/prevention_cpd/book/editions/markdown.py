"""The HTML of a compiled page as Markdown that Jupyter shows, one string a block."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from bs4.element import NavigableString, PreformattedString, Tag

from prevention_cpd.book.editions.pages import BOXES, classes, is_title, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bs4.element import PageElement

    Piece = str | Tag

_EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"}
_SIGNS = re.compile(r"[\\`*\[\]$]|(?<![^\W_])_|_(?![^\W_])|<(?=[a-z/!?])|&(?=#?\w+;)|~(?=~)", re.IGNORECASE)
#: What would start a list, a heading or a quotation.
_LINE_START = re.compile(r"^(\d*)(?=[-+.)](?:\s|$)|#{1,6}\s|>|=+$)", re.MULTILINE)
_HEADING = re.compile(r"h([1-6])")


class Markdown:
    """Turns elements into Markdown; activities come through as they are."""

    def __init__(self, link: Callable[[str], str | None]) -> None:
        """Take where the links of the page lead: a new address, or None for words without a link."""
        self._link = link

    def blocks(self, parent: Tag) -> Iterator[Piece]:
        """Yield the blocks of an element: Markdown, or the element of an activity."""
        for run in runs(parent):
            yield from self._block(run) if isinstance(run, Tag) else self._paragraph(run)

    def _block(self, tag: Tag) -> Iterator[Piece]:
        names = classes(tag)
        if "cpd-activity" in names:
            yield tag
        elif found := _HEADING.fullmatch(tag.name):
            heading = f"{'#' * int(found[1])} {_one_line(self.inline(tag.children))}"
            section = tag.parent if tag.parent and tag.parent.name == "section" and tag.name != "h1" else None
            # Before the heading: inside it, JupyterLab's table of contents would show the tag.
            yield f"{_anchor(section)}\n\n{heading}" if section else heading
        elif tag.name in {"p", "summary", "figcaption"}:
            yield from self._paragraph(tag.children, bold=is_title(tag))
        elif tag.name in {"ul", "ol"}:
            yield self._list(tag)
        elif tag.name == "dl":
            yield from self._definitions(tag)
        elif tag.name == "table":
            yield from self._table(tag)
        elif tag.name == "img":
            # As HTML: some viewers show no drawing whose data stand in a link of Markdown.
            yield f'<img alt="{escape(_one_line(str(tag.get("alt", ""))))}" src="{tag["src"]}">'
        elif tag.name == "blockquote" or not BOXES.isdisjoint(names):
            yield re.sub(r"^", "> ", self._joined(tag), flags=re.MULTILINE).replace("> \n", ">\n")
        elif tag.name == "div" and tag.get("id") and not isinstance(tag.contents[0], NavigableString):
            yield _anchor(tag)
            yield from self.blocks(tag)
        else:
            yield from self.blocks(tag)

    def _joined(self, tag: Tag) -> str:
        return "\n\n".join(str(block) for block in self.blocks(tag))

    def _paragraph(self, children: Iterable[PageElement], *, bold: bool = False) -> Iterator[str]:
        text = self.inline(children).strip()
        if text:
            text = _LINE_START.sub(r"\1\\", text)
            yield f"**{_one_line(text)}**" if bold and "**" not in text else text

    def _list(self, tag: Tag) -> str:
        items = [
            (_anchor(item), [str(block) for block in self.blocks(item)])
            for item in tag.children
            if isinstance(item, Tag)
        ]
        lines = []
        for number, (anchor, blocks) in enumerate(items, start=int(str(tag.get("start", "1")))):
            mark = f"{number}. " if tag.name == "ol" else "- "
            text = anchor + "\n\n".join(blocks)
            lines.append(re.sub(r"\n(?=.)", "\n" + " " * len(mark), mark + text))
        return ("\n\n" if any(len(blocks) > 1 for _, blocks in items) else "\n").join(lines)

    def _definitions(self, tag: Tag) -> Iterator[str]:
        for child in tag.find_all(["dt", "dd"], recursive=False):
            if child.name == "dt":
                yield f"{_anchor(child)}**{_one_line(self.inline(child.children))}**"
            else:
                yield re.sub(r"^", "> ", self._joined(child), flags=re.MULTILINE).replace("> \n", ">\n")

    def _table(self, tag: Tag) -> Iterator[str]:
        if caption := tag.find("caption"):
            yield from self._paragraph(caption.children, bold=True)
        rows = [
            [self._cell(cell) for cell in row.find_all(["th", "td"], recursive=False)]
            for row in tag.find_all("tr")
        ]
        width = max(map(len, rows))
        if not tag.find("thead"):
            rows.insert(0, [""] * width)
        rows.insert(1, ["---"] * width)
        yield "\n".join(f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows)

    def _cell(self, cell: Tag) -> str:
        text = "<br>".join(_one_line(str(block)) for block in self.blocks(cell)).replace("|", "\\|")
        row_head = cell.name == "th" and cell.find_parent("thead") is None and text and "**" not in text
        return f"**{text}**" if row_head else text

    def inline(self, children: Iterable[PageElement]) -> str:
        """Return running text."""
        return "".join(map(self._inline, children))

    def _inline(self, node: PageElement) -> str:
        if not isinstance(node, Tag):
            return "" if isinstance(node, PreformattedString) else _SIGNS.sub(_escaped, str(node))
        inner = self.inline(node.children)
        name = "strong" if "cpd-outcome-id" in classes(node) else node.name
        if name in _EMPHASIS:
            return _emphasis(node, inner, _EMPHASIS[name])
        if name == "a" and inner.strip() and (address := self._link(str(node.get("href", "")))):
            return f"[{_one_line(inner)}]({address})"
        whole = {
            "br": "<br>",
            "q": f"“{inner}”",
            "code": f"`{node.get_text()}`",
            "sub": f"<sub>{inner}</sub>",
            "sup": f"<sup>{inner}</sup>",
        }
        return whole.get(name, inner)


def _escaped(sign: re.Match[str]) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(sign[0], f"\\{sign[0]}")


def _anchor(tag: Tag) -> str:
    return f'<a id="{tag["id"]}"></a>' if tag.get("id") else ""


def _emphasis(node: Tag, inner: str, sign: str) -> str:
    """Return emphasis; as a tag where Markdown would not see that it begins or ends."""
    text = inner.strip()
    if not text:
        return inner
    before, after = str(node.previous_sibling or " ")[-1:], str(node.next_sibling or " ")[:1]
    tag = "strong" if sign == "**" else "em"
    marked = f"<{tag}>{text}</{tag}>" if before.isalnum() or after.isalnum() else f"{sign}{text}{sign}"
    return inner[: len(inner) - len(inner.lstrip())] + marked + inner[len(inner.rstrip()) :]


def _one_line(text: str) -> str:
    return " ".join(text.split())
