"""My progress: what is done elsewhere on the device, files to keep, and forgetting."""

import re
from pathlib import Path

import pytest
from activities.keyboard import button, pick, press, reach, told
from playwright.sync_api import expect

from prevention_cpd.activities import static

pytestmark = pytest.mark.slow


def test_progress_and_forget(page, tree, bank, write_page):
    """The overview counts what is done elsewhere on the device, saves files, and forgets everything."""
    survey = static.load("demo/confidence", tree)
    map_ = {
        "title": "Apples",
        "language": "en-GB",
        "direction": "ltr",
        "modules": [
            {
                "title": "Demo",
                "minutes": 10,
                "pages": [
                    {
                        "doc": "modules/demo/a",
                        "title": "First",
                        "href": "a.html",
                        "tick": True,
                        "activities": [
                            {
                                "id": survey.id,
                                "title": survey.data["title"],
                                "statements": static.statements_of(survey),
                            }
                        ],
                        "practice": ["demo-single", "demo-text"],
                        "reflections": [{"id": "monday", "prompt": "<p>What will you change?</p>"}],
                    }
                ],
            }
        ],
    }
    page.goto(
        write_page(
            static.progress(map_, course="demo-course"),
            survey,
            static.reflection("monday", "<p>What will you change?</p>", course="demo-course"),
            static.section_done("modules/demo/a", course="demo-course"),
            static.practice(bank["demo-single"], course="demo-course"),
        )
    )
    page.evaluate("localStorage.setItem('other', 'stays')")
    expect(page.get_by_text("0 of 5 parts of the course done.")).to_be_visible()
    for statement in ("I can pick", "I can peel"):
        pick(page.get_by_role("group", name=statement).get_by_role("radio").nth(2))
    press(page.get_by_label("I have worked through this section"), "Space")
    reach(page.get_by_label("What will you change?"))
    page.keyboard.type("Count <b>apples</b>.")
    pick(page.get_by_label("An apple"))
    press(button(page, "Check my answer"))
    expect(page.get_by_text("4 of 5 parts of the course done.")).to_be_visible()
    expect(page.get_by_text("Count <b>apples</b>.").first).to_be_visible()

    with page.expect_download() as saved:
        press(button(page, "Save as a page"))
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert "Count &lt;b&gt;apples&lt;/b&gt;." in text
    assert "4 of 5 parts" in text
    assert "<a" not in text
    with page.expect_download() as saved:
        press(button(page, "Save as data (JSON)"))
    assert '"section:modules/demo/a"' in Path(saved.value.path()).read_text(encoding="utf-8")

    press(button(page, "Forget everything"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("0 of 5 parts of the course done.")).to_be_visible()
    told(page, "Deleted.")
    expect(page.get_by_label("I have worked through this section")).not_to_be_checked()
    assert page.evaluate("() => Object.keys(localStorage)") == ["other"]
    assert not re.search("Count", page.locator("main").inner_text())
