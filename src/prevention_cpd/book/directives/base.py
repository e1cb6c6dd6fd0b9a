"""What the directives share: the registers, the place in the source, a titled box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from prevention_cpd.book import registers
from prevention_cpd.book.deferred import html
from prevention_cpd.book.frame.emblems import BOXES, emblem
from prevention_cpd.book.warn import Warn, warn
from prevention_cpd.core import markup

if TYPE_CHECKING:
    from prevention_cpd.book.registers import Registers
    from prevention_cpd.core.settings import Module


class CourseDirective(SphinxDirective):
    """A directive of the course."""

    @property
    def registers(self) -> Registers:
        """The data of the course."""
        return registers.of(self.env)

    def module_of_page(self, fix: str) -> Module | None:
        """Return the module that this page belongs to; without one, tell the author how to mend it."""
        folder = ([*self.env.docname.split("/"), ""])[1]
        module = self.registers.settings.module(folder)
        if module is None:
            message = f"this page belongs to no module of assets/course.yml ('{self.env.docname}'). {fix}"
            warn(Warn.NO_MODULE, message, self.get_location())
        return module

    def body(self) -> list[nodes.Node]:
        """Return the content of the directive, read as Markdown of the page."""
        container = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, container)
        return container.children

    def box(self, title: str, name: str, *children: nodes.Node, kind: str) -> nodes.container:
        """Return a box of a kind of `emblems`; its title is no heading, so the outline has none of it."""
        box = nodes.container(classes=["cpd-panel", name, f"cpd-box-{kind}"])
        sign = html(emblem(BOXES[kind]))
        box += nodes.paragraph("", "", sign, nodes.Text(title), classes=["cpd-panel-title"])
        box += children
        self.set_source_info(box)
        return box


def inline(text: str) -> list[nodes.Node]:
    """Return Markdown of a register as nodes for use within a paragraph."""
    return [html(markup.to_inline_html(text))]
