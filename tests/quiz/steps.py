"""What a learner does in a quiz, in whichever host it is open."""

import re

from playwright.sync_api import expect

#: A written answer that would do harm where it was taken for anything but text.
TEXT = "A red bicycle was lost in Mill Street on Monday. <script>alert(1)</script>"


def answer_by_keyboard(quiz, page):
    """Answer every question without the mouse."""
    quiz.get_by_label("begin").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    # Between two questions stands the button that flags the next one.
    for key in ("Tab", "Tab", "Space", "Tab", "Space", "Tab", "Tab", "Tab", "Tab"):
        page.keyboard.press(key)
    # Not by typing a word: a busy machine takes its letters for several words.
    page.keyboard.press("End")
    expect(quiz.get_by_label("hot")).to_have_value("cold")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(quiz.get_by_label("new")).to_have_value("aged")
    for key in ("Tab", "Tab", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type(TEXT)
    page.keyboard.press("Tab")
    expect(quiz.locator("textarea")).to_have_value(TEXT)
    quiz.get_by_text("3 of 4 answered").wait_for()
    quiz.get_by_role("button", name="Go to question 3").wait_for()
    quiz.locator("[data-question=wri-note]").locator("..").get_by_text(
        re.compile(r"Saved \d\d:\d\d")
    ).wait_for()
