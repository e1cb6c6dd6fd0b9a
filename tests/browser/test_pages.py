"""Every page of the built course, in a browser: accessible, complete by itself, light, readable on a small screen."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from watching import watching

pytestmark = pytest.mark.slow

#: By colour scheme. The dark one changes colours only, so only what looks at colours can find anything new.
RULES = {
    "light": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
#: Bytes, uncompressed, that a first visit and any further page may cost.
FIRST, NEXT = 500_000, 60_000
#: What is longer, each with its own limit, because its own text alone comes near the budget or beyond it:
LONGER = {
    # fetches the words of the whole course when a reader turns to it
    "search.html": 275_000,
    # lists that are filtered or looked up as one page, and that a link leads into
    "reference/who-is-who.html": 119_000,
    "reference/glossary.html": 70_000,
    "reference/references.html": 69_000,
    "reference/evidence-register.html": 72_000,
    "reference/evidence/tiers.html": 73_000,
}
WIDE_SCREEN = 1280


def pages(book: Path) -> list[str]:
    """Return the addresses of all pages, relative to the book."""
    return sorted(path.relative_to(book).as_posix() for path in book.rglob("*.html"))


def settle(page) -> None:
    """Wait until every live part of the page has come up."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('.cpd-activity')].every(each => each.querySelector('.cpd-live, .cpd-failed:not([hidden])'))"
    )


#: The text spacing of WCAG 1.4.12.
SPACING = (
    "* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
    "p {margin-bottom: 2em !important}"
)
#: What reaches further to the right than the screen.
WIDE = """w => document.documentElement.scrollWidth <= w ? [] : ['the page',
    ...[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w + 1)
    .map(e => e.tagName + '.' + e.className).slice(0, 5)]"""
#: Controls outside of running text that measure less than 24 by 24 pixels.
SMALL = """() => [...document.querySelectorAll(
    'button, summary, select, .cpd-top a, .cpd-contents a, .cpd-footer a, .cpd-neighbours a')]
    .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24).map(([html, box]) => `${html} ${box.width}x${box.height}`)"""


@dataclass(kw_only=True)
class Found:
    """What is wrong with the pages at one width, each line with the page's name."""

    axe: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    heavy: list[str] = field(default_factory=list)


#: Pages come up slowly, so each is opened once at each width, by one worker, and looked at in all ways:
#: the wide ones from a server, the narrow ones from disk, so that both roads are walked.
WIDTHS = [
    pytest.param(width, marks=pytest.mark.xdist_group(f"pages at {width}")) for width in (WIDE_SCREEN, 320)
]
at_each_width = pytest.mark.parametrize("found", WIDTHS, indirect=True, scope="module")
on_a_wide_screen = pytest.mark.parametrize("found", WIDTHS[:1], indirect=True, scope="module")


@pytest.fixture(scope="module")
def found(request, book, site, browser):
    """Every page opened, in light and dark, and with more space in its text.

    Axe takes most of the time: without --all it looks at each page at one of the widths, in turn.
    """
    width, axe, all_of = request.param, Axe(), Found()
    in_turn = 1 if request.config.getoption("--all") else len(WIDTHS)
    with watching(browser) as watch:
        # A colour on its way to another one is not a colour that anybody has to read.
        page = watch(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        weigh = weighing(page, site, all_of) if width == WIDE_SCREEN else None
        for number, name in enumerate(pages(book), width == WIDE_SCREEN):
            page.emulate_media(color_scheme="light")
            if weigh:
                weigh(name)
            else:
                page.goto((book / name).as_uri())
                settle(page)
            all_of.failed += [name] * page.locator(".cpd-failed:not([hidden])").count()
            for scheme, rules in RULES.items() if number % in_turn == 0 else ():
                page.emulate_media(color_scheme=scheme)
                # A page from disk may not read its own style sheets; the rule that needs them has run by then.
                options = {"runOnly": rules, "resultTypes": ["violations"], "preload": weigh is not None}
                results = axe.run(page, options=options)
                all_of.axe += [
                    f"{name} {scheme}: {rule['id']} ({len(rule['nodes'])}): "
                    f"{rule['nodes'][0]['html'][:160]} {rule['nodes'][0]['failureSummary'][:300]}"
                    for rule in results.response["violations"]
                ]
            all_of.small += [f"{name}: {each}" for each in page.evaluate(SMALL)]
            all_of.wide += [f"{name}: {each}" for each in page.evaluate(WIDE, width)]
            page.add_style_tag(content=SPACING)
            all_of.wide += [f"{name} (spaced): {each}" for each in page.evaluate(WIDE, width)]
    if folder := os.environ.get("CPD_ACCESSIBILITY"):
        # For tools/accessibility.py, which writes the accessibility statement from it.
        result = {"width": width, "pages": len(pages(book)), **asdict(all_of)}
        Path(folder, f"{width}.json").write_text(json.dumps(result), encoding="utf-8")
    return all_of


def weighing(page, site, all_of):
    """Return a function that opens a page of the site and notes when it, or a first visit to it, is too heavy."""
    cost: dict[str, int] = {}
    page.on("response", lambda response: cost.update({response.url.split("?")[0]: len(response.body())}))
    page.goto(site + "index.html", wait_until="load")
    settle(page)
    page.wait_for_load_state("networkidle")
    start = dict(cost)

    def visit(name: str) -> None:
        cost.clear()
        page.goto(site + name, wait_until="load")
        settle(page)
        first = sum(cost.values())
        further = sum(size for address, size in cost.items() if address not in start)
        if first > FIRST or further > LONGER.get(name, NEXT):
            all_of.heavy.append(f"{name}: {first} on a first visit, {further} after the start page")

    return visit


@at_each_width
def test_axe_finds_nothing_on_any_page(found):
    """Automated rules of WCAG 2.0 to 2.2, levels A and AA, and best practice: nothing, light and dark."""
    assert not found.axe, "\n".join(found.axe)


@at_each_width
def test_no_page_scrolls_sideways(found):
    """At 320 pixels (400 % zoom of 1280), also with the text spacing of WCAG 1.4.12, nothing is cut off."""
    assert not found.wide, "\n".join(found.wide)


@at_each_width
def test_targets_are_large_enough(found):
    """Controls outside of running text measure at least 24 by 24 pixels (WCAG 2.5.8)."""
    assert not found.small, "\n".join(found.small)


@at_each_width
def test_every_page_works_on_a_server_and_from_disk(found):
    """All pages come up with all their live parts, from a server and as files, and ask nobody for anything."""
    assert not found.failed


@on_a_wide_screen
def test_weights(found):
    """A first visit to any page, and any page after the start page, stays within its budget."""
    assert not found.heavy, "\n".join(found.heavy)


def test_no_page_or_script_names_a_content_network(book):
    """No byte that is shipped holds the address of a server for scripts or fonts."""
    names = [
        "cdnjs",
        "jsdelivr",
        "unpkg",
        "googleapis",
        "gstatic",
        "fontawesome",
        "thebe",
        "require.js",
        "mathjax",
    ]
    found = [
        f"{path.relative_to(book)}: {name}"
        for path in sorted(book.rglob("*"))
        if path.suffix in {".html", ".js", ".css", ".svg"}
        for name in names
        if name in path.read_text(encoding="utf-8").lower()
    ]

    assert not found


def read(path: Path) -> BeautifulSoup:
    """Return a page as it is shipped."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_every_page_says_what_it_is_and_where_help_is(book):
    """Each page declares language and reading direction and has one first-level heading.

    Help is found in the same place relative to the rest of the page (WCAG 3.2.6).
    """
    places = set()
    for name in pages(book):
        page = read(book / name)
        assert (page.html["lang"], page.html["dir"]) == ("en-GB", "ltr"), name
        assert len(page.find_all("h1")) == 1, name
        places.add(page.select_one(".cpd-help").find_previous_sibling()["class"][0])

    # The page of the search has the field in its text, not above it.
    assert places == {"cpd-search", "cpd-menu-button"}


def test_tables_of_explorers_keep_their_heads_on_a_narrow_screen(site, watch):
    """Their cells name no column, so that numbers alone would say nothing: the table stays one."""
    page = watch(viewport={"width": 320, "height": 640})
    page.goto(site + "modules/risk/from-a-flag-to-a-queue.html")
    heads = page.locator(".cpd-root .cpd-numbers thead th")

    page.wait_for_function("document.querySelectorAll('.cpd-root .cpd-numbers').length === 2")
    page.evaluate("document.querySelectorAll('.cpd-fold').forEach(fold => (fold.open = true))")
    assert {head.evaluate("e => getComputedStyle(e).display") for head in heads.all()} == {"table-cell"}
    assert heads.last.evaluate("e => e.closest('thead').offsetHeight") > 20
