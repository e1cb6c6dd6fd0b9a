"""What the search of a book keeps of its pages: what a reader sees, once, and no answer."""

from __future__ import annotations

import json

import pytest
from book.directives.test_jurisdiction import PLACES


def kept(book, name="modules/terminology/index"):
    """Return heading, anchor and text of all that the search has of a page."""
    place = (
        book.out.with_name(f"{book.out.name}.doctrees") / "cpd-search" / f"{name.replace('/', '%2F')}.json"
    )
    return [tuple(each) for each in json.loads(place.read_text(encoding="utf-8"))]


@pytest.fixture
def helped(micro):
    """Return the small book with help lines of two places, on the page of support and on another."""
    micro.write("assets/jurisdictions.yml", PLACES)
    for name in ("reference/help", "modules/terminology/index"):
        micro.page("Who rings whom.\n\n```{help-lines}\n```", name)
    return micro.build()


def test_answers_are_not_given_away(micro):
    """The search has what an activity asks, and nothing of what it says after that."""
    micro.write("modules/terminology/index.md", micro.cell("terminology/opener"))
    [(_, _, says), *_] = kept(micro.build())

    assert "Apples fall." in says
    for answer in ("They do.", "Some are green"):
        assert answer in micro.main().get_text()
        assert answer not in says


def test_help_lines_are_found_by_place_on_the_page_of_support(helped):
    """Each place is an entry of its own, with its services, and leads to itself."""
    entries = {heading: (anchor, says) for heading, anchor, says in kept(helped, "reference/help")}

    anchor, says = entries["Appleland"]
    assert helped.main("reference/help").find(id=anchor).summary.string == "Appleland"
    assert "0800 123 456" in says
    assert "0800 123 456" not in entries["First page"][1]


def test_help_lines_elsewhere_are_left_out(helped):
    """On other pages they say nothing that the page of support does not say."""
    assert "0800 123 456" in helped.main().get_text()
    assert kept(helped) == [("First page", "", "Who rings whom.")]


def test_no_section_is_cut(micro):
    """What stands at the end of a long section is found too."""
    micro.page(f"{'A pip. ' * 2000}\n\nThe last word is quince.")

    assert kept(micro.build())[0][2].endswith("The last word is quince.")
