"""Activities in which a learner writes: what is kept, what is said of it, and what stands in My progress."""

import json
from pathlib import Path

import pytest
from activities.keyboard import button, focused, kept, pick, press, reach, told
from playwright.sync_api import expect

from prevention_cpd.activities import static

pytestmark = pytest.mark.slow

FULL = "Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); };"
PROMPT = "<p>What will you change?</p>"


def test_a_worked_example_fades(show):
    """The first example is there to read; a line of one's own opens each further step, and all comes back."""
    page = show("worked")
    live = page.locator(".cpd-live")
    expect(live.get_by_text("Sixty.")).to_be_visible()
    press(button(page, "Next example"))
    assert focused(page) == "Example 2 of 3"
    expect(live.get_by_text("Twenty.")).to_be_visible()
    expect(live.get_by_text("Ten.", exact=True)).to_have_count(0)

    press(button(page, "Compare"))
    told(page, "Write a line first")
    reach(live.get_by_label("Your line"))
    page.keyboard.type("Nine?")
    press(button(page, "Compare"))
    expect(live.get_by_text("Ten.", exact=True)).to_be_visible()
    told(page, "The answer to step 3 stands below your line.")
    expect(button(page, "Example 2, worked through")).to_be_visible()
    # The same button now leads on, and an example that is done has no other.
    assert focused(page) == "Next example"
    expect(page.get_by_role("button", name="Next example")).to_have_count(1)
    assert not kept(page, "activity:demo/worked").get("done")

    page.reload()
    expect(live.get_by_label("Your line")).to_have_value("Nine?")
    expect(live.get_by_text("Ten.", exact=True)).to_be_visible()
    press(button(page, "Next example"))
    reach(live.get_by_label("Your line").first)
    for way in ("Go to the next step", "Look back"):
        page.keyboard.type("Many")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert focused(page) == way
        page.keyboard.press("Enter")
    expect(live.get_by_text("3 of 3 examples worked through.")).to_be_visible()
    expect(live.get_by_text("Nine?")).to_be_visible()
    assert kept(page, "activity:demo/worked")["done"]


def test_writing_opens_its_model_after_the_learners_own_text(show):
    """Facts and task first; the model and the rubric only after a text; the ticks are kept."""
    page = show("writing")
    live = page.locator(".cpd-live")
    press(button(page, "Compare with a model answer"))
    told(page, "Write your own text first.")
    expect(live.get_by_text("Plum jam, made in June.")).to_have_count(0)

    reach(live.get_by_label("Your text"))
    page.keyboard.type("Jam of plums")
    expect(live.get_by_text("3 words; 3 to 20 are wanted.")).to_be_visible()
    told(page, "Kept.")
    press(button(page, "Compare with a model answer"))
    assert focused(page) == "A model answer"
    expect(live.get_by_text("Plum jam, made in June.")).to_be_visible()
    press(live.get_by_label("The fruit is named."), "Space")
    told(page, "1 of 2 ticked.")

    page.reload()
    expect(live.get_by_label("Your text")).to_have_value("Jam of plums")
    expect(live.get_by_label("The fruit is named.")).to_be_checked()
    expect(live.get_by_label("The month is right.")).not_to_be_checked()
    record = kept(page, "activity:demo/writing")
    assert record["done"]
    assert record["texts"] == {"own": "Jam of plums"}


def test_a_text_stands_on_paper_once(show):
    """A field cannot scroll on paper: the whole text takes its place, in every activity with words of one's own."""
    page = show("writing")
    live = page.locator(".cpd-live")
    live.get_by_label("Your text").fill("Jam of plums")
    button(page, "Compare with a model answer").click()

    page.emulate_media(media="print")

    expect(live.locator(".cpd-print-only")).to_be_visible()
    expect(live.locator(".cpd-print-only")).to_have_text("Jam of plums")
    expect(live.locator("textarea")).to_be_hidden()


@pytest.mark.parametrize(("first", "comes_back"), [("All of them.", True), ("Taste one.", False)])
def test_a_choice_comes_back_later(show, first, comes_back):
    """What was chosen is recalled at a later node, said to a screen reader; the ending is the same for all."""
    page = show("conversation")
    live = page.locator(".cpd-live")
    for text in (first, *(["I am sorry."] if comes_back else [])):
        pick(live.get_by_role("radio", name=text))
        press(button(page, "Say this"))

    expect(live.locator(".cpd-talk").get_by_text("She remembers the first one.")).to_have_count(
        int(comes_back)
    )
    assert ("remembers" in page.get_by_role("status").first.inner_text()) is comes_back
    expect(live.get_by_text("Let people taste. “About fruit”")).to_be_visible()
    expect(live.get_by_text("The family has a pie.")).to_be_visible()
    expect(live.get_by_text("The family:", exact=True)).to_be_visible()
    expect(live.locator(".cpd-said-own")).to_have_count(1 + int(comes_back))
    expect(live.locator(".cpd-said-own").first).to_contain_text("You")
    expect(live.locator(".cpd-said-other").first).to_contain_text("The other person")
    if comes_back:
        press(button(page, "Take one step back"))
        expect(live.get_by_text("She remembers the first one.")).to_have_count(0)


def test_the_page_to_read_is_a_link_in_the_book(page, tree, write_page):
    """Where a host has pages, the page to read is a link, in the readable face too; else its title alone."""

    def resolve(_role, content):
        title, _, name = content.rstrip(">").partition(" <")
        return f'<a href="/{name}">{title}</a>'

    linked = static.load("demo/conversation", tree, resolve).linked("../../{}.html".format)
    assert '<a href="../../modules/demo/fruit.html">About fruit</a>' in linked.face
    assert "“About fruit”" in static.load("demo/conversation", tree).face
    page.goto(write_page(linked))
    pick(page.locator(".cpd-live").get_by_role("radio", name="Taste one."))
    press(button(page, "Say this"))

    link = page.locator(".cpd-live").get_by_role("link", name="About fruit")
    assert link.get_attribute("href") == "../../modules/demo/fruit.html"


def test_nothing_is_called_kept_that_is_not(page, tree, write_page):
    """Where storage is full no page says "Kept."; it says that nothing can be kept."""
    page.add_init_script(FULL)
    ids = ("plan", "writing", "worked")
    instances = [static.load(f"demo/{name}", tree) for name in ids]
    page.goto(write_page(static.reflection("r", PROMPT, course="demo-course"), *instances))
    fields = page.locator(".cpd-live textarea")
    expect(fields).to_have_count(4)

    for field in fields.all():
        field.fill("My own words")
        field.blur()

    expect(page.get_by_text("Nothing can be kept here").first).to_be_visible()
    page.wait_for_timeout(800)
    assert "Kept." not in page.locator("main").inner_text()


def test_the_first_click_after_typing_counts(show):
    """The line that says "Kept." moves no button: a click goes where it was aimed."""
    page = show("plan")
    page.locator(".cpd-live").get_by_label("When?").type("In spring")
    box = page.get_by_label("My plan is finished for now")
    place = box.bounding_box()
    page.mouse.move(place["x"] + 5, place["y"] + 5)
    page.mouse.down()
    page.mouse.up()

    expect(box).to_be_checked()
    told(page, "Kept.")
    assert box.bounding_box()["y"] == pytest.approx(place["y"], abs=1)


def test_what_is_written_stands_in_my_progress(page, tree, write_page):
    """The text of a writing task is in the study record, in any direction, and in its files."""
    writing = static.load("demo/writing", tree)
    entry = {
        "id": writing.id,
        "kind": "writing",
        "title": writing.data["title"],
        "texts": static.own_texts_of(writing),
    }
    part = {
        "doc": "a",
        "title": "A",
        "href": "a.html",
        "activities": [entry],
        "practice": [],
        "reflections": [],
    }
    map_ = {"modules": [{"title": "Demo", "pages": [part]}]}
    page.goto(write_page(writing, static.progress(map_, course="demo-course")))
    text = "אלה המילים שלי (CSEM) 90%."
    field = page.locator(".cpd-kind-writing").get_by_label("Your text")
    field.fill(text)
    assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"
    button(page, "Compare with a model answer").click()

    page.get_by_label("Everything:").check()
    shown = page.locator(".cpd-report .cpd-own")
    expect(shown).to_have_text(text)
    assert shown.evaluate("element => getComputedStyle(element).direction") == "rtl"
    with page.expect_download() as saved:
        page.locator(".cpd-kind-progress").get_by_role("button", name="Save as a page").click()
    assert text in Path(saved.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as saved:
        button(page, "Save as data (JSON)").click()
    data = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    (written,) = data["reflections"]
    assert (written["id"], written["answers"][0]["text"]) == ("activity:demo/writing", text)
