"""The search of the book: words, numbers, slips and synonyms; support first; nothing kept."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.slow

PAGE = "modules/terminology/why-terms-matter.html"


@pytest.fixture(params=["server", "disk"])
def start(request, book, site) -> str:
    """Return the address of the book: on a web server, and as files."""
    return site if request.param == "server" else f"{book.as_uri()}/"


@pytest.fixture
def found(site, page):
    """Return a function that searches and gives what the page says and which sections it lists."""

    def search(words):
        page.goto(site + "search.html")
        page.locator("#cpd-q-page").fill(words)
        page.keyboard.press("Enter")
        page.locator("#cpd-search-count:not(:empty)").wait_for()
        return page.locator("#cpd-search-count").inner_text(), page.locator(".cpd-found li").all_inner_texts()

    return search


def test_search_by_keyboard(start, page):
    """A word typed into the field of any page finds sections, says how many, and leads there."""
    page.goto(start + PAGE)
    page.locator("#cpd-q").focus()
    page.keyboard.type("cybertipline")
    page.keyboard.press("Enter")
    hit = page.locator(".cpd-found").get_by_role("link").first
    hit.wait_for()

    assert page.locator("#cpd-q-page").input_value() == "cybertipline"
    assert "found for “cybertipline”" in page.get_by_role("status").inner_text()
    assert "cybertipline" in page.locator(".cpd-found li mark").first.inner_text().lower()
    name = hit.inner_text()
    hit.press("Enter")
    page.locator(":target", has_text=name).wait_for()


@pytest.mark.parametrize("number", ["2019", "18", "1,000", "0.7"])
def test_numbers_are_found(found, number):
    """A year, an age, a number with its comma and a fraction are words like any other."""
    said, rows = found(number)

    assert rows, said
    assert all(number in row for row in rows[:3])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        # A letter missing, too many, replaced, out of turn; a sound written in another way; a hyphen left out.
        ("groming", "grooming"),
        ("sucide", "Suicide and families"),
        ("suicde", "Suicide and families"),
        ("exploitaton", "Preventing online child sexual exploitation"),
        ("exploitasion", "Preventing online child sexual exploitation"),
        ("victm", "victim"),
        ("offnder", "offender"),
        ("offendor", "offender"),
        ("stigam", "Stigma and accountability"),
        ("pedofile", "paedophile"),
        ("pedophille", "paedophil"),
        ("sextorsion", "sextortion"),
        ("KIRATT", "KIRAT, the tool for the queue"),
        ("selfgenerated", "self-generated"),
        ("livestreaming", "live-streamed child sexual abuse"),
        # Words as they should be, short forms, and what means the same.
        ("paedophile", "paedophile"),
        ("pedophile", "paedophil"),
        ("KIRAT", "KIRAT, the tool for the queue"),
        ("CSAM", "CSAM, child sexual abuse material"),
        ("CSEM", "CSEM, child sexual exploitation material"),
        ("csea", "New regulations on reporting child sexual exploitation and abuse"),
        ("self generated", "self-generated"),
        ("live-stream", "live-streamed child sexual abuse"),
        ("flags", "Going further: from a flag to a queue"),
        ("helpline", "helpline"),
        ("hotline", "hotline"),
        ("burnout", "Looking after each other"),
        ("flashback", "Looking after each other"),
        ("PPV", "Base rates"),
        ("deepfake", "AI-generated CSEM"),
        ("2 %", "Try it: count what a flag means"),
        ("2 in 100", "Move the numbers"),
    ],
)
def test_what_was_meant_comes_first(found, typed, first):
    """A slip of the pen, the other number, a short form and a synonym lead first to what was meant."""
    _, rows = found(typed)

    assert rows[0].lower().startswith(first.lower()), rows[:3]


def test_a_slip_is_told(found):
    """A reader sees that other words than those that were typed were looked for; words of the course stay."""
    assert found("groming")[0].startswith("The course does not have “groming”.")
    assert "“grooming”" in found("groming")[0]
    assert "does not have" not in found("growing")[0]


@pytest.mark.parametrize("typed", ["molestr", "molestor", "monstre", "preditor", "pervrt"])
def test_no_slip_is_mended_into_a_label(found, typed):
    """Nobody who typed something else is told that they meant a word that the course advises against."""
    said, _ = found(typed)

    assert not re.search(r"“(molester|monster|predator|pervert)", said)


@pytest.mark.parametrize("typed", ["988", "1098", "13 11 14", "116 123", "Lifeline", "childline"])
def test_a_help_line_is_found_where_it_stands(found, page, typed):
    """A number or name of a service leads first to its place on the page of support, and opens there."""
    found(typed)

    link = page.locator(".cpd-found a").first
    assert link.get_attribute("href").startswith("reference/help.html#help-")
    link.click()
    assert typed.lower() in page.locator("[data-cpd-place]:target").inner_text().lower()


def test_what_has_some_of_the_words_is_told_as_such(found):
    """Where no section has all the words that tell something, those that have some of them are listed, and few."""
    said, rows = found("I feel bad about what I saw")

    assert said.startswith("No section has all the words of “I feel bad about what I saw”.")
    assert 0 < len(rows) <= 10


def test_an_entry_of_a_list_is_found_by_itself(found, page):
    """A term, a body and a figure lead to their own place on a long page, the last of them too."""
    found("youth-produced sexual imagery")

    assert (
        page.locator(".cpd-found a")
        .first.get_attribute("href")
        .startswith("reference/glossary.html#term-youth")
    )


@pytest.mark.parametrize(
    "typed",
    [
        "suicide",
        "sucide",
        "I cannot cope",
        "I can’t cope",
        "flashbacks",
        "I feel bad about what I saw",
        "cannot sleep after the images",
        # Whole sentences, of which the course has some words only.
        "my uncle touched me",
        "my dad hurt me",
        "he made me send pictures",
        "someone is blackmailing my son",
        "I think my husband is looking at children",
        "i want to dye",
        "kil myself",
        # Words that the course has, or avoids, as somebody types them who was harmed, or fears for a child or of themselves.
        "molested",
        "raped",
        "groomed",
        "when I was little",
        "my son",
        "am I a pedophile",
        "urges",
        "exhausted",
    ],
)
def test_support_comes_first_for_words_of_distress(found, page, typed):
    """Above all that was found stands the way to the page of support."""
    found(typed)

    first = page.locator("#search-results a").first
    assert first.inner_text() == "Sources of support"
    assert first.get_attribute("href") == "reference/help.html"


def test_a_search_without_a_hit_says_so(found, page):
    """Words that no page has are answered honestly, with what to try, and with the page of support."""
    said, rows = found("xylophone")

    assert rows == []
    assert said.startswith("Nothing in the course has “xylophone”")
    assert page.locator("#search-results a").inner_text() == "Sources of support"


def test_an_excerpt_shows_what_a_reader_sees(found, page):
    """It holds no line that stays hidden, and marks whole words where the word asked for is short."""
    _, rows = found("I feel bad about what I saw")

    assert rows
    assert not any("could not start" in row for row in rows)
    assert "i" not in [mark.lower() for mark in page.locator(".cpd-found li mark").all_inner_texts()]


def test_what_was_searched_stays_nowhere(site, page):
    """Neither the address nor the browser's stores hold it afterwards; going back shows the results again."""
    page.goto(site + "search.html?q=suicide")
    page.locator(".cpd-found li a").first.wait_for()

    assert "suicide" not in page.url
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "suicide" not in stored
    page.locator(".cpd-found li a").first.click()
    page.go_back()
    page.locator(".cpd-found li a").first.wait_for()
