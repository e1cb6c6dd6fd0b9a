"""The kinds that go through cases, from end to end by keyboard alone, with what a screen reader is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from activities.keyboard import button, focused, kept, pick, press, reach, told
from playwright.sync_api import expect

from prevention_cpd.activities import static

pytestmark = pytest.mark.slow


def answer(page, option, check="Check my answer"):
    """Pick an option and check it; of several buttons of that name the last."""
    pick(page.get_by_role("radio", name=option))
    press(page.get_by_role("button", name=check).last)


def shown(page, text):
    """Expect words in the live face; the readable face behind it holds the same."""
    expect(page.locator(".cpd-root").get_by_text(text).first).to_be_visible()


def test_sort(show):
    """Cards are sorted; a disputed one is finished only when a reason was defended; the buckets are shown at the end."""
    page = show("sort")

    press(button(page, "Check my answer"))
    told(page, "Choose one of the answers first")
    answer(page, "For the jam")
    told(page, "Not here.")
    told(page, "It takes too long.")
    press(button(page, "Show where it fits"))
    told(page, "Fits: For the pie.")
    answer(page, "For the pie")
    told(page, "Yes, here.")
    press(button(page, "Next card"))
    assert focused(page) == "Card 2 of 2"

    answer(page, "For the jam")
    told(page, "You can defend this place. It is disputed.")
    assert not kept(page, "activity:demo/sort").get("done")
    expect(button(page, "Card 2, in a sound place, reason still open")).to_be_visible()
    press(button(page, "Go to the reasons"))
    assert page.evaluate("document.activeElement.type") == "radio"
    answer(page, "It is soft.", "Defend this reason")
    told(page, "Say how soft.")
    told(page, "Each of these is sound: For the pie, For the jam.")
    assert kept(page, "activity:demo/sort")["done"]
    press(button(page, "Show the summary"))
    assert focused(page) == "Summary"
    shown(page, "2 of 2 cards in a sound place")
    expect(page.locator(".cpd-bucket")).to_have_text(
        [
            r"For the pieA firm apple. yours was soundA ripe plum. disputed, yours was sound",
            "For the jamA ripe plum. disputed, yours was sound",
        ]
    )

    page.reload()
    press(button(page, "Card 2, in a sound place"))
    expect(page.get_by_role("radio", name="It is soft.")).to_be_checked()


#: How the side of each option's box is drawn.
SIDES = "all => all.map(each => getComputedStyle(each).borderLeftStyle)"


def test_what_was_placed_lies_there(show):
    """A card's number lies in the bin that it fits, said in words too, until another bin is chosen."""
    page = show("sort")

    answer(page, "For the pie")
    expect(page.get_by_role("radio", name="Cards here: 1.")).to_be_checked()
    expect(page.locator(".cpd-lying > i")).to_have_text(["1"])

    pick(page.get_by_label("For the jam"))
    expect(page.locator(".cpd-lying > i")).to_have_count(0)


def test_a_ladder_is_climbed(page, tree, write_page):
    """The first bucket is the lowest rung; up to the rung that is chosen the ladder is solid, whatever the colours."""
    bins = static.load("demo/sort", tree)
    page.goto(write_page(replace(bins, data={**bins.data, "ladder": True})))
    rungs = page.locator(".cpd-ladder .cpd-option")

    expect(rungs).to_contain_text(["For the jam", "For the pie"])
    assert rungs.evaluate_all(SIDES) == ["dotted", "dotted"]
    pick(page.get_by_label("For the pie"))
    assert rungs.evaluate_all(SIDES) == ["dotted", "solid"]
    pick(page.get_by_label("For the jam"))
    assert rungs.evaluate_all(SIDES) == ["solid", "solid"]


def test_a_line_is_filled(show):
    """The line is solid up to the point that is chosen, and a measure that fits lies at its point."""
    page = show("timeline")
    points = page.locator(".cpd-line-choice .cpd-option")

    answer(page, "Spring")
    assert points.evaluate_all(SIDES) == ["solid", "dotted", "dotted"]
    expect(page.get_by_role("radio", name="Spring Measures here: 1.")).to_be_checked()
    press(button(page, "Next measure"))
    pick(page.get_by_label("Summer"))
    assert points.evaluate_all(SIDES) == ["solid", "solid", "dotted"]


def test_timeline(show):
    """Measures are placed; then every point of the line can be opened, the empty one too."""
    page = show("timeline")

    answer(page, "Summer")
    told(page, "Not at this point.")
    answer(page, "Spring")
    told(page, "Fits at each of these: Spring; Autumn.")
    press(button(page, "Next measure"))
    assert focused(page) == "Measure 2 of 2"
    answer(page, "Autumn")
    told(page, "It fits here.")
    assert kept(page, "activity:demo/timeline")["done"]
    press(button(page, "Walk along the line"))
    assert focused(page) == "Along the line"
    press(page.locator("summary", has_text="Summer"))
    shown(page, "None of these measures stands here.")
    press(page.locator("summary", has_text="Autumn"))
    expect(page.get_by_role("listitem").filter(has_text="Pick the apples").last).to_contain_text(
        "you placed it well"
    )


def test_map(show):
    """Barriers are chosen step by step; what mends them appears; the path is shown where it breaks."""
    page = show("map")

    press(page.get_by_label("It is dark."), "Space")
    press(button(page, "Show what could mend them"))
    told(page, "You chose 1 barrier.")
    shown(page, "Put in a lamp.")
    shown(page, "fear, you chose it")
    press(button(page, "Next step"))
    assert focused(page) == "Step 2 of 2"
    press(button(page, "Show what could mend them"))
    told(page, "You chose 0 barriers.")
    assert kept(page, "activity:demo/map")["done"]
    press(button(page, "Show the whole path"))
    expect(page.locator(".cpd-line > li").first).to_contain_text("the path breaks here")
    expect(page.locator(".cpd-line > li").last).to_contain_text("no barrier chosen")
    press(page.get_by_label("It is dark."), "Space")
    assert kept(page, "activity:demo/map")["own"] == ["dark"]


def test_conversation(show):
    """Each choice gets feedback and a reply, both announced; one step back works; the end looks back on the way."""
    page = show("conversation")

    press(button(page, "Say this"))
    told(page, "Choose one of the answers first.")
    answer(page, "All of them.", "Say this")
    told(page, "You cannot know. The other person: This one is sour!")
    assert focused(page) == "Your turn (number 2)"
    expect(page.locator(".cpd-talk > li")).to_have_count(4)
    press(button(page, "Take one step back"))
    told(page, "One step back.")
    assert focused(page) == "Your turn (number 1)"
    answer(page, "All of them.", "Say this")

    page.reload()
    shown(page, "This one is sour!")
    answer(page, "Bad luck.", "Say this")
    assert focused(page) == "Looking back"
    shown(page, "Nobody was fed.")
    assert page.locator(".cpd-results li").all_inner_texts() == [
        "This does not help. All of them.",
        "This helps in part. Bad luck.",
    ]
    assert kept(page, "activity:demo/conversation")["done"]
    press(button(page, "Start again"))
    assert focused(page) == "Your turn (number 1)"
    assert kept(page, "activity:demo/conversation")["path"] == []
    assert kept(page, "activity:demo/conversation")["done"]


def test_lines(show):
    """The draft grows with each choice; the end names what cannot go out, and the checklist is kept."""
    page = show("lines")
    draft = page.get_by_label("Your draft:")

    expect(draft).to_contain_text("[The name]")
    answer(page, "Wonder jam")
    told(page, "Not like this.")
    expect(draft).to_contain_text("Wonder jam")
    press(button(page, "Next part"))
    answer(page, "Plums and sugar.")
    told(page, "This can go out.")
    press(button(page, "Show the whole line"))
    shown(page, "1 of 2 parts can go out.")
    shown(page, "The name: Not like this.")
    press(page.get_by_label("Is it true?"), "Space")
    assert kept(page, "activity:demo/lines")["held"] == [0]
    with page.expect_download() as saved:
        press(button(page, "Save as a page"))
    assert "Plums and sugar." in Path(saved.value.path()).read_text(encoding="utf-8")


def test_decisions(show):
    """A decision shows its consequence and can be changed; the end weighs the whole plan."""
    page = show("decisions")

    press(button(page, "Decision 2, open"))
    assert focused(page) == "Decision 2 of 2"
    answer(page, "A hedge.", "Decide")
    press(button(page, "Show the whole plan"))
    shown(page, "The last word on your plan comes when all decisions are made.")
    press(button(page, "Decision 1, open"))
    answer(page, "A palm.", "Decide")
    told(page, "It freezes.")
    answer(page, "An apple.", "Decide")
    told(page, "A strong choice.")
    told(page, "This rests on D1.")
    press(button(page, "Next decision"))
    press(button(page, "Show the whole plan"))
    shown(page, "Strong: 1. Can be defended: 1. Weak: 0.")
    shown(page, "A plan with gaps.")
    assert kept(page, "activity:demo/decisions")["done"]


def test_plan(page, tree, write_page):
    """A private plan is kept on the device, and printed and saved where its owner asks for it."""
    page.goto(write_page(static.load("demo/plan", tree)))
    expect(page.get_by_label("Which tree?")).to_be_visible()

    reach(page.get_by_label("Which tree?"))
    page.keyboard.type("A <b>secret</b> pear")
    press(page.locator("summary", has_text="Examples"))
    expect(page.locator(".cpd-examples").get_by_text("An apple.")).to_be_visible()
    told(page, "Kept.")
    press(page.get_by_label("My plan is finished for now"), "Space")
    assert kept(page, "activity:demo/plan")["private"] == {"tree": "A <b>secret</b> pear"}
    assert kept(page, "activity:demo/plan")["done"]
    with page.expect_download() as saved:
        press(button(page, "Save as a page"))
    assert "A &lt;b&gt;secret&lt;/b&gt; pear" in Path(saved.value.path()).read_text(encoding="utf-8")

    page.emulate_media(media="print")
    expect(page.locator(".cpd-print-only").first).to_be_hidden()
    # What the tick at the foot of a page says.
    page.evaluate("document.documentElement.classList.add('cpd-print-own')")
    expect(page.locator(".cpd-print-only").first).to_have_text("A <b>secret</b> pear")
    expect(page.locator(".cpd-print-only").first).to_be_visible()
    expect(page.get_by_label("Which tree?")).to_be_hidden()


def test_what_was_just_typed_is_kept_on_leaving(show):
    """Leaving the page at once loses no word."""
    page = show("plan")

    reach(page.get_by_label("When?"))
    page.keyboard.type("Soon")
    page.goto("about:blank")
    page.go_back()
    expect(page.get_by_label("When?")).to_have_value("Soon")


def test_reset(show):
    """Deleting the answers empties the activity and puts the focus at its beginning."""
    page = show("conversation")
    answer(page, "All of them.", "Say this")

    press(page.get_by_text("Where your answers are kept"))
    press(button(page, "Reset this activity"))
    page.keyboard.press("Enter")
    told(page, "Deleted.")
    assert focused(page) == "At the fruit stall"
    expect(page.locator(".cpd-talk > li")).to_have_count(1)
    assert kept(page, "activity:demo/conversation") is None
