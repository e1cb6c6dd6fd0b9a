"""The directive {evidence-register}: each fact, and every place that uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.book import domain, registers
from prevention_cpd.book.deferred import DeferredNode
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.sources.factentry import entry
from prevention_cpd.book.sources.registerpages import NAME, places, register_page
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render
from prevention_cpd.book.warn import Warn, warn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from docutils import nodes
    from docutils.nodes import Node

    from prevention_cpd.book.deferred import Page
    from prevention_cpd.evidence import Fact


class EvidenceRegister(CourseDirective):
    """Prints assets/evidence.yml; with a module as argument, what that module is the first to use.

    A page for a module keeps the general page short: there such a fact is one line.
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Record the page, look for every source, and leave a place for the entries."""
        module = self.arguments[0] if self.arguments else ""
        if module and self.registers.settings.module(module) is None:
            message = f"no module '{module}' in assets/course.yml. Correct the id"
            warn(Warn.UNKNOWN_MODULE, message, self.get_location())
        register = self.registers.facts
        self.env.note_dependency(str(register.path))
        self.env.note_dependency(str(self.registers.tree.references))
        domain.note(self.env, Kind.OVERVIEW, NAME, module)
        for fact in register.values():
            for key in set(fact.sources) - set(self.registers.references):
                message = f"assets/references.bib has no '{key}', the source of the fact '{fact.id}'. Add it"
                warn(Warn.UNKNOWN_SOURCE, message, f"{register.path}:{fact.line}")
        return [Entries(module=module)]


class Entries(DeferredNode):
    """The entries of one register page."""

    def render(self, page: Page) -> list[Node]:
        """Return the entries of the page; on the general page also those of the others, in one line each."""
        facts = registers.of(page.env).facts.values()
        mine = [fact for fact in facts if register_page(page.env, fact.id) == page.docname]
        used = [fact for fact in mine if places(page.env, fact.id)]
        waiting = [fact for fact in mine if not places(page.env, fact.id)]
        return [
            render(
                "fact-entries",
                words=strings("register"),
                review=strings("figures")["review"],
                used=[entry(page, fact) for fact in used],
                others=[] if self["module"] else list(_elsewhere(page, facts)),
                waiting=[entry(page, fact) for fact in waiting],
            )
        ]


def _elsewhere(page: Page, facts: Collection[Fact]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Yield for each register page of a module its address, its title and its facts."""
    for docname, use in domain.of(page.env).places_of(Kind.OVERVIEW, NAME):
        there = [fact for fact in facts if register_page(page.env, fact.id) == docname]
        if use.anchor and there:
            yield page.uri(docname), page.title(docname), [entry(page, fact) for fact in there]
