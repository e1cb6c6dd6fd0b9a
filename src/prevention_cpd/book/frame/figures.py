"""The end of a page: what its figures count, and "Mark this section as done"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from prevention_cpd.book import domain, registers
from prevention_cpd.book.activities.activity_nodes import SectionDoneNode
from prevention_cpd.book.deferred import DeferredNode, html
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.sources.citing import cite
from prevention_cpd.book.sources.facts import entry, is_expired, slug
from prevention_cpd.book.sources.registerpages import is_register, register_page
from prevention_cpd.book.strings import strings
from prevention_cpd.core import markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from prevention_cpd.book.deferred import Page
    from prevention_cpd.book.domain import Use
    from prevention_cpd.evidence import Fact


#: The HTML id of the section.
FIGURES = "figures-on-this-page"


class RegisterLink(DeferredNode):
    """A link to a fact's entry in the evidence register, wherever that page stands."""

    def render(self, page: Page) -> list[Node]:
        """Return the link; nothing in a book without a register page."""
        docname = register_page(page.env, self["fact"])
        if docname is None:
            return []
        address = page.uri(docname, f"fact-{slug(self['fact'])}")
        return [
            nodes.Text(" "),
            nodes.reference("", strings("figures")["register"], refuri=address, internal=True),
        ]


class FiguresOnThisPage(SphinxTransform):
    """Lists, at the end of a page, each figure that the page prints."""

    default_priority = 810

    def apply(self, **_kwargs: object) -> None:
        """Append the section."""
        here = domain.of(self.env).on_page(self.env.docname, Kind.FACT)
        if not here or is_register(self.env, self.env.docname):
            return
        section = nodes.section(ids=[FIGURES], names=["figures on this page"])
        section += nodes.title("", strings("figures")["title"])
        facts = registers.of(self.env).facts
        items = nodes.bullet_list(classes=["cpd-figures"])
        for name in dict.fromkeys(use.id for use in here):
            items += self.item(facts[name], [use for use in here if use.id == name])
        section += items
        top(self.document).append(section)

    def item(self, fact: Fact, uses: Sequence[Use]) -> nodes.list_item:
        """Return one figure: what it says and its limit; then its source, its standing and the way back."""
        words = strings("figures")
        says = nodes.paragraph("", "", nodes.strong("", fact.text), nodes.Text(f": {fact.statement} "))
        says += html(markup.to_inline_html(fact.caveat))
        comes = nodes.paragraph("", f"{words['source']} ", classes=["cpd-figure-source"])
        comes += cite(self.env, self.document, fact.sources, 1, style="alp")
        comes += nodes.Text(f". {strings('status')[fact.status]}")
        comes += [RegisterLink(fact=fact.id), *back_links([use.anchor for use in uses if use.anchor])]
        item = nodes.list_item("", says, ids=[entry(fact.id)])
        if is_expired(self.env, fact):
            item += nodes.paragraph("", words["review"].format(date=fact.review_by), classes=["cpd-review"])
        item += comes
        return item


def back_links(anchors: Sequence[str]) -> list[nodes.Node]:
    """Return links to the places of the page that print a figure."""
    words = strings("figures")
    links: list[nodes.Node] = []
    for number, anchor in enumerate(dict.fromkeys(anchors), start=1):
        link = nodes.reference("", "", refuri=f"#{anchor}", internal=True, classes=["cpd-back"])
        link += nodes.inline("", f"{words['back']} ", classes=["cpd-hidden-text"])
        link += nodes.Text(f"↑\N{NO-BREAK SPACE}{number}")
        links += [nodes.Text(" "), link]
    return links


class MarkAsDone(SphinxTransform):
    """Puts the control "Mark this section as done" at the end of each page of a module."""

    default_priority = 820

    def apply(self, **_kwargs: object) -> None:
        """Append the control."""
        if self.env.docname.startswith("modules/"):
            top(self.document).append(SectionDoneNode())


def top(document: nodes.document) -> nodes.Element:
    """Return the section that the whole page stands in."""
    return next((child for child in document.children if isinstance(child, nodes.section)), document)


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(FiguresOnThisPage)
    app.add_transform(MarkAsDone)
