"""Each activity from end to end by keyboard alone, with what a screen reader is told."""

import pytest
from activities.keyboard import FOCUSED, button, focused, kept, pick, press, reach, told
from playwright.sync_api import expect

from prevention_cpd.activities import static

pytestmark = pytest.mark.slow


def test_opener(show):
    """Marks are given, the notes appear, what is open is told, and nothing is called right or wrong."""
    page = show("opener")

    pick(page.get_by_role("group", name="Every apple is red.").get_by_label("Disagree"))
    press(button(page, "Show what the module says"))

    told(page, "1 without a mark so far")
    assert page.get_by_text("You said: Disagree.").is_visible()
    assert page.locator(".cpd-note").get_by_text("Some are green.").is_visible()
    assert kept(page, "activity:demo/opener")["marks"] == {"red": "disagree"}
    assert kept(page, "activity:demo/opener")["done"]


def test_confidence_before_and_after(show):
    """A survey is marked; the later one shows what has moved, in words."""
    page = show("confidence", "confidence-after")
    before, after = page.locator(".cpd-root").all()

    for survey, marks in ((before, (2, 4)), (after, (4, 4))):
        for statement, mark in zip(("I can pick", "I can peel"), marks, strict=True):
            pick(survey.get_by_role("group", name=statement).get_by_role("radio").nth(mark - 1))

    told(page, "All statements are marked.")
    rows = after.get_by_role("row").all_text_contents()
    assert rows[1:] == ["I can pick an apple.24up by 2", "I can peel an apple.44no change"]
    assert kept(page, "activity:demo/confidence")["done"]
    first = before.get_by_role("radio").nth(0)
    assert "not at all confident" in first.evaluate("radio => radio.labels[0].textContent")


def test_a_survey_that_is_marked_says_so_once(show):
    """What else is kept on the page changes no word of the survey, so that a screen reader stays silent."""
    page = show("confidence")
    for statement in ("I can pick", "I can peel"):
        pick(page.get_by_role("group", name=statement).get_by_role("radio").nth(2))
    told(page, "All statements are marked.")
    page.evaluate("""() => { window.said = 0; new MutationObserver(() => { window.said += 1; })
        .observe(document.querySelector('.cpd-root .cpd-feedback'), { childList: true, subtree: true }); }""")

    for _ in range(2):
        page.evaluate("dispatchEvent(new StorageEvent('storage', { key: null }))")

    assert page.evaluate("said") == 0


def test_choose(show):
    """Cases are gone through one by one; feedback is announced, the focus goes to each new case."""
    page = show("choose")

    press(button(page, "Check my answer"))
    told(page, "Choose one of the answers first")
    pick(page.get_by_label("A pear"))
    press(button(page, "Check my answer"))
    told(page, "Not the best choice here.")
    told(page, "Too soft.")
    press(button(page, "Show the best choice"))
    told(page, "Best fit: An apple.")
    pick(page.get_by_label("A plum"))
    press(button(page, "Check my answer"))
    told(page, "This can stand.")
    # The same button now leads on; another choice turns it back.
    assert focused(page) == "Next case"
    pick(page.get_by_label("A pear"))
    expect(button(page, "Next case")).to_have_count(0)
    pick(page.get_by_label("A plum"))
    press(button(page, "Check my answer"))

    press(button(page, "Next case"))
    assert focused(page) == "Case 2 of 2"
    assert not kept(page, "activity:demo/choose").get("done")
    pick(page.get_by_label("A plum"))
    press(button(page, "Check my answer"))
    told(page, "Best fit.")
    assert kept(page, "activity:demo/choose")["done"]
    press(button(page, "Show the summary"))
    assert focused(page) == "Summary"
    assert page.get_by_text("Best fit in 1 of 2 cases").is_visible()
    press(button(page, "Case 1, answered in part"))
    assert focused(page) == "Case 1 of 2"
    expect(page.get_by_label("A plum")).to_be_checked()


def test_what_a_button_brings_is_in_sight(show):
    """A button at the lower edge of the screen makes room for its feedback; it stays in sight too."""
    page = show("choose")
    page.set_viewport_size({"width": 390, "height": 420})
    page.get_by_label("A pear").check()
    check = button(page, "Check my answer")
    check.evaluate("e => scrollBy(0, e.getBoundingClientRect().bottom - innerHeight)")
    check.click()

    expect(page.locator(".cpd-why")).to_be_in_viewport(ratio=1)
    expect(button(page, "Next case")).to_be_in_viewport(ratio=1)


def test_repair(show):
    """Sentences are judged and mended; the memo changes along."""
    page = show("repair")

    pick(page.get_by_label("It needs repair"))
    press(button(page, "Check my answer"))
    told(page, "This one can stay as it is.")
    told(page, "We were flooded with apples.")
    press(button(page, "Next sentence"))
    assert focused(page) == "Sentence 2 of 2"
    pick(page.get_by_label("It needs repair"))
    press(button(page, "Check my answer"))
    told(page, "Right, it needs repair.")
    assert page.locator("mark").text_content() == "lazy apple let itself go bad"
    press(button(page, "Go to the wordings"))
    assert page.get_by_label("The careless apple").evaluate(FOCUSED)
    second = button(page, "Check my answer")
    pick(page.get_by_label("The careless apple"))
    press(second)
    told(page, "Not yet a repair.")
    pick(page.get_by_label("The apple was stored"))
    press(second)
    told(page, "A good repair.")
    assert page.locator(".cpd-memo ins").text_content() == "The apple was stored in the warm and went bad."
    press(button(page, "Show the summary"))
    assert page.get_by_text("1 of 2 sentences handled well").is_visible()
    assert kept(page, "activity:demo/repair")["done"]


def test_headline(show):
    """Questions are answered; when all were tried, what can be said appears with figure, source and limit."""
    page = show("headline")
    checks = page.get_by_role("button", name="Check my answer")

    pick(page.get_by_label("Apples eaten"))
    press(checks.first)
    told(page, "Nobody counted those.")
    assert not page.get_by_text("What can be said").is_visible()
    # Each question's own button leads to the next; that of the last leads on.
    assert focused(page) == "Next question"
    page.keyboard.press("Enter")
    assert page.get_by_label("In one orchard").evaluate(FOCUSED)
    pick(page.get_by_label("In one orchard"))
    press(checks)
    told(page, "What can be said")
    told(page, "An apple that was picked is not an apple that was eaten.")
    assert focused(page) == "Show the summary"
    page.keyboard.press("Enter")
    assert focused(page) == "Summary"
    assert page.get_by_text("1 of 2 right at the last try.").first.is_visible()
    assert kept(page, "activity:demo/headline")["done"]


def test_language(show):
    """A text is checked in the page; findings come with line, reason and better words; the text is not kept."""
    page = show("language")
    area = page.get_by_label("Your text")

    press(button(page, "Check the text"))
    told(page, "There is no text to check yet.")
    press(button(page, "Put in the sample"))
    assert area.evaluate(FOCUSED)
    expect(page.get_by_text("There is no text to check yet.")).to_have_count(0)
    press(button(page, "Check the text"))
    told(page, "2 expressions to look at.")
    found = (
        page.get_by_role("list", name="Expressions to look at").get_by_role("listitem").all_text_contents()
    )
    assert "rotten apple line 1 · avoid" in found[0]
    assert "It blames the apple." in found[0]
    assert "an apple that has been harmed" in found[0]
    assert "tart line 3 · depends on where it stands" in found[1]
    assert page.locator("mark").all_text_contents() == ["rotten apple1", "tart2"]
    assert "rotten" not in page.evaluate("() => JSON.stringify(localStorage)")

    press(button(page, "Clear"))
    page.keyboard.type("A calm text.")
    expect(page.locator("mark")).to_have_count(0)
    press(button(page, "Check the text"))
    told(page, "Nothing found that is on the list.")
    assert kept(page, "activity:demo/language") == {
        "done": True,
        "at": kept(page, "activity:demo/language")["at"],
    }


def test_reflection(page, write_page):
    """A text is kept without a button, and is there after a reload."""
    page.goto(write_page(static.reflection("monday", "<p>What will you change?</p>", course="demo-course")))

    reach(page.get_by_label("What will you change?"))
    page.keyboard.type("I will count apples.")
    told(page, "Kept.")
    page.reload()

    expect(page.get_by_label("What will you change?")).to_have_value("I will count apples.")
    assert kept(page, "reflection:monday")["done"]


def test_a_reflection_is_kept_when_the_reader_leaves_at_once(page, write_page):
    """Nothing is lost when the page is left in the middle of a word."""
    address = write_page(static.reflection("monday", "<p>What will you change?</p>", course="demo-course"))
    page.goto(address)
    reach(page.get_by_label("What will you change?"))
    page.keyboard.insert_text("In a hurry")
    page.goto("about:blank")
    # The browser itself takes a moment until another page can read what was kept.
    page.wait_for_timeout(1000)
    page.goto(address)

    expect(page.get_by_label("What will you change?")).to_have_value("In a hurry")


def test_section_done(page, write_page):
    """The box is ticked and unticked, and the page's frame is told."""
    page.goto(write_page(static.section_done("modules/demo/a", course="demo-course")))
    page.evaluate("document.addEventListener('cpd:saved', (event) => { window.saved = event.detail.key; })")
    box = page.get_by_label("I have worked through this section")

    press(box, "Space")
    told(page, "Marked as done.")
    assert kept(page, "section:modules/demo/a")["done"]
    assert page.evaluate("window.saved") == "cpd:demo-course:section:modules/demo/a"
    press(box, "Space")
    told(page, "No longer marked as done.")
    assert kept(page, "section:modules/demo/a") is None


def test_reset_asks_first_and_then_deletes(show):
    """The reset asks in place, Escape leaves it, and after a yes the focus is at the title."""
    page = show("choose")
    pick(page.get_by_label("A pear"))
    press(page.get_by_text("Where your answers are kept"))
    press(button(page, "Reset this activity"))
    page.keyboard.press("Escape")
    assert focused(page) == "Reset this activity"
    expect(page.get_by_label("A pear")).to_be_checked()

    press(button(page, "Reset this activity"))
    page.keyboard.press("Enter")

    told(page, "Deleted.")
    assert focused(page) == "Choose the fruit"
    expect(page.get_by_label("A pear")).not_to_be_checked()
    assert kept(page, "activity:demo/choose") is None
