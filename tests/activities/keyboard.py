"""A learner who uses nothing but the keyboard."""

from playwright.sync_api import expect

FOCUSED = "element => element === document.activeElement"


def reach(locator):
    """Press Tab until the element has the focus."""
    page = locator.page
    for _ in range(150):
        if locator.evaluate(FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reaches {locator}")


def press(locator, key="Enter"):
    """Go to an element and press a key on it."""
    reach(locator)
    locator.page.keyboard.press(key)


def pick(radio):
    """Pick a radio button: Tab reaches the group, the arrows walk in it."""
    page = radio.page
    name = radio.get_attribute("name")
    for _ in range(150):
        if page.evaluate("name => document.activeElement.name === name", name):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"the Tab key never reaches the group of {radio}")
    page.keyboard.press("Space")
    for _ in range(12):
        if radio.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrow keys never reach {radio}")


def focused(page):
    """Give the text of the element that has the focus."""
    return page.evaluate("() => document.activeElement.textContent.trim()")


def button(page, name):
    """Find a button by its name; of several the first."""
    return page.get_by_role("button", name=name).first


def kept(page, key):
    """Give what the browser keeps under a key of the course."""
    return page.evaluate("key => JSON.parse(localStorage.getItem(`cpd:demo-course:${key}`))", key)


def told(page, text):
    """Expect words in a live region, in sight or for screen readers alone; a hidden one has no role."""
    expect(page.get_by_role("status").filter(has_text=text).first).to_be_attached()
