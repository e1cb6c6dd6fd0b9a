"""A fact as the register prints it. Markup is kept short: a page has hundreds of facts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from prevention_cpd.book import registers
from prevention_cpd.book.citing import address
from prevention_cpd.book.facts import is_expired, slug
from prevention_cpd.book.registerpages import places, register_page
from prevention_cpd.book.strings import strings
from prevention_cpd.core.markup import to_inline_html

if TYPE_CHECKING:
    from prevention_cpd.book.deferred import Page
    from prevention_cpd.evidence import Fact


def in_full(page: Page, fact: Fact) -> str:
    """Return everything that the register knows of a fact, and links to the pages that print it."""
    words = strings("register")
    value = f"<b>{escape(fact.text)}</b> ({escape(fact.year)})"
    paragraphs = [
        f"{value}. {_sentence(fact.population)}",
        f"{words['caveat']} {_sentence(fact.caveat)}",
        *_review(page, fact),
        f"{words['source']} {_source(page, fact)} {strings('status')[fact.status]} "
        + words["checked"].format(checked=fact.checked, review_by=fact.review_by),
        f"{words['used']} {_used(page, fact)}",
    ]
    heading = f"<h2>{to_inline_html(fact.statement)}</h2>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f'<div id="fact-{slug(fact.id)}">{heading}{text}</div>\n'


def in_one_line(page: Page, fact: Fact) -> str:
    """Return a fact with its value and source; its statement leads to the full entry on another page."""
    docname = register_page(page.env, fact.id)
    statement = to_inline_html(fact.statement)
    value = f"<b>{escape(fact.text)}</b>"
    if docname is None or docname == page.docname:
        return f'<li id="fact-{slug(fact.id)}">{statement} {value} ({_labels(page, fact)})</li>\n'
    return f'<li><a href="{page.uri(docname, f"fact-{slug(fact.id)}")}">{statement}</a> {value}</li>\n'


def _review(page: Page, fact: Fact) -> list[str]:
    """Return a note when the fact should have been checked again by now."""
    if not is_expired(page.env, fact):
        return []
    words = strings("figures")["review"].format(date=fact.review_by)
    return [f'<span class="cpd-review">{escape(words)}</span>']


def _source(page: Page, fact: Fact) -> str:
    locator = f", {to_inline_html(fact.locator)}" if fact.locator else ""
    return f"{_labels(page, fact)}{locator}."


def _labels(page: Page, fact: Fact) -> str:
    """Return the labels of the sources, each with a link to its entry in the references."""
    references = registers.of(page.env).references
    labels = []
    for key in fact.sources:
        label = escape(references[key].label if key in references else key)
        target = address(page, key)
        labels.append(f'<a href="{target}">{label}</a>' if target else label)
    return "; ".join(labels)


def _used(page: Page, fact: Fact) -> str:
    links = places(page.env, fact.id).items()
    return ", ".join(
        f'<a href="{page.uri(docname, anchor)}">{escape(page.title(docname))}</a>'
        for docname, anchor in links
    )


def _sentence(text: str) -> str:
    """Return Markdown as HTML that ends like a sentence."""
    shown = to_inline_html(text)
    return shown if shown.endswith((".", "!", "?")) else f"{shown}."
