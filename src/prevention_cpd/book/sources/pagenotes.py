"""What the terms and sources of a page say: for the small panel that opens at a link, and for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from prevention_cpd.book import registers
from prevention_cpd.book.deferred import Page
from prevention_cpd.book.frame.coursemap import MODULES
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render
from prevention_cpd.book.upstream import citations, glossary_places

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Note(NamedTuple):
    """What is said of one link."""

    #: The HTML id of the full entry on its own page.
    anchor: str
    name: str
    #: Markdown of a paragraph.
    says: str


class PageNotes(SphinxPostTransform):
    """Adds, at the end of a page, what its links to the glossary and to the list of sources lead to."""

    #: After all references are resolved, those of citations too.
    default_priority = 210
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Add the notes, on the pages of modules: lists of reference name their sources by the hundred."""
        if not self.env.docname.startswith(MODULES):
            return
        here = Page(self.env, self.app.builder, self.env.docname)
        links = {node["refuri"] for node in self.document.findall(nodes.reference) if "refuri" in node}
        terms = [note for uri, note in self.terms(here).items() if uri in links]
        sources = [note for uri, note in self.sources(here).items() if uri in links]
        if terms or sources:
            by_name = sorted(terms, key=lambda note: note.name.casefold())
            self.document += render("page-notes", words=strings("notes"), terms=by_name, sources=sources)

    def terms(self, here: Page) -> dict[str, Note]:
        """Return each defined term by its address, seen from the page; none on the glossary's own page."""
        found = {}
        for term in registers.of(self.env).terms.terms:
            for name in filter(None, (term.term, term.expand)):
                docname, anchor = glossary_places(self.env).get(name, (None, ""))
                if docname not in {None, here.docname}:
                    found[here.uri(str(docname), anchor)] = Note(anchor, name, term.definition or "")
        return found

    def sources(self, here: Page) -> dict[str, Note]:
        """Return each source by its address, seen from the page; none on the page of the sources itself."""
        known = registers.of(self.env).references
        found = {}
        for key, docname, anchor in citations(self.env):
            if docname != here.docname and key in known:
                name = f"{known[key].authors} ({known[key].year})"
                found[here.uri(docname, anchor)] = Note(anchor, name, known[key].title)
        return found


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PageNotes)
