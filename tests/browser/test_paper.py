"""A page on paper: tables stay tables, answers stand at the end, the reader's own answers come if they want."""

import io

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.slow

PAGE = "modules/risk/base-rates.html"


@pytest.fixture
def paper(site, watch):
    """Return a page on a sheet of A4, upright, as the browser is about to print it."""
    page = watch(viewport={"width": 640, "height": 900})
    page.goto(site + PAGE)
    page.locator(".cpd-root").first.wait_for()
    page.emulate_media(media="print")
    return page


def prints(page):
    """Do what the browser does when it prints."""
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


def test_tables_keep_their_headings(paper):
    """On a sheet as narrow as a phone's screen a table is a table, with its heading above its columns."""
    head = paper.locator(".cpd-text table:not(.cpd-fallback table) thead th").first

    assert head.is_visible()
    assert head.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
    assert not paper.locator(".cpd-column").first.is_visible()


def test_answers_stand_at_the_end_and_go_back(paper):
    """Below a question stands no answer; all stand under their title after the page, until it has been printed."""
    text = paper.locator(".cpd-text").inner_text()
    assert "160 of 240 flags are right" in text
    prints(paper)

    assert "160 of 240 flags are right" not in paper.locator(".cpd-text").inner_text()
    end = paper.locator(".cpd-answers")
    assert "160 of 240 flags are right" in end.inner_text()
    assert "Practice question 1 of 2" in end.locator("h3").all_inner_texts()
    paper.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not end.is_visible()
    assert paper.locator(".cpd-text .cpd-fallback details").count() == 3
    assert paper.locator(".cpd-text .cpd-fallback details[open]").count() == 0


def test_own_answers_print_if_the_reader_wants(site, watch):
    """A tick below the page puts what was answered on paper; without it nobody else sees it."""
    page = watch(viewport={"width": 640, "height": 900})
    page.goto(site + PAGE)
    question = page.locator(".cpd-activity-practice:has(input[type=radio])").last
    question.get_by_role("radio").nth(3).check()
    question.get_by_role("button", name="Check my answer").click()
    page.emulate_media(media="print")
    prints(page)
    assert not question.locator(".cpd-live").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")

    page.get_by_label("print my own answers too").check()
    page.emulate_media(media="print")
    prints(page)

    assert question.get_by_role("radio").nth(3).is_checked()
    assert question.locator(".cpd-live").is_visible()
    assert not question.locator(".cpd-fallback").is_visible()
    assert page.locator(".cpd-activity-practice").first.locator(".cpd-fallback").is_visible()


def test_cases_that_are_not_on_the_screen_print_as_well(site, watch):
    """Of an activity with steps the screen shows one: what was answered prints, and so do all the cases."""
    page = watch(viewport={"width": 640, "height": 900})
    page.goto(site + "modules/terminology/words-for-the-document.html")
    cases = page.locator(".cpd-activity-choose")
    cases.get_by_role("radio").first.check()
    cases.get_by_role("button", name="Check my answer").click()
    page.get_by_label("print my own answers too").check()

    page.emulate_media(media="print")
    prints(page)

    assert cases.locator(".cpd-live").is_visible()
    assert cases.locator(".cpd-fallback").is_visible()


#: What somebody might write in a private plan.
OWN = "A walk by the river, alone."


@pytest.fixture
def private_plan(site, watch):
    """Return the page with a private plan that somebody has filled in."""
    page = watch(viewport={"width": 640, "height": 900})
    page.goto(site + "modules/stigma/looking-after-each-other.html")
    plan = page.locator(".cpd-activity-plan")
    plan.get_by_role("textbox").first.fill(OWN)
    plan.get_by_label("My plan is finished").check()
    return page


def printed(page) -> str:
    """Return the words that the browser prints, on one line."""
    return " ".join(" ".join(part.extract_text() for part in PdfReader(io.BytesIO(page.pdf())).pages).split())


def test_a_private_plan_prints_only_when_it_is_asked_for(private_plan):
    """Printed with the page, the plan is empty prompts; with the tick for own answers it is what was written."""
    assert OWN not in printed(private_plan)

    private_plan.get_by_label("private plans as well").check()
    assert OWN in printed(private_plan)


def test_a_private_plan_prints_at_its_own_button(private_plan):
    """The plan's own Print button prints it, that once."""
    # The browser's own window for printing stays shut here: the page is made while it would be open.
    private_plan.evaluate("window.print = () => {}")
    private_plan.locator(".cpd-activity-plan").get_by_role("button", name="Print").click()

    assert OWN in printed(private_plan)
    assert OWN not in printed(private_plan)


def test_the_start_of_a_module_is_whole_on_paper(site, watch):
    """Without a script too the content note lies open on paper, and a button that leads nowhere there is not printed."""
    page = watch(viewport={"width": 640, "height": 900}, java_script_enabled=False)
    page.goto(site + "modules/tiers/index.html")
    sheets = PdfReader(io.BytesIO(page.pdf())).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())

    assert "About 60 minutes, in 3 sittings. Going further: about 40 more. After this part you can" in text
    assert "What to expect, and what you can do instead If you were harmed as a child" in text
    assert "0808 1000 900" in text
