"""The kinds beyond Module 1, fresh and worked on: axe finds nothing, they fit small screens and paper."""

import pytest
import yaml
from activities.test_looks import SIZES, SMALL, WIDE

from prevention_cpd.activities import static
from prevention_cpd.activities.kinds import authored
from prevention_cpd.core.tree import Tree

pytestmark = pytest.mark.slow

#: Those that `test_looks` goes through with steps of its own.
FIRST = {"opener", "confidence", "choose", "repair", "language", "headline"}
KINDS = [kind for kind in authored() if kind not in FIRST]

ON = ("Next example", "Next card", "Next measure", "Next step", "Next part", "Next decision")
END = (
    "Show the summary",
    "Walk along the line",
    "Show the whole path",
    "Show the whole line",
    "Show the whole plan",
    "Look back",
)
#: The reason comes after the bucket, whose button leads there.
CHECK = ("Defend this reason", "Check my answer", "Decide", "Show what could mend them", "Compare")
MOST_STEPS = 30
ACT = (
    "Check my answer",
    "Defend this reason",
    "Show where it fits",
    "Show what could mend them",
    "Decide",
    "Say this",
    "Show what was counted",
    "Compare",
    "Compare with a model answer",
)


def press_any(root, names):
    """Press the first of these buttons that can be seen."""
    for name in names:
        for found in root.get_by_role("button", name=name, exact=True).all():
            if found.is_visible():
                found.click()
                return True
    return False


def work(page):
    """Do something in each activity."""
    for root in page.locator(".cpd-root").all():
        for select in root.locator("select").all():
            select.select_option(index=1)
        for field in root.locator("fieldset:has(input[type=radio])").all():
            field.get_by_role("radio").last.check()
        for area in root.get_by_role("textbox").all():
            area.fill("An-unbroken-word-" * 8)
        for name in ACT:
            press_any(root, (name,))
        for summary in root.locator("summary").all():
            summary.click()


def finish(page):
    """Go to where each activity with steps looks back; a case that has to be answered first is."""
    for root in page.locator(".cpd-root").all():
        for _ in range(MOST_STEPS):
            if press_any(root, END):
                break
            for field in root.locator("fieldset:has(input[type=radio])").all():
                field.get_by_role("radio").last.set_checked(True)
            for area in root.locator("textarea").all():
                area.fill("A line")
            if not press_any(root, (*ON, *CHECK)):
                break


@pytest.fixture
def opened(page, tree, write_page):
    """Return a function that opens a page with every kind, at a size and in a scheme."""

    def open_page(width=320, scheme="light", **options):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(write_page(*(static.load(f"demo/{kind}", tree) for kind in KINDS), **options))
        page.wait_for_function("n => document.querySelectorAll('.cpd-root').length === n", arg=len(KINDS))
        return page

    return open_page


@pytest.mark.sampled(keep=2)
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_at_any_stage(opened, axe, size):
    """Fresh, at work and at the end: no finding of axe, no sideways scrolling, no small target."""
    page = opened(*size)

    for stage in (lambda _page: None, work, finish):
        stage(page)
        page.mouse.move(0, 0)
        assert axe(page) == []
        assert page.evaluate(WIDE) <= 0
        assert page.evaluate(SMALL) == []


def test_text_spacing_and_direction(opened):
    """With a reader's wider spacing, and from right to left, nothing runs out of its box."""
    style = "<style>* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }</style>"
    page = opened(head=style)
    work(page)

    assert page.evaluate(WIDE) <= 0
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(WIDE) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_readable_faces_are_sound(opened, axe, scheme):
    """Unfolded, as without JavaScript, axe finds nothing in them, and they fit 320 px."""
    page = opened(320, scheme)
    page.evaluate(
        """() => { document.querySelectorAll('.cpd-live').forEach((one) => one.remove());
        document.querySelectorAll('.cpd-fallback').forEach((one) => { one.hidden = false; });
        document.querySelectorAll('.cpd-fallback details').forEach((one) => { one.open = true; }); }"""
    )

    assert axe(page) == []
    assert page.evaluate(WIDE) <= 0


def test_on_paper(opened):
    """Before the work paper shows the readable face; afterwards what the learner has made, but nothing private unasked."""
    page = opened(1280)
    visible = "() => [...document.querySelectorAll('.cpd-activity')].filter((one) => one.querySelector('.cpd-live').checkVisibility()).map((one) => one.dataset.cpdModule)"
    page.emulate_media(media="print")
    assert page.evaluate(visible) == []

    page.emulate_media(media="screen")
    work(page)
    finish(page)
    page.emulate_media(media="print")
    assert sorted(page.evaluate(visible)) == ["audit", "decisions", "lines", "worked", "writing"]
    assert page.locator(".cpd-fallback:visible").count() == len(KINDS) - 5
    page.evaluate("document.documentElement.classList.add('cpd-print-own')")
    assert "plan" in page.evaluate(visible)


def spoilt(value, hostile, key=""):
    """Give a copy of an activity's data in which every free text is hostile."""
    kept = {
        "id",
        "kind",
        "outcome",
        "start",
        "next",
        "best",
        "tone",
        "weight",
        "speaker",
        "teaches",
        "template",
        "given",
        "section",
        "when",
        "remember",
    }
    if isinstance(value, dict):
        return {name: part if name in kept else spoilt(part, hostile, name) for name, part in value.items()}
    if isinstance(value, list):
        return [spoilt(part, hostile, key) for part in value]
    return hostile if isinstance(value, str) else value


def test_hostile_texts_stay_texts(page, tree, tmp_path, write_page):
    """A data file full of markup and closing tags is shown letter by letter, in every kind and at every stage."""
    hostile = "</script><img src=x onerror='window.hacked = 1'><b>x</b> \"q\" {name} \u202eabc \U0001f34f"
    course = tmp_path / "modules" / "demo" / "activities"
    course.mkdir(parents=True)
    (tmp_path / "modules" / "demo" / "fruit.md").write_text("# x <b>x</b>", encoding="utf-8")
    (tmp_path / "assets").symlink_to(tree.root / "assets")
    for kind in KINDS:
        data = yaml.safe_load(tree.activity(f"demo/{kind}").read_text(encoding="utf-8"))
        text = yaml.safe_dump(spoilt(data, hostile), allow_unicode=True)
        (course / f"{kind}.yml").write_text(text, encoding="utf-8")
    spoilt_tree = Tree(tmp_path)
    page.goto(write_page(*(static.load(f"demo/{kind}", spoilt_tree) for kind in KINDS)))
    page.wait_for_function("n => document.querySelectorAll('.cpd-root').length === n", arg=len(KINDS))

    work(page)
    finish(page)

    assert page.evaluate("() => window.hacked") is None
    assert page.locator("main :is(img, b)").count() == 0
    assert page.evaluate(WIDE) <= 0
