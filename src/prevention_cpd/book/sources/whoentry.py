"""What the page "Who is who" prints of an entry, and of the filter above the entries."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from prevention_cpd.book import registers
from prevention_cpd.book.frame import contents
from prevention_cpd.book.sources.citing import address
from prevention_cpd.book.sources.facts import slug
from prevention_cpd.book.sources.mentions import pages_naming
from prevention_cpd.book.sources.registerpages import register_page
from prevention_cpd.book.strings import strings
from prevention_cpd.core import markup
from prevention_cpd.core.markup import to_inline_html
from prevention_cpd.evidence.initiatives import NO_GROUP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prevention_cpd.book.deferred import Page
    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.evidence import Initiative, Initiatives
    from prevention_cpd.evidence.initiatives import Vocabulary

#: A large public body is named nearly everywhere: the pages that name it most will do.
MOST_PAGES = 3


def resolving(page: Page) -> Resolver:
    """Return what prints a figure of an entry as a link to its caveat; the source stands below."""
    facts = registers.of(page.env).facts

    def resolve(role: str, content: str) -> str:
        name = markup.target(content)
        if role != "fact" or name not in facts:
            return markup.plain(role, content)
        own_words = name != content.strip()
        text = escape(content.rpartition("<")[0].strip() if own_words else facts[name].text)
        target = _fact_address(page, name)
        return f'<a class="cpd-figure" href="{target}">{text}</a>' if target else text

    return resolve


def item(page: Page, entry: Initiative, resolve: Resolver, order: Sequence[str]) -> dict[str, Any]:
    """Return what one entry prints; what holds Markdown is HTML already."""
    words, own = strings("who"), registers.of(page.env).initiatives.words
    line = words["line"].format(
        label=own.label,
        groups=_groups(entry, own),
        countries=", ".join(entry.countries),
        status=words["status"][entry.status],
        checked=entry.checked,
    )
    named = pages_naming(page.env, entry, order)
    shown = sorted(named[:MOST_PAGES], key=lambda place: order.index(place[0]))
    references = registers.of(page.env).references
    return {
        "slug": slug(entry.id),
        "title": entry.title,
        "groups": entry.groups,
        "countries": entry.countries,
        "line": line,
        "what": Markup(to_inline_html(entry.what, resolve)),  # noqa: S704  # the parser lets no HTML through
        "effect": Markup(to_inline_html(entry.effect, resolve)),  # noqa: S704  # the same
        "strength": _strength(entry, own),
        # A scale of squares where the strength is a rung.
        "squares": None if entry.rung is None else "■" * entry.rung + "□" * (len(own.ladder) - entry.rung),
        "sources": [
            (address(page, key), references[key].label if key in references else key) for key in entry.sources
        ],
        "pages": [(page.uri(docname, anchor), _title(page, docname)) for docname, anchor in shown],
        "more_pages": max(0, len(named) - MOST_PAGES),
        "figures": _figures(page, entry),
    }


def choices(found: Initiatives) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the choices of the filter: for each its label, and its options by value."""
    words, own = strings("who"), found.words
    countries = sorted({country for entry in found.values() for country in entry.countries})
    kinds = {entry.kind for entry in found.values()}
    return {
        "groups": (own.choose, {**own.groups, NO_GROUP: words["groups"][NO_GROUP]}),
        "kind": (words["kind"], {name: text for name, text in own.kinds.items() if name in kinds}),
        "countries": (words["country"], {name: name for name in countries}),
    }


def _groups(entry: Initiative, own: Vocabulary) -> str:
    words = strings("who")["groups"]
    if entry.groups == tuple(own.groups):
        return str(words["all"])
    return ", ".join({**words, **own.groups}[name] for name in entry.groups)


def _strength(entry: Initiative, own: Vocabulary) -> str:
    words = strings("who")
    text = str({**words["strength"], **own.ladder, **own.beside}[entry.strength])
    if not entry.rung:
        return text
    return str(words["rung"].format(strength=text, n=entry.rung, all=len(own.ladder)))


def _title(page: Page, docname: str) -> str:
    """Return the title of a page, with its part where several pages have that title."""
    title = page.title(docname)
    if sum(other.astext() == title for other in page.env.titles.values()) < 2:
        return title
    parts = contents.parts(page.env.config, page.env)
    part = next((part.title for part in parts if docname in part.docnames), "")
    return f"{title} ({part.partition(':')[0]})" if part else title


def _figures(page: Page, entry: Initiative) -> list[tuple[str | None, Markup, str]]:
    """Return address, statement and value of the figures that bear on the entry and are not in its text."""
    facts = registers.of(page.env).facts
    return [
        (_fact_address(page, name), Markup(to_inline_html(facts[name].statement)), facts[name].text)  # noqa: S704  # the same
        for name in entry.facts
        if name in facts
    ]


def _fact_address(page: Page, name: str) -> str | None:
    docname = register_page(page.env, name)
    return page.uri(docname, f"fact-{slug(name)}") if docname else None
