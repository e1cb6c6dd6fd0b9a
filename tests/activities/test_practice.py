"""Practice questions of every kind by keyboard alone, with what a screen reader is told."""

import pytest
from activities.keyboard import button, focused, kept, pick, press, reach, told
from playwright.sync_api import expect

from prevention_cpd.activities import static

pytestmark = pytest.mark.slow


@pytest.fixture
def practise(page, bank, write_page):
    """Return a function that opens a page with one practice question."""

    def open_page(name):
        section = ("a.html", "The first section")
        page.goto(write_page(static.practice(bank[name], course="demo-course", section=section)))
        page.wait_for_selector(".cpd-root")
        return page

    return open_page


def test_single(practise):
    """A wrong answer is told, with its feedback and the section; Check has become Try again, the answer is offered."""
    page = practise("demo-single")

    press(button(page, "Check my answer"))
    told(page, "Answer the question first")
    pick(page.get_by_label("A leek"))
    press(button(page, "Check my answer"))
    told(page, "Not yet.")
    told(page, "It grows in a bed.")
    assert focused(page) == "Try again"
    expect(page.get_by_role("link", name="The first section")).to_be_visible()
    press(button(page, "Show the answer"))
    told(page, "The right answer:")
    press(button(page, "Try again"))
    expect(page.get_by_label("A leek")).not_to_be_checked()
    pick(page.get_by_label("An apple"))
    press(button(page, "Check my answer"))
    told(page, "That is right.")
    told(page, "Apples grow on trees.")
    page.reload()
    expect(page.get_by_label("An apple")).to_be_checked()
    assert page.get_by_text("That is right.").is_visible()


def test_multiple(practise):
    """Half of it right gives half the points, with a word on each tick."""
    page = practise("demo-multiple")

    press(page.get_by_label("Apples"), "Space")
    press(button(page, "Check my answer"))
    told(page, "Partly right: 1 of 2 points.")
    press(page.get_by_label("Pears"), "Space")
    press(button(page, "Check my answer"))
    told(page, "That is right.")
    assert kept(page, "practice:demo-multiple")["value"] == ["a", "c"]


def test_match(practise):
    """Partners are chosen in lists; long ones are readable in full beside them."""
    page = practise("demo-match")

    for name, text in (("Apples", "A pie with"), ("Plums", "Jam"), ("Grapes", "Jam")):
        field = page.get_by_label(name)
        value = field.locator("option").filter(has_text=text).get_attribute("value")
        reach(field)
        for _ in range(5):
            if field.input_value() == value:
                break
            page.keyboard.press("ArrowDown")
        assert field.input_value() == value
    press(button(page, "Check my answer"))
    told(page, "Partly right: 2 of 3 points.")
    told(page, "Grapes: not right")
    assert page.get_by_role("listitem").filter(has_text="A pie with a lattice of pastry").first.is_visible()


def test_order(practise):
    """Items move by buttons, each move is announced, the focus stays with the item; untouched is not answered."""
    page = practise("demo-order")

    press(button(page, "Check my answer"))
    told(page, "Answer the question first")
    wanted = ["Pick the apples", "Cut the apples", "Bake the pie"]
    for target, text in enumerate(wanted):
        for _ in range(3):
            items = [one.split("Up")[0] for one in page.locator(".cpd-order-list li").all_text_contents()]
            if items.index(text) == target:
                break
            press(button(page, f"Up: {text}"))
            told(page, f"{text}: now {items.index(text)} of 3.")
            assert text in page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    if button(page, "This order is right").is_visible():
        press(button(page, "This order is right"))
    press(button(page, "Check my answer"))
    told(page, "That is right.")
    assert kept(page, "practice:demo-order")["value"] == ["gather", "slice", "bake"]


@pytest.mark.parametrize(
    ("typed", "result"),
    [("12.5", "That is right."), ("12,5", "That is right."), (" 12 ", "Not yet."), ("-12.5", "Not yet.")],
)
def test_numeric(practise, typed, result):
    """A number is read with point or comma."""
    page = practise("demo-numeric")

    reach(page.get_by_label("Your number (%)"))
    page.keyboard.type(typed)
    press(button(page, "Check my answer"))
    told(page, result)


@pytest.mark.parametrize("typed", ["a lot", "1,00,0", "12.5 apples", "1e3", "1.000,5"])
def test_numeric_that_cannot_be_read(practise, typed):
    """What is no number, or an unclear one, is told in words at the field and is no answer."""
    page = practise("demo-numeric")
    field = page.get_by_label("Your number (%)")

    reach(field)
    page.keyboard.type(typed)
    press(button(page, "Check my answer"))

    expect(page.get_by_role("alert").filter(has_text="cannot be read as one number")).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    told(page, "cannot be read as one number")


def test_text(practise):
    """A written answer is compared by the learner with the criteria; nobody marks it."""
    page = practise("demo-text")

    reach(page.get_by_label("Your answer"))
    page.keyboard.type("Sweet, and good in a pie.")
    assert page.get_by_text("Words: 6.").is_visible()
    press(button(page, "Check my answer"))
    told(page, "Nobody marks it here.")
    told(page, "Sweet or sour will do.")
    assert kept(page, "practice:demo-text")["done"]
