"""An entry of "Who is who" as its page prints it, and the filter above the entries."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from prevention_cpd.book import contents, registers
from prevention_cpd.book.citing import address
from prevention_cpd.book.facts import slug
from prevention_cpd.book.mentions import pages_naming
from prevention_cpd.book.registerpages import register_page
from prevention_cpd.book.strings import strings
from prevention_cpd.core import markup
from prevention_cpd.core.markup import to_inline_html
from prevention_cpd.evidence.initiatives import RUNGS, TIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prevention_cpd.book.deferred import Page
    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.evidence import Initiative

#: A body such as a police agency is named nearly everywhere: the pages that name it most will do.
MOST_PAGES = 4


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


def item(page: Page, entry: Initiative, resolve: Resolver, order: Sequence[str]) -> str:
    """Return one entry."""
    words = strings("who")
    line = words["line"].format(
        tiers=_tiers(entry),
        countries=", ".join(entry.countries),
        status=words["status"][entry.status],
        checked=entry.checked,
    )
    effect = [f"<b>{words['effect']}</b> {to_inline_html(entry.effect, resolve)}"] if entry.effect else []
    paragraphs = [
        to_inline_html(entry.what, resolve),
        *effect,
        f"<b>{words['evidence']}</b> {_strength(entry)}",
        f"<b>{words['sources']}</b> {_sources(page, entry)} {_named(page, entry, order)}",
    ]
    text = "".join(f"<p>{paragraph.strip()}</p>" for paragraph in paragraphs)
    data = {"tiers": entry.tiers, "countries": entry.countries}
    attributes = "".join(f' data-{name}="{escape("|".join(values))}"' for name, values in data.items())
    head = f'<h3>{escape(entry.title)}</h3><p class="cpd-who-line">{escape(line)}</p>'
    return f'<li id="who-{slug(entry.id)}"{attributes}>{head}{text}{_figures(page, entry)}</li>\n'


def filters(entries: Iterable[Initiative]) -> str:
    """Return the controls that narrow the list, and the place where the number of entries is told."""
    words = strings("who")
    entries = tuple(entries)
    countries = sorted({country for entry in entries for country in entry.countries})
    kinds = {entry.kind for entry in entries}
    choices = {
        "tiers": (words["tier"], {name: words["tiers"][name] for name in (*TIERS, "none")}),
        "kind": (words["kind"], {name: text for name, text in words["kinds"].items() if name in kinds}),
        "countries": (words["country"], {name: name for name in countries}),
    }
    controls = "".join(_select(name, label, options) for name, (label, options) in choices.items())
    search = f'<label>{escape(words["words"])}<input type="search" name="words" autocomplete="off"></label>'
    template = escape(words["count"].replace("{all}", str(len(entries))))
    return (
        '<form class="cpd-who-filter cpd-needs-script"><fieldset>'
        f"<legend>{escape(words['filter'])}</legend>{controls}{search}"
        f'<button type="reset">{escape(words["clear"])}</button></fieldset>'
        f'<p role="status" class="cpd-who-count" data-template="{template}"></p></form>'
    )


def _select(name: str, label: str, options: dict[str, str]) -> str:
    any_one = f'<option value="">{escape(strings("who")["any"])}</option>'
    others = "".join(
        f'<option value="{escape(value)}">{escape(text[:1].upper() + text[1:])}</option>'
        for value, text in options.items()
    )
    return f'<label>{escape(label)}<select name="{name}">{any_one}{others}</select></label>'


def _tiers(entry: Initiative) -> str:
    words = strings("who")["tiers"]
    return str(words["all"]) if entry.tiers == TIERS else ", ".join(words[tier] for tier in entry.tiers)


def _strength(entry: Initiative) -> str:
    """Return the strength in words, with a scale of squares where it is a rung."""
    words = strings("who")
    text = words["strength"][entry.strength]
    if entry.rung is None:
        return f"{escape(text)}."
    if entry.rung:
        text = words["rung"].format(strength=text, n=entry.rung, all=len(RUNGS))
    squares = "■" * entry.rung + "□" * (len(RUNGS) - entry.rung)
    return f'<span class="cpd-rungs" aria-hidden="true">{squares}</span> {escape(text)}.'


def _sources(page: Page, entry: Initiative) -> str:
    references = registers.of(page.env).references
    labels = []
    for key in entry.sources:
        label = escape(references[key].label if key in references else key)
        target = address(page, key)
        labels.append(f'<a href="{target}">{label}</a>' if target else label)
    # A source without a date ends in "n.d.", which has its full stop already.
    stop = "" if labels[-1].removesuffix("</a>").endswith(".") else "."
    return f"{'; '.join(labels)}{stop}"


def _named(page: Page, entry: Initiative, order: Sequence[str]) -> str:
    """Return links to the pages that name the entry, in the order of the course."""
    words = strings("who")
    found = pages_naming(page.env, entry, order)
    if not found:
        return f"<b>{words['named']}</b> {escape(words['named_nowhere'])}."
    shown = sorted(found[:MOST_PAGES], key=lambda place: order.index(place[0]))
    links = [
        f'<a href="{page.uri(docname, anchor)}">{escape(_title(page, docname))}</a>'
        for docname, anchor in shown
    ]
    if len(found) > MOST_PAGES:
        links.append(escape(words["named_more"].format(n=len(found) - MOST_PAGES)))
    return f"<b>{words['named']}</b> {', '.join(links)}."


def _title(page: Page, docname: str) -> str:
    """Return the title of a page, with its part where several pages have that title."""
    title = page.title(docname)
    if sum(other.astext() == title for other in page.env.titles.values()) < 2:
        return title
    parts = contents.parts(page.env.config, page.env)
    part = next((part.title for part in parts if docname in part.docnames), "")
    return f"{title} ({part.partition(':')[0]})" if part else title


def _figures(page: Page, entry: Initiative) -> str:
    """Return the figures that bear on the entry and are not in its text, folded."""
    words = strings("who")
    facts = registers.of(page.env).facts
    lines = []
    for fact in (facts[name] for name in entry.facts if name in facts):
        statement = to_inline_html(fact.statement)
        target = _fact_address(page, fact.id)
        shown = f'<a href="{target}">{statement}</a>' if target else statement
        lines.append(f"<li>{shown} <b>{escape(fact.text)}</b></li>")
    if not lines:
        return ""
    more = escape(words["figures"].format(n=len(lines)))
    whose = escape(words["figures_of"].format(name=entry.title))
    summary = f'<summary>{more}<span class="cpd-hidden-text"> {whose}</span></summary>'
    return f"<details>{summary}<ul>{''.join(lines)}</ul></details>"


def _fact_address(page: Page, name: str) -> str | None:
    docname = register_page(page.env, name)
    return page.uri(docname, f"fact-{slug(name)}") if docname else None
