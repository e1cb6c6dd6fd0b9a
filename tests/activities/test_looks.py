"""What every activity owes its readers: axe finds nothing, it fits small screens, targets are large enough."""

import pytest

from prevention_cpd.activities import static

pytestmark = pytest.mark.slow

NAMES = ("opener", "confidence", "confidence-after", "choose", "repair", "headline", "language", "hostile")
SIZES = [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]
SMALL = """() => [...document.querySelectorAll('.cpd-root :is(button, input, select, textarea, summary, a)')]
  .filter((one) => one.checkVisibility())
  .map((one) => [(one.closest('label') || one).getBoundingClientRect(), one])
  .filter(([box]) => box.width < 24 || box.height < 24)
  .filter(([, one]) => !(one.tagName === 'A' && one.closest('p')))
  .map(([box, one]) => `${one.outerHTML.slice(0, 120)} ${box.width}x${box.height}`)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def work(page):
    """Do something in each activity, so that feedback shows as well."""
    for root in page.locator(".cpd-root").all():
        for group in root.get_by_role("group").filter(has=page.locator("input[type=radio]")).all():
            if group.evaluate("element => element.tagName") == "FIELDSET":
                group.get_by_role("radio").last.check()
        for box in root.get_by_role("checkbox").all():
            box.check()
        for area in root.get_by_role("textbox").all():
            area.fill("7 rotten apples")
        names = (
            "Check my answer",
            "Show what the module says",
            "Check the text",
            "Show the best choice",
            "Show the answer",
        )
        for name in names:
            for button in root.get_by_role("button", name=name).all():
                if button.is_visible():
                    button.click()
        for summary in root.locator("summary").all():
            summary.click()


@pytest.fixture
def faces(tree, bank):
    """Give everything that a page may show."""
    page = {
        "doc": "modules/demo/a",
        "title": "A rather long title of a section about apples, pears and plums",
        "href": "a.html",
        "tick": True,
        "activities": [{"id": "demo/choose", "title": "Choose the fruit"}],
        "practice": list(bank),
        "reflections": [{"id": "r", "prompt": "<p>What will you change?</p>"}],
    }
    map_ = {"title": "Apples", "modules": [{"title": "Demo", "minutes": 10, "pages": [page]}]}
    return [
        *(static.load(f"demo/{name}", tree) for name in NAMES),
        *(
            static.practice(question, course="demo-course", number=number, total=len(bank))
            for number, question in enumerate(bank.values(), 1)
        ),
        static.reflection("r", "<p>What will you change?</p>", course="demo-course"),
        static.section_done("modules/demo/a", course="demo-course"),
        static.progress(map_, course="demo-course"),
    ]


@pytest.mark.sampled(keep=2)
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_fresh_or_worked_on(page, faces, write_page, axe, size):
    """Fresh and after work, light and dark, wide and at 320 px: no finding of axe, no sideways scrolling, no small target."""
    width, scheme = size
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(write_page(*faces))
    page.wait_for_function("n => document.querySelectorAll('.cpd-root').length === n", arg=len(faces))

    assert axe(page) == []
    work(page)
    page.mouse.move(0, 0)
    assert axe(page) == []
    assert page.evaluate(WIDE) <= 0
    assert page.evaluate(SMALL) == []


@pytest.mark.sampled(keep=2)
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_without_javascript(browser, faces, write_page, axe, size):
    """The readable faces are sound too."""
    width, scheme = size
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    # axe itself needs scripts: so the host is kept from starting instead.
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', (event) => event.stopImmediatePropagation(), true)"
    )
    page.goto(write_page(*faces))
    page.eval_on_selector_all(".cpd-fallback details", "all => all.forEach((one) => { one.open = true; })")

    assert page.locator(".cpd-root").count() == 0
    assert axe(page) == []
    assert page.evaluate(WIDE) <= 0
    context.close()


def test_text_spacing_of_the_reader_breaks_nothing(page, faces, write_page):
    """With the wider spacing that a reader may set, nothing is cut off or scrolls sideways (WCAG 1.4.12)."""
    style = "<style>* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }</style>"
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(write_page(*faces, head=style))
    page.wait_for_selector(".cpd-root")

    assert page.evaluate(WIDE) <= 0


def test_right_to_left(page, faces, write_page):
    """In a right-to-left edition nothing runs out of its box."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(write_page(*faces))
    page.wait_for_selector(".cpd-root")
    page.evaluate("document.documentElement.dir = 'rtl'")

    assert page.evaluate(WIDE) <= 0


def test_the_outline_has_no_gap(page, tree, write_page):
    """An activity's title is one level below the heading before it, its cases one below that."""
    page.goto(write_page(static.load("demo/choose", tree)))
    page.wait_for_selector(".cpd-root")

    levels = page.eval_on_selector_all("h1, h2, h3, h4, h5, h6", "all => all.map((one) => one.tagName)")
    assert levels == ["H1", "H2", "H3"]
