"""What a learner does in the quiz with one question of each kind."""

import re

from playwright.sync_api import expect

TEXT = "A date says when. Everybody who reads the report needs it."
RIGHT = {
    "kin-single": "february",
    "kin-multiple": ["bicycle", "scooter"],
    "kin-match": {"saw": "dividing", "hammer": "knocking"},
    "kin-order": ["writing", "folding", "posting"],
    "kin-numeric": 1.5,
    "kin-text": TEXT,
}


def press(page, *keys):
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def button(quiz, name):
    """Return a button by its name."""
    return quiz.get_by_role("button", name=name, exact=True)


def heading(quiz, name):
    """Return a heading that must have the focus."""
    found = quiz.get_by_role("heading", name=name, exact=True)
    expect(found).to_be_focused(timeout=30_000)
    return found


def go_to_confirmation(quiz):
    """Go on to the last question before handing in."""
    button(quiz, "Review and hand in").click()
    button(quiz, "Hand in").click()
    heading(quiz, "Hand in now?")


def hand_in(quiz):
    """Hand in and return the receipt that is shown."""
    go_to_confirmation(quiz)
    button(quiz, "Yes, hand in").click()
    heading(quiz, "Handed in")
    return quiz.locator(".cpd-quiz-code").inner_text()


def answer_by_keyboard(quiz, page):
    """Answer every question but the written one, and flag the fourth."""
    quiz.get_by_label("May").focus()
    press(page, "ArrowDown", "Tab", "Tab", "Space", "Tab", "Tab", "Space", "Tab", "Tab", "Tab")
    # One select after the other, by the letters in front of the choices.
    press(page, "b", "Tab", "a", "Tab")
    flag = button(quiz, "Flag for later: question 4")
    expect(flag).to_be_focused()
    press(page, "Space")
    expect(flag).to_have_attribute("aria-pressed", "true")
    down = quiz.get_by_role("button", name=re.compile("Down: Post it"))
    while not down.is_disabled():
        down.focus()
        press(page, "Enter")
    quiz.get_by_role("button", name=re.compile("Up: Write it")).focus()
    press(page, "Enter")
    quiz.get_by_label("Your number (min)").focus()
    page.keyboard.type("1,5")


def answer_by_touch(quiz, page):
    """Answer every question by tapping, and flag the fifth."""
    for name in ("February", "a bicycle", "a motor scooter"):
        quiz.get_by_label(name, exact=True).tap()
    # A phone shows its own list for a select; the tap opens it.
    for left, right in (("a saw", "dividing"), ("a hammer", "knocking")):
        quiz.get_by_label(left).tap()
        quiz.get_by_label(left).select_option(right)
    button(quiz, "Flag for later: question 5").tap()
    for name in ("Up: Write it", "Up: Write it", "Up: Fold it"):
        mover = button(quiz, name)
        if mover.is_enabled():
            mover.tap()
    quiz.get_by_label("Your number (min)").tap()
    page.keyboard.type("1.5")
    quiz.locator("textarea").tap()
    page.keyboard.type(TEXT)
