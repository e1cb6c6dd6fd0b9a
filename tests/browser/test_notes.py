"""The small panel at figures, terms and sources: by keyboard, by touch, without a script, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

PAGE = "modules/risk/base-rates.html"
FIGURES = "modules/terminology/reading-figures.html"


def test_a_term_opens_beside_its_link_and_gives_the_focus_back(site, page):
    """Enter opens the panel with the words of the glossary; Escape and the button close it; the link has the focus again."""
    page.goto(site + PAGE)
    link = page.locator(".cpd-text a[aria-haspopup=dialog]").filter(has_text="Sensitivity").first
    panel = page.get_by_role("dialog", name="Sensitivity")

    for close in ("Escape", "Enter"):
        link.focus()
        page.keyboard.press("Enter")
        expect(panel).to_be_focused()
        expect(panel).to_contain_text("the share whom")
        assert page.url.endswith(PAGE)
        if close == "Enter":
            panel.get_by_role("button", name="Close").focus()
        page.keyboard.press(close)
        expect(panel).to_be_hidden()
        expect(link).to_be_focused()

    link.click()
    panel.get_by_role("link", name="Full entry").click()
    expect(page).to_have_url(re.compile("glossary.html#term-sensitivity"))


def test_a_figure_shows_its_limit_and_a_source_its_title(site, page):
    """A figure's panel has what was counted and the source; a citation's has the title of the source."""
    page.goto(site + FIGURES)

    page.locator(".cpd-text p a.cpd-figure").first.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("Source:")
    expect(panel.locator(".cpd-back")).to_have_count(0)
    page.locator("h1").click()
    expect(panel).to_be_hidden()
    page.locator(".cpd-text p > small a").first.click()
    expect(panel).to_contain_text("(2019)")


def test_on_a_phone_it_stands_at_the_foot_of_the_screen(site, watch):
    """A touch opens it over the whole width, with nothing cut off at 320 pixels."""
    page = watch(viewport={"width": 320, "height": 640}, has_touch=True)
    page.goto(site + FIGURES)

    page.locator(".cpd-text p a.cpd-figure").first.tap()
    box = page.get_by_role("dialog").bounding_box()

    assert (box["x"], box["width"]) == (0, 320)
    assert box["y"] + box["height"] == pytest.approx(640, abs=1)


def test_without_a_script_links_lead_on_and_paper_has_the_notes(site, watch):
    """Where no script runs, the link leads to the entry, and the notes are on paper alone."""
    page = watch(java_script_enabled=False)
    page.goto(site + PAGE)
    notes = page.locator(".cpd-notes")

    expect(notes).to_be_hidden()
    page.emulate_media(media="print")
    expect(notes).to_be_visible()
    expect(notes).to_contain_text("sensitivity")
    page.emulate_media(media="screen")
    page.locator(".cpd-text a").filter(has_text="Sensitivity").first.click()
    expect(page).to_have_url(re.compile("glossary.html#term-sensitivity"))
