"""The directive {module-pages}: the pages of a module by sittings, and those that go further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book import domain
from prevention_cpd.book.deferred import DeferredNode
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.directives.begin import FIX
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.frame import contents, studytime
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.nodes import Node

    from prevention_cpd.book.deferred import Page


class ModulePages(CourseDirective):
    """Leaves a place for the list."""

    def run(self) -> list[nodes.Node]:
        """Record the page as an overview of others."""
        domain.note(self.env, Kind.OVERVIEW, "module-pages")
        return [PagesOfModule()] if self.module_of_page(FIX) else []


class PagesOfModule(DeferredNode):
    """The pages, each with its minutes."""

    def render(self, page: Page) -> list[Node]:
        """Return a list for each sitting, without the page itself, and one for the pages that go further."""
        words = strings("page")
        found = contents.parts(page.env.config, page.env)
        part = next(part for part in found if page.docname in part.docnames)
        several = len(part.sittings) > 1
        groups = [
            (words["sitting"].format(n=number) if several else "", sitting)
            for number, sitting in enumerate(part.sittings, start=1)
        ]
        if further := part.further:
            groups.append((words["further_pages"].format(n=len(further)), further))
        listed = [
            (title, [self.row(page, entry) for entry in entries if entry.docname != page.docname])
            for title, entries in groups
        ]
        return [render("module-pages", groups=listed, words=words)]

    def row(self, page: Page, entry: contents.Entry) -> dict[str, object]:
        """Return what is said of a page."""
        return {
            "href": page.uri(entry.docname),
            "title": entry.title,
            "minutes": page.env.metadata[entry.docname].get(studytime.KEY, 0),
        }
