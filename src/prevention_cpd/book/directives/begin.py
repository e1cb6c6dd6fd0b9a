"""The directive {begin}: how long a module takes, and the way into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes

from prevention_cpd.book import domain, registers
from prevention_cpd.book.activities.activity_nodes import ActivityNode
from prevention_cpd.book.deferred import DeferredNode
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.directives.content_note import NOTE
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.frame import contents
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from prevention_cpd.book.deferred import Page

#: What a page with {begin} is recorded under.
NAME = "begin"
#: What to do where there is no module.
FIX = "Write it on a page of a module"


class Begin(CourseDirective):
    """Leaves a place for the facts and the button."""

    def run(self) -> list[nodes.Node]:
        """Record the page as the start of its module."""
        self.env.note_dependency(str(self.registers.settings.file.path))
        if self.module_of_page(FIX) is None:
            return []
        domain.note(self.env, Kind.PART, NAME)
        return [Way()]


class Way(DeferredNode):
    """The minutes, and a button that leads to the first activity of the page, or else to the next page."""

    def render(self, page: Page) -> list[Node]:
        """Return them."""
        found = contents.parts(page.env.config, page.env)
        part = next(part for part in found if page.docname in part.docnames)
        following = contents.neighbours([*contents.walk(part.pages)], page.docname).after
        whole = cast("nodes.document", self.document)
        sections = [_section(activity) for activity in whole.findall(ActivityNode)]
        noted = any(NOTE in box["ids"] for box in whole.findall(nodes.container))
        return [
            render(
                NAME,
                words=strings("page"),
                module=registers.of(page.env).settings.module(part.module or ""),
                sittings=len(part.sittings),
                href=f"#{sections[0]}" if sections else page.uri(following or page.docname),
                note=NOTE if noted else "",
                note_title=strings("content_note")["jump"],
            )
        ]


def begins(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page tells the minutes of its whole module; its own would only confuse."""
    return any(use.id == NAME for use in domain.of(env).on_page(docname, Kind.PART))


def _section(element: Node) -> str:
    """Return the HTML id of the section that an element stands in."""
    while not isinstance(element, nodes.section):
        element = element.parent
    return str(element["ids"][0])
