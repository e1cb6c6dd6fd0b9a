"""The directive {reading-levels}: how hard each page is to read.

Each page is measured when it is read, and the table is made when all are known.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.transforms import SphinxTransform

from prevention_cpd.book import domain, registers
from prevention_cpd.book.deferred import DeferredNode
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.frame import contents
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render
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
        """Return the table, the same titles of several modules below the name of their part."""
        parts = [("", [page.env.config.root_doc])]
        parts += [(part.title, part.docnames) for part in contents.parts(page.env.config, page.env)]
        bodies = [(title, _rows(page, docnames)) for title, docnames in parts]
        return [render("reading-levels", words=strings("reading_levels"), bodies=bodies)]


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


def _rows(page: Page, docnames: list[str]) -> list[dict[str, object]]:
    """Return address, title and level of each page that has a level."""
    return [
        {"uri": page.uri(docname), "title": page.title(docname), "level": found}
        for docname in docnames
        if (found := level(page.env, docname))
    ]


def setup(app: Sphinx) -> None:
    """Register the directive and the transform."""
    app.add_directive(NAME, ReadingLevels)
    app.add_transform(Measure)
