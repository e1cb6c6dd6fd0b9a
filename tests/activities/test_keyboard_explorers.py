"""The kinds that count, from end to end by keyboard alone, with what a screen reader is told."""

from pathlib import Path

import pytest
from activities.keyboard import button, focused, kept, pick, press, reach, told
from playwright.sync_api import expect

from prevention_cpd.activities import static

pytestmark = pytest.mark.slow


def cells(page, row):
    """Give the numbers of a row of the table, which is folded at first."""
    for fold in page.locator(".cpd-fold:not([open]) > summary").all():
        press(fold)
    head = page.get_by_role("rowheader", name=row, exact=True)
    return page.locator(".cpd-root tbody tr").filter(has=head).locator("td").all_inner_texts()


def test_base_rate(show):
    """Presets, slider and number field move the same numbers; table, sentence and picture agree."""
    page = show("base-rate")
    picture = page.get_by_role("img")

    assert cells(page, "wormy apples") == ["16", "4", "20"]
    expect(picture).to_have_attribute(
        "aria-label",
        "A grid of 1,000 people. Flagged: 114 of 1,000, 16 rightly and 98 wrongly. A flag is right in 14% of cases. Not flagged: 886. People you look for among them: 4 (less than 1%).",
    )
    press(button(page, "Half (invented)"))
    told(page, "A flag is right in 89% of cases.")
    assert cells(page, "Together") == ["450", "550", "1,000"]
    expect(button(page, "Half (invented)")).to_have_attribute("aria-pressed", "true")

    press(page.get_by_role("slider", name="Left alone among everyone else"), "End")
    told(page, "400 rightly and 0 wrongly. A flag is right in 100% of cases.")
    expect(page.get_by_role("slider", name="Left alone")).to_have_attribute("aria-valuetext", "100%")
    reach(page.get_by_role("textbox", name="People you look for, of"))
    page.keyboard.press("Control+A")
    page.keyboard.type("5")
    told(page, "Flagged: 4 of 1,000, 4 rightly and 0 wrongly.")
    expect(page.get_by_role("slider", name="People you look for", exact=True)).to_have_attribute(
        "aria-valuetext", "5 of 1,000 (0.5%)"
    )
    page.keyboard.type("0000")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert").filter(has_text="Write a number from 0 to 1,000.")).to_be_visible()
    reach(page.get_by_role("textbox", name="People you look for, of"))
    page.keyboard.press("Control+A")
    page.keyboard.type("500")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Write a number from")).to_have_count(0)
    page.get_by_role("textbox", name="Flagged among").fill("8 %")
    expect(page.get_by_role("slider", name="Flagged among")).to_have_attribute("aria-valuetext", "8%")
    expect(page.get_by_role("textbox", name="People you look for, of")).to_have_value("500")

    pick(page.get_by_label("By chance."))
    press(button(page, "Check my answer"))
    told(page, "It is no chance.")
    assert kept(page, "activity:demo/base-rate")["done"]
    page.reload()
    expect(page.get_by_role("textbox", name="People you look for, of")).to_have_value("500")


def test_the_result_stays_in_sight(show):
    """While a slider moves, what comes of it is on the screen: beside it, or above the lower edge of a phone."""
    page = show("base-rate")

    for width, height in ((1366, 768), (320, 660)):
        page.set_viewport_size({"width": width, "height": height})
        page.locator(".cpd-slider").first.evaluate("e => e.scrollIntoView()")
        expect(page.locator(".cpd-result")).to_be_in_viewport(ratio=0.9)


def test_nobody_flagged_and_everybody(show):
    """At the ends of the sliders the sentences still make sense."""
    page = show("base-rate")

    press(page.get_by_role("slider", name="Left alone"), "End")
    press(page.get_by_role("slider", name="Flagged among"), "Home")
    told(page, "Nobody is flagged. Not flagged: 1,000. People you look for among them: 20")
    press(page.get_by_role("slider", name="Flagged among"), "End")
    press(page.get_by_role("slider", name="Left alone"), "Home")
    told(page, "A flag is right in 2% of cases. Everyone is flagged.")


def test_norms(show):
    """After an expectation, what was counted appears beside what the manual leads one to expect."""
    page = show("norms")

    assert page.get_by_role("img").count() == 1
    expect(page.get_by_label("Your expectation")).to_have_value("")
    reach(page.get_by_label("Your expectation"))
    page.keyboard.type("90")
    press(button(page, "Show what was counted"))
    told(page, "You wrote 90. The rates of the manual come to 300.")
    assert focused(page) == "Go to the charts"
    page.keyboard.press("Enter")
    assert focused(page) == "Your own orchard (invented)"
    expect(page.get_by_role("img").last).to_have_attribute(
        "aria-label", "Bar chart, Your own orchard. Counted of 100: score 0: 2; score 1: 10."
    )
    expect(page.get_by_text("The manual leads you to expect 300 of 1,000. 60 were counted.")).to_be_visible()
    assert cells(page, "All scores") == ["260 of 1,000", "60 of 1,000"]
    reach(page.get_by_label("Your expectation"))
    page.keyboard.type("1")
    expect(page.get_by_text("You wrote 90.")).to_have_count(0)
    pick(page.get_by_label("The order."))
    press(button(page, "Check my answer"))
    told(page, "That is right.")
    assert kept(page, "activity:demo/norms")["done"]


def test_threshold(show):
    """The line moves with the number of visits; a line inside a score is said; the table agrees."""
    page = show("threshold")

    expect(page.get_by_role("img")).to_have_attribute(
        "aria-label",
        "A chart of all cases by score. Visits: 3. Found: 2 of 4 cases that need a visit. Visits that find none: 1. Cases that wait: 3. Of these, in need: 2. The line falls inside score 2: 2 of its 3 cases can be visited.",
    )
    press(page.get_by_role("slider", name="Visits this week"), "ArrowRight")
    told(page, "Visits: 4. Found: 3 of 4 cases that need a visit.")
    assert cells(page, "2") == ["3", "2", "0", "0"]
    pick(page.get_by_label("They wait."))
    press(button(page, "Check my answer"))
    told(page, "Nobody looked.")
    assert kept(page, "activity:demo/threshold")["capacity"] == 4


def test_audit(show):
    """Ratings draw one's own picture in words and boxes, with advice for the weakest first."""
    page = show("audit")

    expect(page.get_by_text("Rate the first capability, and the picture begins here.")).to_be_visible()
    for label, keys in (("Trees are pruned", 1), ("Apples are picked", 3), ("Pies are baked", 2)):
        reach(page.get_by_label(label))
        for _ in range(keys):
            page.keyboard.press("ArrowDown")
    told(page, "All capabilities are rated.")
    assert page.get_by_role("group", name="Trees").get_by_role("combobox").count() == 2
    rows = page.get_by_role("row").all_inner_texts()
    assert [row.split("\t")[-1].strip() for row in rows] == ["Not known", "In place", "Not in place"]
    assert page.locator(".cpd-note strong").all_inner_texts() == [
        "Not known: 1",
        "Not in place: 1",
        "In place: 1",
    ]
    assert kept(page, "activity:demo/audit")["ratings"] == {
        "pruning": "not-known",
        "picking": "works",
        "baking": "absent",
    }
    assert kept(page, "activity:demo/audit")["done"]
    with page.expect_download() as saved:
        press(button(page, "Save as a page"))
    assert "Ask the gardener." in Path(saved.value.path()).read_text(encoding="utf-8")


HOSTILE = [
    (
        "sort",
        {
            "step": 1,
            "cases": {"plum": {"value": "gone", "checked": True, "reason": "gone", "defended": True}},
        },
    ),
    ("timeline", {"step": "x", "cases": {"prune": {"value": "winter", "checked": True}}}),
    ("audit", {"ratings": {"pruning": "gone", "nothing": "works"}}),
    (
        "base-rate",
        {
            "values": {"sought": "1e9", "sensitivity": None},
            "cases": {"why": {"value": "gone", "checked": True}},
        },
    ),
    ("norms", {"shown": True, "guess": "<b>many</b>"}),
    ("threshold", {"capacity": 1e9}),
    ("map", {"step": 2, "cases": {"door": {"picked": "dark", "tried": True}}, "own": 7}),
    ("conversation", {"path": ["taste", "gone", "lie"]}),
    ("lines", {"step": 2, "cases": {"name": {"value": "gone", "checked": True}}, "held": "x"}),
    ("plan", {"private": {"tree": ["x"], "nothing": "x"}}),
    ("worked", {"step": 1, "cases": {"second": {"open": 3, "texts": 4}}}),
    ("writing", {"shown": True, "ticks": 7, "texts": ["x"]}),
    ("decisions", {"step": 2, "cases": {"first": {"value": "gone", "checked": True}}}),
]


@pytest.mark.parametrize(("name", "answer"), HOSTILE, ids=[one[0] for one in HOSTILE])
def test_what_another_version_kept_does_no_harm(page, tree, write_page, name, answer):
    """Kept answers that fit no longer are passed over: the activity opens and works."""
    address = write_page(static.load(f"demo/{name}", tree))
    page.goto(address)
    page.evaluate(
        "([key, value]) => localStorage.setItem(key, JSON.stringify(value))",
        [f"cpd:demo-course:activity:demo/{name}", answer],
    )
    page.reload()

    expect(page.locator(".cpd-root")).to_be_visible()
    expect(page.locator(".cpd-fallback")).to_be_hidden()
    assert "undefined" not in page.locator("main").inner_text()
    assert "NaN" not in page.locator("main").inner_text()
