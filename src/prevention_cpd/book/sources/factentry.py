"""What the register prints of a fact. Markup is kept short: a page has hundreds of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.book import registers
from prevention_cpd.book.sources.citing import address
from prevention_cpd.book.sources.facts import is_expired, slug
from prevention_cpd.book.sources.registerpages import places, register_page
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import inline

if TYPE_CHECKING:
    from markupsafe import Markup

    from prevention_cpd.book.deferred import Page
    from prevention_cpd.evidence import Fact


def entry(page: Page, fact: Fact) -> dict[str, Any]:
    """Return everything that the register knows of a fact, and the pages that print it."""
    references = registers.of(page.env).references
    docname = register_page(page.env, fact.id)
    anchor = f"fact-{slug(fact.id)}"
    return {
        "anchor": anchor,
        #: The address of its full entry, when that stands on another page.
        "elsewhere": page.uri(docname, anchor) if docname not in {None, page.docname} else None,
        "statement": inline(fact.statement),
        "text": fact.text,
        "year": fact.year,
        "population": _sentence(fact.population),
        "caveat": _sentence(fact.caveat),
        "expired": is_expired(page.env, fact),
        "sources": [
            (address(page, key), references[key].label if key in references else key) for key in fact.sources
        ],
        "locator": inline(fact.locator) if fact.locator else None,
        "status": strings("status")[fact.status],
        "checked": fact.checked,
        "review_by": fact.review_by,
        "places": [
            (page.uri(place, at), page.title(place)) for place, at in places(page.env, fact.id).items()
        ],
    }


def _sentence(text: str) -> Markup:
    """Return Markdown as HTML that ends like a sentence."""
    shown = inline(text)
    return shown if shown.endswith((".", "!", "?")) else shown + "."
