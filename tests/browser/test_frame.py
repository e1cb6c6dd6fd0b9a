"""The frame of the page in a browser: by keyboard, on a narrow screen, in the dark, from disk."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

PAGE = "modules/terminology/why-terms-matter.html"


@pytest.fixture(params=["server", "disk"])
def start(request, book, site) -> str:
    """Return the address of the book: on a web server, and as files."""
    return site if request.param == "server" else f"{book.as_uri()}/"


def test_the_skip_link_comes_first_and_leads_to_the_text(start, page):
    """One press of Tab shows it, Enter moves on to the main text."""
    page.goto(start + PAGE)
    page.keyboard.press("Tab")
    link = page.locator(":focus")

    assert link.get_attribute("class") == "cpd-skip"
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_dark_mode_is_kept(start, page):
    """The button tells its state, turns the page dark, and the choice holds on the next page."""
    page.goto(start + PAGE)
    button = page.get_by_role("button", name="Dark")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert button.get_attribute("aria-pressed") == "false"
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert dark != light
    page.goto(start + "reference/glossary.html")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"


def test_contents_on_a_narrow_screen(start, watch):
    """The contents are behind a button that tells its state; Escape closes them and gives the focus back."""
    page = watch(viewport={"width": 320, "height": 640})
    page.goto(start + PAGE)
    button = page.get_by_role("button", name="Contents")
    nav = page.locator("#cpd-contents")

    assert not nav.is_visible()
    button.press("Enter")
    assert nav.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not nav.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Contents"


def test_contents_lead_to_every_page(start, page):
    """A script puts the pages of the other parts into the contents: here they are those of the start page."""
    hrefs = "links => links.map(link => link.href.split('#')[0])"
    page.goto(start + "index.html")
    every = page.locator("#cpd-contents a").evaluate_all(hrefs)
    page.goto(start + PAGE)

    assert page.locator("#cpd-contents a").evaluate_all(hrefs) == every


def test_without_javascript_everything_can_be_read(start, watch):
    """Contents, text, activities and answers are there; what needs a script is not shown."""
    page = watch(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto(start + PAGE)

    assert page.locator("#cpd-contents").is_visible()
    assert page.locator(".cpd-fallback").first.is_visible()
    assert not page.locator(".cpd-dark").is_visible()
    assert not page.locator(".cpd-menu-button").is_visible()


def test_a_section_that_is_done_is_ticked_in_the_contents(start, page):
    """Marking a section shows at once in the contents and beside the title, also after a reload."""
    page.goto(start + PAGE)
    page.locator(".cpd-section-done input").check()

    current = page.locator("#cpd-contents [aria-current=page]")
    assert "(done)" in current.inner_text()
    assert "1 of " in page.locator(".cpd-where-done").inner_text()
    page.reload()
    assert "(done)" in page.locator("#cpd-contents [aria-current=page]").inner_text()
    page.locator(".cpd-section-done input").uncheck()
    assert "(done)" not in page.locator("#cpd-contents [aria-current=page]").inner_text()


def test_the_start_page_leads_on_from_where_the_reader_was(start, page):
    """Cards tell how much of each module is done, and the button leads to the next page that is not."""
    page.goto(start + "index.html")
    go_on = page.locator(".cpd-start a")
    first = go_on.inner_text()
    assert page.locator(".cpd-card").count() == page.locator("#cpd-contents details[data-cpd-part]").count()
    assert page.locator(".cpd-card-done").first.inner_text() == ""

    page.goto(start + PAGE)
    page.goto(start + "index.html")
    assert go_on.inner_text() == "Carry on: Why terms matter"
    page.goto(start + PAGE)
    page.locator(".cpd-section-done input").check()
    page.goto(start + "index.html")
    assert go_on.inner_text() == "Carry on: Words for the document"
    assert "1 of " in page.locator('.cpd-card[data-cpd-part="terminology"] .cpd-card-done').inner_text()
    assert first != go_on.inner_text()
    assert page.locator(".cpd-card-go").all_inner_texts()[:3] == ["Begin", "Carry on", "Begin"]


def test_the_start_of_a_module_leads_on_in_the_core(start, page):
    """Its button begins with what the page asks; later it leads to the next core page, and never further by itself."""
    module = start + "modules/terminology/index.html"
    page.goto(module)
    button = page.locator(".cpd-start a")
    assert (button.inner_text(), button.get_attribute("href")[0]) == ("Begin", "#")

    page.goto(start + "modules/terminology/reading-figures.html")
    for _ in range(2):  # coming back to the start page does not lose the place
        page.goto(module)
        assert button.inner_text() == "Carry on: Reading figures"
    page.goto(start + "modules/terminology/reading-figures.html")
    page.locator(".cpd-section-done input").check()
    page.goto(module)
    assert button.inner_text() == "Carry on: Why terms matter"
    page.goto(start + "modules/tiers/index.html")
    assert button.inner_text() == "Begin"
    page.goto(start + "modules/terminology/since-2019.html")
    page.goto(module)
    assert button.inner_text() == "Carry on: Since 2019", "who goes further on purpose comes back there"


def test_a_module_that_is_done_has_nothing_to_carry_on(start, page):
    """With its core done, neither its card nor its start page leads on; what is undone again does."""
    module = start + "modules/terminology/index.html"
    go = page.locator('.cpd-card[data-cpd-part="terminology"] .cpd-card-go')
    page.goto(module)
    page.evaluate("""() => {
        const {cpdCourse, cpdPart} = document.documentElement.dataset;
        for (const link of document.querySelectorAll(`#cpd-contents details[data-cpd-part="${cpdPart}"] a`)) {
            const doc = link.pathname.match(/modules.*(?=[.]html)/)[0];
            if (!link.closest("details details")) localStorage.setItem(`cpd:${cpdCourse}:section:${doc}`, '{"done": true}');
        }
    }""")
    page.reload()
    assert not page.locator(".cpd-start a").is_visible()
    page.goto(start + "index.html")
    assert not go.is_visible()
    assert page.locator(".cpd-card-go").filter(visible=True).count() > 0
    assert page.locator(".cpd-start a").is_visible()

    page.goto(start + PAGE)
    page.locator(".cpd-section-done input").uncheck()
    page.goto(start + "index.html")
    assert go.inner_text() == "Carry on"


def test_what_goes_further_folds_in_the_contents(start, page):
    """The group is shut until a reader opens it, by keyboard too, and open on a page of its own."""
    page.goto(start + PAGE)
    group = page.locator("#cpd-contents details[open] details")
    assert not group.locator("a").first.is_visible()
    group.locator("summary").press("Enter")
    assert group.locator("a").first.is_visible()
    page.goto(start + "modules/terminology/since-2019.html")
    assert page.locator("#cpd-contents [aria-current=page]").is_visible()


@pytest.mark.parametrize("width", [320, 360, 390])
def test_each_button_of_the_bar_says_what_it_does(site, watch, width):
    """On a phone too the switch for dark colours has its word, whole and in sight."""
    page = watch(viewport={"width": width, "height": 640})
    page.goto(site + PAGE)
    button = page.get_by_role("button", name="Dark")

    words = button.evaluate(
        """e => { const range = document.createRange(); range.selectNodeContents(e); return range.getBoundingClientRect().toJSON() }"""
    )
    box = button.bounding_box()
    assert box["x"] <= words["left"]
    assert words["right"] <= box["x"] + box["width"] <= width


@pytest.mark.parametrize("scripted", [True, False])
def test_help_is_in_sight_and_the_note_unfolds(site, watch, scripted):
    """The start of a note and the way to support need no click; the rest opens with or without a script."""
    page = watch(viewport={"width": 320, "height": 640}, java_script_enabled=scripted)
    page.goto(site + "modules/tiers/index.html")
    note, places = page.locator("#cpd-content-note"), page.locator(".cpd-places")

    assert note.get_by_text("You may leave out any page").is_visible()
    assert places.get_by_role("link", name="Sources of support").is_visible()
    assert not note.get_by_text("Breaks.").is_visible()
    note.locator("summary").click()
    assert note.get_by_text("Breaks.").is_visible()
    assert not places.get_by_text("Scotland", exact=True).last.is_visible()
    places.locator("summary").first.click()
    assert places.get_by_text("Scotland", exact=True).last.is_visible()


def test_a_page_tells_where_in_its_module_it_stands(site, page):
    """A piece for each section, the present one marked, the done ones filled; the contents mark what is read."""
    page.goto(site + PAGE)
    pieces = page.locator(".cpd-way > i")

    assert pieces.count() == page.locator("#cpd-contents details[open] a").count()
    assert page.locator(".cpd-way > .cpd-here").count() == 1
    page.locator(".cpd-section-done input").check()
    assert page.locator(".cpd-way > .cpd-here.cpd-done").count() == 1
    page.locator("h2").nth(2).evaluate("e => e.scrollIntoView()")
    page.wait_for_function(
        "() => document.querySelectorAll('.cpd-headings [aria-current=location]').length === 1"
    )


def test_running_text_has_about_seventy_letters_a_line(site, page):
    """On a wide screen a line of text holds 60 to 76 letters."""
    page.goto(site + PAGE)
    letters = page.evaluate(
        """() => [...document.querySelectorAll('.cpd-text section > p')].map(p => {
          const range = document.createRange(); range.selectNodeContents(p);
          const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top / 8))).size;
          return [p.textContent.length / lines, lines];
        }).filter(([, lines]) => lines > 2).map(([letters]) => letters)"""
    )

    assert letters
    assert all(55 <= count <= 76 for count in letters), letters


def test_print_is_black_on_white_without_the_frame(site, watch):
    """On paper stand the text and the readable version of each activity, also for a reader in dark mode."""
    page = watch(viewport={"width": 700, "height": 900}, color_scheme="dark")
    page.goto(site + PAGE)
    page.locator(".cpd-live").first.wait_for(state="attached")
    page.emulate_media(media="print")

    for name in (".cpd-contents", ".cpd-tools", ".cpd-neighbours", ".cpd-live"):
        assert not page.locator(name).first.is_visible(), name
    assert page.locator(".cpd-fallback").first.is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"


def test_paper_has_what_a_screen_folds_away(site, page):
    """Printing lays the help lines open, and folds them again afterwards."""
    page.goto(site + "modules/terminology/index.html")
    number = page.locator(".cpd-help-lines li").first

    assert not number.is_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert number.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not number.is_visible()


def test_cells_say_their_column_on_a_narrow_screen(site, watch):
    """A table at 320 pixels is a list of rows in which each cell names its column; on a wide screen it is a table."""
    page = watch(viewport={"width": 320, "height": 640})
    page.goto(site + PAGE)

    assert page.locator(".cpd-column").first.is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not page.locator(".cpd-column").first.is_visible()


def test_nothing_covers_what_has_the_focus(site, watch):
    """Going through a page by keyboard, each element with the focus is in sight (WCAG 2.4.11)."""
    page = watch(viewport={"width": 1280, "height": 500})
    page.goto(site + PAGE)
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const focus = document.activeElement;
              if (focus === document.body) return null;
              const box = focus.getBoundingClientRect();
              const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
              return at && (focus.contains(at) || at.contains(focus)) ? null : focus.outerHTML.slice(0, 100);
            }"""
        )
        covered += [hidden] if hidden else []

    assert not covered


def test_storage_that_is_forbidden_breaks_nothing(site, watch):
    """Where the browser keeps nothing, the page works and the console stays clean."""
    page = watch(viewport={"width": 1280, "height": 800})
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { configurable: true, get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.goto(site + PAGE)
    page.locator(".cpd-live").first.wait_for()
    page.get_by_role("button", name="Dark").click()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(site + "search.html?q=terms")
    page.locator("#search-results li a").first.wait_for()
