"""The directive {modules}: a card for each module, with sign, subject, minutes, and what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from prevention_cpd.book import domain, registers
from prevention_cpd.book.deferred import DeferredNode
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.frame import contents
from prevention_cpd.book.frame.emblems import emblem
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from prevention_cpd.book.deferred import Page

#: What a page with {modules} is recorded under.
NAME = "modules"


class Modules(CourseDirective):
    """Leaves a place for the cards."""

    def run(self) -> list[nodes.Node]:
        """Record the page as an overview of the modules."""
        self.env.note_dependency(str(self.registers.settings.file.path))
        domain.note(self.env, Kind.OVERVIEW, NAME)
        return [Cards()]


class Cards(DeferredNode):
    """The cards, in the order of the contents."""

    def render(self, page: Page) -> list[Node]:
        """Return them."""
        settings = registers.of(page.env).settings
        cards = []
        for part in contents.parts(page.env.config, page.env):
            module = settings.module(part.module or "")
            if module is None:
                continue
            cards.append(
                {
                    "id": module.id,
                    "title": part.title,
                    "href": page.uri(part.docnames[0]),
                    "sign": Markup(emblem(module.sign)) if module.sign else "",  # noqa: S704  # escaped there
                    "about": module.about,
                    "minutes": module.minutes,
                    "further": module.further,
                }
            )
        return [render("module-cards", cards=cards, words=strings("page"))]


def setup(app: Sphinx) -> None:
    """Register the directive and its node."""
    app.add_node(Cards)
    app.add_directive(NAME, Modules)
