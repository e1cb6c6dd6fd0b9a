"""Tables on a narrow screen: each row becomes a block there, so each cell says its column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from prevention_cpd.book.upstream import EMPTY_HEADING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ColumnNames(SphinxPostTransform):
    """Puts the name of its column into each cell; the style sheet shows it on a narrow screen only."""

    default_priority = 300
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Look for tables with one row of headings."""
        for group in self.document.findall(nodes.tgroup):
            heads = list(group.findall(nodes.thead))
            if len(heads) != 1 or len(heads[0]) != 1:
                continue
            names = [" ".join(cell.astext().split()) for cell in heads[0].findall(nodes.entry)]
            for body in group.findall(nodes.tbody):
                for row in body.findall(nodes.row):
                    _name_cells(row, names)


def _name_cells(row: nodes.Element, names: list[str]) -> None:
    """Name every cell of a column that has a heading."""
    for cell, name in zip(row, names, strict=False):
        first = next(iter(cell.children), None)
        if isinstance(first, nodes.paragraph) and name and first.astext().strip():
            first.insert(0, nodes.inline("", f"{name}: ", classes=["cpd-column"]))


def _empty_headings(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Make a plain cell of the corner above row headings: docutils calls it the heading of nothing."""
    if "body" in context:
        context["body"] = context["body"].replace(EMPTY_HEADING, "<td></td>")


def setup(app: Sphinx) -> None:
    """Register the transform and the event."""
    app.add_post_transform(ColumnNames)
    app.connect("html-page-context", _empty_headings)
