"""The directive {jurisdiction}: what holds in each place; a reader chooses theirs once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives

from prevention_cpd.book import domain, registers
from prevention_cpd.book.deferred import DeferredNode
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render
from prevention_cpd.book.warn import Warn, warn
from prevention_cpd.evidence.jurisdictions import TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from prevention_cpd.book.deferred import Page

#: What a page with {jurisdiction} is recorded under.
NAME = "jurisdiction"
HELP = "help"


class JurisdictionDirective(CourseDirective):
    """Prints the topics that are named, or all, of every place."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        #: Whom the services are for, of `audience` in assets/jurisdictions.yml; without it all are shown.
        "audience": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Record the page, and leave a place for the sheets."""
        known = (*TOPICS, HELP)
        topics = " ".join(self.arguments).split() or list(known)
        for topic in topics:
            if topic not in known:
                message = (
                    f"'{topic}' is no topic of assets/jurisdictions.yml. Write one of {', '.join(known)}"
                )
                warn(Warn.UNKNOWN_TOPIC, message, self.get_location())
        return self.sheets([topic for topic in topics if topic in known])

    def sheets(self, topics: list[str], *, opened: bool = False, folded: bool = False) -> list[nodes.Node]:
        """Return the place for the sheets with these topics, all open, or all within one fold."""
        self.env.note_dependency(str(self.registers.tree.jurisdictions))
        domain.note(self.env, Kind.PART, NAME)
        audience = self.options.get("audience", "").split()
        services = [service for place in self.registers.jurisdictions for service in place.help]
        served = sorted({each for service in services for each in service.audience})
        for name in audience:
            if name not in served:
                known = ", ".join(served)
                message = f"no service of assets/jurisdictions.yml is for '{name}'. Write one of {known}"
                warn(Warn.UNKNOWN_AUDIENCE, message, self.get_location())
        return [Sheets(topics=topics, audience=audience, opened=opened, folded=folded)]


class Sheets(DeferredNode):
    """Every place with some topics. Nobody reads all of it, so it adds no minutes to its page."""

    def render(self, page: Page) -> list[Node]:
        """Return the choice, and the places below it."""
        words, course = strings("jurisdiction"), registers.of(page.env)
        name = course.settings.help_page or page.docname
        elsewhere = name in page.env.titles and name != page.docname
        return [
            render(
                "jurisdiction",
                words=words,
                headings={**words["topics"], **course.settings.topics},
                places=course.jurisdictions,
                topics=self["topics"],
                audience=set(self["audience"]),
                opened=self["opened"],
                folded=self["folded"],
                help_page=(page.uri(name), page.title(name)) if elsewhere else None,
            )
        ]


def _script(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, object], _doctree: nodes.document | None
) -> None:
    """Give the page its script; no other page asks for it."""
    if app.env and any(use.id == NAME for use in domain.of(app.env).on_page(pagename, Kind.PART)):
        app.add_js_file("cpd-places.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the directive and the event."""
    app.add_directive(NAME, JurisdictionDirective)
    app.connect("html-page-context", _script)
