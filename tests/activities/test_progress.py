"""My progress: what is done on the device, the study record on paper and as a file, and a record brought in."""

import json
import re
from pathlib import Path

import pytest
from activities.keyboard import button, kept, pick, press, reach, told
from playwright.sync_api import expect

from prevention_cpd.activities import static

pytestmark = pytest.mark.slow

PROMPT = "<p>What will you change?</p>"


@pytest.fixture
def faces(tree, bank):
    """Return a page of one section with a survey, a private plan, a question, a reflection, and My progress."""
    survey, plan = static.load("demo/confidence", tree), static.load("demo/plan", tree)
    activities = [
        {"id": one.id, "kind": one.kind, "title": one.data["title"], "minutes": minutes, "private": private}
        for one, minutes, private in ((survey, 2, False), (plan, 4, True))
    ]
    activities[0]["statements"] = static.statements_of(survey)
    activities[1]["texts"] = static.own_texts_of(plan)
    section = {
        "doc": "modules/demo/a",
        "title": "First &amp; last",
        "href": "a.html",
        "tick": True,
        "minutes": 3.4,
        "activities": activities,
        "practice": ["demo-single", "demo-text"],
        "reflections": [{"id": "monday", "prompt": PROMPT}],
    }
    map_ = {
        "title": "Apples",
        "version": "7",
        "provider": "The orchard",
        "method": "Minutes are counted.",
        "language": "en-GB",
        "direction": "ltr",
        "per_practice": 1,
        "per_reflection": 5,
        "modules": [{"title": "Demo", "pages": [section]}],
    }
    return [
        static.progress(map_, course="demo-course"),
        survey,
        plan,
        static.reflection("monday", PROMPT, course="demo-course"),
        static.section_done("modules/demo/a", course="demo-course"),
        static.practice(bank["demo-single"], course="demo-course"),
    ]


def saved(page, name):
    """Press a button that saves a file, and give the text of the file."""
    with page.expect_download() as download:
        press(button(page, name))
    return Path(download.value.path()).read_text(encoding="utf-8")


def bring_in(page, record):
    """Choose a file for the page, without a disk in between."""
    text = record if isinstance(record, str) else json.dumps(record)
    file = {"name": "record.json", "mimeType": "application/json", "buffer": text.encode()}
    page.get_by_label("A data file that this page saved").set_input_files(file)


def study(page):
    """Do every part but the written question, by keyboard."""
    for statement in ("I can pick", "I can peel"):
        pick(page.get_by_role("group", name=statement).get_by_role("radio").nth(2))
    reach(page.get_by_label("Which tree?"))
    page.keyboard.type("The secret pear")
    press(page.get_by_label("My plan is finished for now"), "Space")
    reach(page.get_by_label("What will you change?"))
    page.keyboard.type("Count <b>apples</b>.")
    press(page.get_by_label("I have worked through this section"), "Space")
    pick(page.get_by_label("An apple"))
    press(button(page, "Check my answer"))


def test_the_record_has_the_shape_that_others_read(page, faces, write_page):
    """Who, what with minutes and day, reflections and surveys in full; the private plan only once it is added."""
    page.goto(write_page(*faces))
    expect(page.get_by_text("0 of 6 parts of the course done.")).to_be_visible()
    study(page)
    expect(page.get_by_text("5 of 6 parts of the course done.")).to_be_visible()
    expect(page.get_by_text("About 15 minutes of study.")).to_be_visible()
    reach(page.get_by_label("Your name"))
    page.keyboard.type("Ann")

    record = json.loads(saved(page, "Save as data (JSON)"))

    assert {key: record[key] for key in ("schema", "type", "course", "version", "learner")} == {
        "schema": 1,
        "type": "cpd-study-record",
        "course": "demo-course",
        "version": "7",
        "learner": {"name": "Ann", "organisation": "", "id": ""},
    }
    assert list(record)[-4:] == ["parts", "reflections", "plans", "saved_at"]
    day = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
    assert [[part[key] for key in ("id", "kind", "title", "minutes")] for part in record["parts"]] == [
        ["section:modules/demo/a", "section", "First & last", 3.4],
        ["activity:demo/confidence", "activity", "Your confidence today", 2],
        ["activity:demo/plan", "activity", "My orchard", 4],
        ["practice:demo-single", "practice", "Practice question 1: First & last", 1],
        ["reflection:monday", "reflection", "Reflection: First & last", 5],
    ]
    assert all(day.fullmatch(part["done_at"]) for part in record["parts"])
    reflection, survey = record["reflections"]
    assert (reflection["prompt"], reflection["text"]) == ("What will you change?", "Count <b>apples</b>.")
    assert [each["mark"] for each in survey["marks"]] == [3, 3]
    assert record["plans"] == []

    press(page.get_by_label("Add what you wrote in “My orchard”"), "Space")
    page.get_by_label("One page for a manager").check()
    expect(page.get_by_label("Add what you wrote in “My orchard”")).to_be_checked()
    (plan,) = json.loads(saved(page, "Save as data (JSON)"))["plans"]
    assert plan["private"]
    assert plan["answers"][0]["text"] == "The secret pear"


def test_one_page_for_a_manager_and_a_full_one(page, faces, write_page):
    """The manager's page has no text of the learner's own; the full one has all but what is private; paper has the record alone."""
    page.goto(write_page(*faces))
    study(page)
    shown = page.locator(".cpd-report")

    expect(shown.get_by_role("row", name="Demo 5 of 6 15")).to_be_visible()
    expect(shown.get_by_text("Minutes are counted.")).to_be_visible()
    assert "apples" not in saved(page, "Save as a page")
    page.get_by_label("Everything:").check()
    text = saved(page, "Save as a page")
    assert "Count &lt;b&gt;apples&lt;/b&gt;." in text
    assert "secret" not in text
    assert "<a" not in text
    page.get_by_label("Add what you wrote").check()
    expect(shown.get_by_text("The secret pear")).to_be_visible()

    page.emulate_media(media="print")
    expect(shown).to_be_visible()
    for hidden in (
        page.get_by_label("Your name"),
        page.locator(".cpd-overview"),
        page.locator("input[type=file]"),
    ):
        expect(hidden).to_be_hidden()


def test_another_browser_takes_the_record_and_loses_nothing(page, faces, write_page, browser):
    """What is new is added; where words differ the learner chooses; the earliest day of a part stays."""
    page.goto(write_page(*faces))
    study(page)
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Everything:").check()
    page.get_by_label("Add what you wrote").check()
    record = json.loads(saved(page, "Save as data (JSON)"))
    record["parts"].append({"id": "section:gone", "kind": "section", "done_at": "x"})

    other = browser.new_context().new_page()
    other.goto(page.url)
    other.get_by_label("What will you change?").fill("Peel pears.")
    told(other, "Kept.")
    bring_in(other, record)
    told(other, "Record of Ann, saved ")
    told(other, "4 parts and 3 texts or marks are new here; 1 differ.")
    expect(other.get_by_text("1 parts are not in this version")).to_be_visible()
    assert kept(other, "activity:demo/plan") is None
    differ = other.get_by_role("group", name="Not the same here and in the file: Reflection: First & last")
    expect(differ.get_by_label("Keep what stands here")).to_be_checked()
    differ.get_by_label("Keep both").check()
    press(button(other, "Bring it in"))

    told(other, "Brought in: 4 parts, 4 texts or marks.")
    expect(other.get_by_text("5 of 6 parts of the course done.")).to_be_visible()
    expect(other.get_by_label("What will you change?")).to_have_value("Peel pears.\n\nCount <b>apples</b>.")
    expect(other.get_by_label("Which tree?")).to_have_value("The secret pear")
    expect(other.get_by_label("Your name")).to_have_value("Ann")
    assert kept(other, "reflection:monday")["at"] == record["parts"][-2]["done_at"]
    bring_in(other, record)
    told(other, "0 parts and 0 texts or marks are new here; 1 differ.")
    press(button(other, "Leave it"))
    told(other, "Nothing was brought in.")
    other.context.close()


def test_words_that_were_kept_meanwhile_are_not_replaced(page, faces, write_page):
    """What another tab kept after the file was chosen stays, and the learner is asked about it."""
    page.goto(write_page(*faces))
    record = {"type": "cpd-study-record", "schema": 1, "course": "demo-course"}
    bring_in(page, record | {"reflections": [{"id": "reflection:monday", "text": "Old words."}]})
    told(page, "0 parts and 1 texts or marks are new here; 0 differ.")
    page.evaluate(
        "text => localStorage.setItem('cpd:demo-course:reflection:monday', text)", '{"text": "New words."}'
    )

    press(button(page, "Bring it in"))

    told(page, "0 parts and 0 texts or marks are new here; 1 differ.")
    assert kept(page, "reflection:monday") == {"text": "New words."}
    press(button(page, "Bring it in"))
    told(page, "Brought in: 0 parts, 0 texts or marks.")
    assert kept(page, "reflection:monday") == {"text": "New words."}


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("{", "This file is not a study record."),
        ("[]", "This file is not a study record."),
        ({"type": "cpd-hand-in", "schema": 1}, "This file is not a study record."),
        ({"type": "cpd-study-record", "schema": 2}, "A newer version of the course saved this record."),
        ({"type": "cpd-study-record", "schema": 1, "course": "pears"}, "the study record of another course"),
    ],
)
def test_a_file_that_is_no_record_of_this_course_is_refused(page, faces, write_page, record, words):
    """What is wrong is told with what to choose instead, and nothing changes."""
    page.goto(write_page(*faces))

    bring_in(page, record)

    told(page, words)
    assert page.evaluate("() => Object.keys(localStorage)") == []


def test_a_hostile_record_adds_nothing_that_is_no_part_of_the_course(page, faces, write_page):
    """Unknown parts, wrong types and markup do no harm."""
    page.goto(write_page(*faces))

    bring_in(
        page,
        {
            "type": "cpd-study-record",
            "schema": 1,
            "course": "demo-course",
            "learner": {"name": "<img src=x onerror=alert(1)>", "id": 7},
            "parts": [None, 3, {"id": "__proto__"}, {"id": "reflection:monday", "done_at": {"a": 1}}],
            "reflections": [
                {"id": "reflection:monday", "text": "<script>1</script>"},
                {"id": "x", "text": 5},
                {"id": "activity:demo/confidence", "marks": [{"id": "pick", "mark": 900}]},
            ],
            "plans": "none",
        },
    )
    told(page, "Record of <img src=x onerror=alert(1)>")
    press(button(page, "Bring it in"))

    assert kept(page, "reflection:monday") == {"done": True, "at": None, "text": "<script>1</script>"}
    assert page.evaluate("() => Object.keys(localStorage).length") == 2
    assert page.locator("main img, main script:not(.cpd-state)").count() == 0


def test_forgetting_deletes_everything_of_this_course_and_nothing_else(page, faces, write_page):
    """After a yes nothing of the course is left, on the page or in the browser."""
    page.goto(write_page(*faces))
    page.evaluate("localStorage.setItem('other', 'stays')")
    study(page)
    page.get_by_label("Your name").fill("Ann")

    press(button(page, "Forget everything"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("0 of 6 parts of the course done.")).to_be_visible()
    told(page, "Deleted.")
    expect(page.get_by_label("Your name")).to_have_value("")
    expect(page.get_by_label("I have worked through this section")).not_to_be_checked()
    assert page.evaluate("() => Object.keys(localStorage)") == ["other"]
