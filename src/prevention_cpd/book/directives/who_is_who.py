"""The directive {who-is-who}: the entries of assets/initiatives.yml by kind, with a filter on top.

The list is complete without a script; cpd-who.js only hides what does not match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from prevention_cpd.book import domain, registers
from prevention_cpd.book.deferred import DeferredNode
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.sources import mentions, whoentry
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render
from prevention_cpd.book.warn import Warn, warn

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from prevention_cpd.book.deferred import Page

#: What a page with {who-is-who} is recorded under.
NAME = "who-is-who"


class WhoIsWho(CourseDirective):
    """Prints the filter, and a section for each kind of entry."""

    def run(self) -> list[nodes.Node]:
        """Record the page, look for every fact and source, and leave places for the entries."""
        entries = self.registers.initiatives
        for path in (entries.path, self.registers.facts.path, self.registers.tree.references):
            self.env.note_dependency(str(path))
        domain.note(self.env, Kind.OVERVIEW, NAME)
        self.look_up()
        found: list[nodes.Node] = [
            render(
                "who-filter",
                words=strings("who"),
                choices=whoentry.choices(entries),
                count=len(entries),
            )
        ]
        for kind, title in entries.words.kinds.items():
            if any(entry.kind == kind for entry in entries.values()):
                section = nodes.section(ids=[f"who-kind-{kind}"])
                section += [nodes.title("", title), Entries(kind=kind)]
                found.append(section)
        return found

    def look_up(self) -> None:
        """Warn of facts and sources that the registers do not have."""
        entries = self.registers.initiatives
        for entry in entries.values():
            place = f"{entries.path}:{entry.line}"
            for name in sorted({*entry.printed, *entry.facts} - set(self.registers.facts)):
                message = f"no fact '{name}' in assets/evidence.yml, named by '{entry.id}'. Correct the id"
                warn(Warn.UNKNOWN_FACT, message, place)
            for key in sorted(set(entry.sources) - set(self.registers.references)):
                message = f"assets/references.bib has no '{key}', a source of '{entry.id}'. Add it"
                warn(Warn.UNKNOWN_SOURCE, message, place)


class Entries(DeferredNode):
    """The entries of one kind, by name."""

    def render(self, page: Page) -> list[Node]:
        """Return them as a list."""
        entries = registers.of(page.env).initiatives.values()
        mine = sorted(
            (entry for entry in entries if entry.kind == self["kind"]),
            key=lambda entry: entry.title.lstrip("“").casefold(),
        )
        order = mentions.reading_order(page.env)
        resolve = whoentry.resolving(page)
        items = [whoentry.item(page, entry, resolve, order) for entry in mine]
        return [render("who-entries", words=strings("who"), entries=items)]


def _files(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give the page its style sheet and script; no other page asks for them."""
    env = app.env
    if env and any(use.id == NAME for use in domain.of(env).on_page(pagename, Kind.OVERVIEW)):
        app.add_css_file("cpd-who.css")
        app.add_js_file("cpd-who.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the directive and the event."""
    app.add_directive(NAME, WhoIsWho)
    app.connect("html-page-context", _files)
