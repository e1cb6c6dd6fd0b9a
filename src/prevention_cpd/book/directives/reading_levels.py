"""The directive {reading-levels}: how hard each page is to read.

Each page is measured when it is read, and the table is made when all are known.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.transforms import SphinxTransform

from prevention_cpd.book import contents, domain, registers
from prevention_cpd.book.deferred import DeferredNode, html
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.strings import strings
from prevention_cpd.core.yamlfile import read_text
from prevention_cpd.language import Reading, reading_of

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from prevention_cpd.book.deferred import Page

#: What a page with {reading-levels} is recorded under.
NAME = "reading-levels"
#: Where the level stands in a page's metadata.
KEY = "cpd_reading"


class ReadingLevels(CourseDirective):
    """Leaves a place for the table."""

    def run(self) -> list[nodes.Node]:
        """Record the page as an overview."""
        domain.note(self.env, Kind.OVERVIEW, NAME)
        return [Table()]


class Table(DeferredNode):
    """The pages with their levels, in reading order."""

    def render(self, page: Page) -> list[Node]:
        """Return the table."""
        words = strings("reading_levels")
        columns = [words["page"], words["words"], words["sentence"], words["grade"]]
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
        root = page.env.config.root_doc
        bodies = _body(page, "", [root], columns)
        # The same title may stand in several modules, so the name of the part goes first.
        for part in contents.parts(page.env.config, page.env):
            bodies += _body(page, part.title, part.docnames, columns)
        caption = f"<caption>{escape(words['caption'])}</caption>"
        return [html(f"<table>{caption}<thead><tr>{head}</tr></thead>{bodies}</table>")]


class Measure(SphinxTransform):
    """Measures the page that is being read."""

    default_priority = 805

    def apply(self, **_kwargs: object) -> None:
        """Keep the level with the page."""
        source = read_text(Path(self.env.doc2path(self.env.docname)))
        figures = {fact.id: fact.text for fact in registers.of(self.env).facts.values()}
        self.env.metadata[self.env.docname][KEY] = reading_of(source, figures)


def level(env: BuildEnvironment, docname: str) -> Reading | None:
    """Return how hard a page is to read, or None when it has too few words."""
    return cast("Reading | None", env.metadata.get(docname, {}).get(KEY))


def _body(page: Page, title: str, docnames: list[str], columns: list[str]) -> str:
    """Return the rows of a part below its title, or nothing when no page of it has a level."""
    levels = [(docname, found) for docname in docnames if (found := level(page.env, docname))]
    rows = "".join(_row(page, docname, found, columns[1:]) for docname, found in levels)
    head = f'<tr><th scope="rowgroup" colspan="{len(columns)}">{escape(title)}</th></tr>' if title else ""
    return f"<tbody>{head}{rows}</tbody>" if rows else ""


def _row(page: Page, docname: str, found: Reading, columns: list[str]) -> str:
    """Return a row; each cell names its column for narrow screens."""
    figures = [str(found.words), f"{found.words_a_sentence:.1f}", f"{found.grade:.1f}"]
    cells = "".join(
        f'<td><span class="cpd-column">{escape(name)}: </span>{figure}</td>'
        for name, figure in zip(columns, figures, strict=True)
    )
    link = f'<a href="{page.uri(docname)}">{escape(page.title(docname))}</a>'
    return f'<tr><th scope="row">{link}</th>{cells}</tr>'


def setup(app: Sphinx) -> None:
    """Register the directive and the transform."""
    app.add_directive(NAME, ReadingLevels)
    app.add_transform(Measure)
