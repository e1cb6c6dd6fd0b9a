"""What a reader presses stays where it is: through every step of every activity, with the mouse."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

#: Layout shifts that follow no input within half a second.
WATCH = """() => { window.shifts = [];
  new PerformanceObserver(list => list.getEntries().forEach(entry => entry.hadRecentInput || window.shifts.push(entry.value)))
    .observe({ type: 'layout-shift', buffered: false }); }"""
#: Where an element stands on the page, whatever the scroll position; null once it has gone.
PLACE = "element => element.isConnected ? element.getBoundingClientRect().top + scrollY : null"
CONTROLS = "fieldset, textarea, input:not([type=radio]):not([type=file]), select, .cpd-button:not(.cpd-steps *, .cpd-danger)"
#: The way on; while a case is not finished, the next number in the list of cases.
ONWARD = ".cpd-next, li:has(> [aria-current=step]) + li > .cpd-dot"
#: No activity of the course has more cases; a walk that goes on for longer runs in a circle.
MOST_STEPS = 30
#: Pixels that nobody notices.
NOTHING = 3


def activities(book) -> list[str]:
    """Return the pages that have more than practice questions, relative to the book."""
    found = []
    for path in sorted((book / "modules").rglob("*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        if page.select_one(".cpd-activity:not(.cpd-activity-section-done, .cpd-activity-practice)"):
            found.append(path.relative_to(book).as_posix())
    return found


class Walk:
    """Goes through an activity, and notes what moves."""

    def __init__(self, page, name: str) -> None:
        self.page, self.name, self.moved = page, name, []

    def press(self, control) -> None:
        """Press the mouse on a control: it must be there until the button is up, and stay there."""
        control.scroll_into_view_if_needed()
        label = control.evaluate("e => (e.labels?.[0] ?? e).textContent.trim().slice(0, 60) || e.tagName")
        box = control.bounding_box()
        places = [control.evaluate(PLACE)]
        self.page.mouse.move(box["x"] + min(box["width"] / 2, 12), box["y"] + box["height"] / 2)
        self.page.mouse.down()
        places.append(control.evaluate(PLACE))
        self.page.mouse.up()
        self.page.wait_for_timeout(30)
        places.append(control.evaluate(PLACE))
        for when, place in zip(("while it is pressed", "once it is pressed"), places[1:], strict=True):
            if place is not None and abs(place - places[0]) >= NOTHING:
                self.moved.append(f"{self.name}: “{label}” moves by {place - places[0]:.0f} px {when}")

    def step(self, root) -> None:
        """Answer and press everything that one step of an activity shows."""
        for handle in root.locator(CONTROLS).element_handles():
            if not handle.evaluate("e => e.isConnected && e.checkVisibility() && !e.disabled"):
                continue
            tag = handle.evaluate("e => e.tagName + (e.type || '')")
            if tag.startswith("FIELDSET"):
                for radio in handle.query_selector_all(":scope input[type=radio]")[-2:]:
                    self.press(radio)
            elif tag.startswith("TEXTAREA") or tag == "INPUTtext":
                handle.click()
                # No number at all: what is told of it must not push the next control away.
                self.page.keyboard.insert_text("about a dozen")
            elif tag.startswith("SELECT"):
                handle.select_option(index=1)
            elif tag != "INPUTrange":
                self.press(handle)

    def through(self, root) -> None:
        """Go on to the end."""
        self.step(root)
        for _ in range(MOST_STEPS):
            following = root.locator(ONWARD).last
            if not following.count():
                return
            following.click()
            self.step(root)
        self.moved.append(f"{self.name}: it never ends")


def test_what_is_pressed_stays_where_it_is(book, site, watch, one_in):
    """No control moves under the pointer, and nothing on a page moves by itself, in any step of any activity."""
    page = watch(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    wrong, seen = [], 0
    names = one_in(activities(book), 4)
    for name in names:
        page.goto(site + name)
        page.wait_for_function(
            "() => [...document.querySelectorAll('.cpd-activity')].every(e => e.querySelector('.cpd-root'))"
        )
        page.evaluate(WATCH)
        walk = Walk(page, name)
        for root in page.locator(".cpd-root").all():
            walk.through(root)
            seen += 1
        page.wait_for_timeout(200)
        # What no eye can see: a hundredth of what counts as good.
        shifts = [shift for shift in page.evaluate("window.shifts") if shift >= 0.001]
        wrong += walk.moved + [
            f"{name}: {len(shifts)} shifts of {sum(shifts):.4f} that nobody asked for"
        ] * bool(shifts)

    assert seen > len(names)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("width", [320, 1280])
def test_what_a_script_fills_in_has_its_place(site, watch, width):
    """Coming back, the start pages of course and module say where the reader was, and nothing moves for it."""
    page = watch(viewport={"width": width, "height": 800})
    page.add_init_script(f"({WATCH.replace('buffered: false', 'buffered: true')})()")
    page.goto(site + "modules/stigma/what-confidentiality-covers.html")
    page.locator(".cpd-section-done input").check()
    page.goto(site + "modules/stigma/looking-after-each-other.html")
    for name in ("index.html", "modules/stigma/index.html"):
        page.goto(site + name)
        page.wait_for_load_state("networkidle")
        assert page.locator(".cpd-start a").inner_text() == "Carry on: Looking after each other"
        assert [shift for shift in page.evaluate("window.shifts") if shift >= 0.001] == [], name
