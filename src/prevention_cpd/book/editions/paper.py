"""What a page says as plain data for the typesetter: blocks and running text, each with its kind."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any

from bs4.element import NavigableString, PreformattedString, Tag

from prevention_cpd.book.editions.drawings import svg_of
from prevention_cpd.book.editions.pages import BOXES, classes, is_title, runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4.element import PageElement

    Node = dict[str, Any]

_RUNNING = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "code": "code"}
_RUNNING |= {"sub": "sub", "sup": "sup", "q": "q"}
_PARAGRAPHS = frozenset({"p", "summary", "figcaption", "caption", "dt"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = {"ul": "list", "ol": "enum"}


class Paper:
    """Turns the pages of a book into data; answers are set aside for the back."""

    def __init__(self, help_page: str | None, services: int) -> None:
        """Take the page with the help lines, and how many they are: who repeats them all leads there."""
        #: Of each activity with answers: its label, its title, and the answers.
        self.answers: list[tuple[str, str, list[Node]]] = []
        #: Every place that a link may lead to.
        self.labels: set[str] = set()
        self._page = self._title = ""
        self._help_page = help_page
        self._services = services

    def page(self, docname: str, title: str, article: Tag) -> list[Node]:
        """Return the blocks of a page; its title comes first."""
        self._page = docname
        self._title = title
        self.labels.add(docname)
        return self._blocks(article)

    def _blocks(self, parent: Tag) -> list[Node]:
        found: list[Node] = []
        for run in runs(parent):
            found += self._block(run) if isinstance(run, Tag) else self._paragraph(run)
        return found

    def _block(self, tag: Tag) -> list[Node]:
        names = classes(tag)
        if "cpd-activity" in names:
            return [self._activity(tag)]
        if "cpd-places" in names and self._page != self._help_page and self._repeats_help(tag):
            return [{"kind": "help", "label": self._help_page}]
        return self._element(tag)

    def _element(self, tag: Tag) -> list[Node]:
        if tag.name in _PARAGRAPHS:
            title = is_title(tag) or tag.name == "dt"
            return self._placed(tag) + self._paragraph(tag.children, title=title)
        if tag.name in _LISTS:
            start = int(str(tag.get("start", "1")))
            return [{"kind": _LISTS[tag.name], "start": start, "items": self._items(tag)}]
        if tag.name == "table":
            return self._table(tag)
        if tag.name == "img":
            return [{"kind": "drawing", "alt": str(tag["alt"]), "svg": svg_of(str(tag["src"]))}]
        if tag.name in _HEADINGS:
            return [{"kind": "heading", "level": int(tag.name[1]), "body": self._running(tag.children)}]
        inner = self._placed(tag) + self._blocks(tag)
        boxed = tag.name in {"blockquote", "dd"} or not BOXES.isdisjoint(classes(tag))
        return [{"kind": "box", "body": inner}] if boxed else inner

    def _repeats_help(self, tag: Tag) -> bool:
        return bool(self._services) and len(tag.select(".cpd-help-lines > li")) == self._services

    def _activity(self, tag: Tag) -> Node:
        """Return its readable face, and set its answers aside."""
        face = tag.select_one("div.cpd-fallback")
        title = face.find("p", class_="cpd-title") if face else None
        hidden = face.find_all("details") if face else []
        label = f"activity:{tag['data-cpd-activity']}"
        for fold in hidden:
            fold.extract()
            if summary := fold.find("summary"):
                summary.extract()
        answers = [block for fold in hidden for block in self._blocks(fold)]
        if answers:
            self.labels |= {label, f"answers:{label}"}
            name = title.get_text(" ", strip=True) if title else ""
            self.answers.append((label, f"{self._title}: {name}", answers))
        return {
            "kind": "activity",
            "label": label if answers else "",
            "body": self._blocks(face) if face else [],
        }

    def _paragraph(self, children: Iterable[PageElement], *, title: bool = False) -> list[Node]:
        body = self._running(children)
        said = any(not isinstance(each, str) or each.strip() for each in body)
        return [{"kind": "title" if title else "paragraph", "body": body}] if said else []

    def _items(self, tag: Tag) -> list[list[Node]]:
        return [self._placed(item) + self._blocks(item) for item in tag.children if isinstance(item, Tag)]

    def _table(self, tag: Tag) -> list[Node]:
        caption = tag.find("caption")
        rows = [
            [self._blocks(cell) for cell in row.find_all(["th", "td"], recursive=False)]
            for row in tag.find_all("tr")
        ]
        lengths = [
            [len(cell.get_text()) for cell in row.find_all(["th", "td"], recursive=False)]
            for row in tag.find_all("tr")
        ]
        width = max(map(len, rows))
        # Wide enough for what stands in it, and never a sliver.
        share = [min(max(12, *(row[at] for row in lengths if at < len(row))), 90) for at in range(width)]
        table = {
            "kind": "table",
            "columns": share,
            "head": rows[0] if tag.find("thead") else [],
            "rows": rows[1:] if tag.find("thead") else rows,
        }
        return [*(self._block(caption) if isinstance(caption, Tag) else []), table]

    def _placed(self, tag: Tag) -> list[Node]:
        """Return the mark of a place that a link may lead to."""
        if not tag.get("id") or tag.name == "section":
            return []
        label = f"{self._page}#{tag['id']}"
        self.labels.add(label)
        return [{"kind": "place", "label": label}]

    def _running(self, children: Iterable[PageElement]) -> list[str | Node]:
        return [each for child in children for each in self._piece(child)]

    def _piece(self, node: PageElement) -> list[str | Node]:
        if isinstance(node, NavigableString):
            return [] if isinstance(node, PreformattedString) else [" ".join(f".{node}.".split())[1:-1]]
        if not isinstance(node, Tag):
            return []
        body = self._running(node.children)
        if node.name == "br":
            return [{"kind": "break"}]
        if node.name == "a" and body:
            return [{"kind": "link", "to": self._target(str(node.get("href", ""))), "body": body}]
        kind = "strong" if "cpd-outcome-id" in classes(node) else _RUNNING.get(node.name)
        return [{"kind": kind, "body": body}] if kind and body else body

    def _target(self, address: str) -> str:
        """Return where a link leads: an address elsewhere, or the label of a place in the handbook."""
        path, _, anchor = address.partition("#")
        if ":" in path:
            return address
        docname = normpath(join(dirname(self._page), path)).removesuffix(".html") if path else self._page
        return f"{docname}#{anchor}" if anchor else docname
