"""The directive {begin}: how long a module takes, and the way into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from prevention_cpd.book import contents, domain
from prevention_cpd.book.activity_nodes import ActivityNode
from prevention_cpd.book.deferred import DeferredNode
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.directives.content_note import NOTE
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.registers import of as registers_of
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render

if TYPE_CHECKING:
    from docutils.nodes import Node

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
        domain.note(self.env, Kind.PART, NAME)
        return [Way()] if self.module_of_page(FIX) else []


class Way(DeferredNode):
    """The minutes, and a button that leads to the first activity of the page, or else to the page after it."""

    def render(self, page: Page) -> list[Node]:
        """Return them."""
        part = next(
            part for part in contents.parts(page.env.config, page.env) if page.docname in part.docnames
        )
        sittings = part.sittings
        following = [entry.docname for sitting in sittings for entry in sitting][1:2]
        activity = next(iter(self.document.findall(ActivityNode)), None)
        noted = any(NOTE in box["classes"] for box in self.document.findall(nodes.container))
        return [
            render(
                NAME,
                words=strings("page"),
                module=registers_of(page.env).settings.module(part.module or ""),
                sittings=len(sittings),
                href=f"#{section_of(activity)}" if activity else page.uri(*following or [page.docname]),
                note=NOTE if noted else "",
                note_title=strings("content_note")["title"],
            )
        ]


def section_of(element: Node) -> str:
    """Return the HTML id of the section around an element."""
    found = element
    while not isinstance(found, nodes.section):
        found = found.parent
    return str(found["ids"][0])
