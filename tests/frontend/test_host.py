"""The small host that runs activities in a page: storage, hostile data, failures, no JavaScript, print."""

import pytest
from playwright.sync_api import expect

from prevention_cpd.activities import static
from prevention_cpd.activities.kinds import kinds

pytestmark = pytest.mark.slow

BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
#: What another version, another program or a curious reader may have left under our keys.
BROKEN = (
    "{",
    "null",
    "7",
    "[]",
    '"x"',
    '{"cases": 3, "step": "x", "marks": 3}',
    '{"step": -9, "shown": 1, "marks": {"red": "zz", "pick": 99}}',
    '{"step": 1e9, "cases": {"pie": {"value": "zz", "checked": true}, "blame": {"judged": true, "needs": 4}}}',
    '{"cases": {"pie": null, "calm": [1], "flood/unit": {"value": "zz", "checked": true}}, "marks": [null]}',
    '{"cases": {"blame": {"judged": true, "needs": "repair", "value": "zz", "checked": true}}, "step": 1}',
)
FULL = "Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); };"


def test_answers_are_there_after_a_reload(show):
    """What a learner did, and where they were, comes back with the page; nothing is announced on arrival."""
    page = show("choose")
    page.get_by_label("A plum").check()
    page.get_by_role("button", name="Check my answer").click()
    page.get_by_role("button", name="Next case").click()
    page.reload()

    expect(page.get_by_role("heading", name="Case 2 of 2")).to_be_visible()
    page.get_by_role("button", name="Case 1, answered in part").click()
    expect(page.get_by_label("A plum")).to_be_checked()
    expect(page.locator(".cpd-root").get_by_text("It works, with more flour.")).to_be_visible()


def test_one_script_for_all_pages_gives_the_same_modules(page, tmp_path):
    """The script that a book ships once puts together, in the browser, the very text that Python composes."""
    faces = "".join(
        f'<div class="cpd-activity" data-cpd-module="{name}"></div>' for name in [*kinds(), "no-such"]
    )
    (tmp_path / "modules.js").write_text(static.modules_script(), encoding="utf-8")
    (tmp_path / "all.html").write_text(
        f'<!doctype html>{faces}<script src="modules.js"></script>', encoding="utf-8"
    )
    page.goto((tmp_path / "all.html").as_uri())

    found = page.eval_on_selector_all(
        ".cpd-module", "all => Object.fromEntries(all.map((one) => [one.dataset.cpdModule, one.textContent]))"
    )

    assert found == {name: kind.script for name, kind in kinds().items()}
    assert len(static.modules_script()) < 250_000


@pytest.mark.parametrize("trouble", [BLOCKED, FULL])
def test_where_storage_is_blocked_activities_still_work(page, show, trouble):
    """With storage blocked or full everything works until the page is closed, and the page says so."""
    page.add_init_script(trouble)
    show("choose", "opener")
    page.get_by_label("A plum").check()
    page.get_by_role("button", name="Check my answer").click()

    expect(page.get_by_text("This can stand.")).to_be_visible()
    expect(page.get_by_text("Nothing can be kept here").first).to_be_visible()
    expect(page.locator(".cpd-answered")).to_have_count(1)
    page.get_by_role("button", name="Next case").click()
    page.get_by_role("button", name="Previous case").click()
    expect(page.get_by_label("A plum")).to_be_checked()


@pytest.mark.parametrize("name", ["choose", "repair", "headline", "opener", "confidence", "language"])
def test_broken_storage_does_no_harm(page, tree, write_page, name):
    """Whatever stands in storage, the activity opens."""
    address = write_page(static.load(f"demo/{name}", tree))
    for text in BROKEN:
        page.goto(address)
        page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)",
            [f"cpd:demo-course:activity:demo/{name}", text],
        )
        page.reload()

        expect(page.locator(".cpd-root")).to_be_visible()
        expect(page.locator(".cpd-fallback")).to_be_hidden()


def test_a_broken_answer_to_a_question_does_no_harm(page, bank, write_page):
    """A practice question opens with any kept answer, also one of another kind of question."""
    instances = [static.practice(question, course="demo-course") for question in bank.values()]
    address = write_page(*instances)
    for value in ("null", "7", '"a"', '["a"]', '["zz", 1]', '{"apple": "zz"}', "{}", "[]", "true"):
        page.goto(address)
        state = f'{{"value": {value}, "checked": true, "shown": true, "done": true}}'
        for instance in instances:
            page.evaluate(
                "([key, text]) => localStorage.setItem(key, text)", [f"cpd:demo-course:{instance.key}", state]
            )
        page.reload()

        expect(page.locator(".cpd-root")).to_have_count(len(instances))


def test_hostile_data_does_nothing(show):
    """Data that looks like markup or script is shown as text; none of it runs."""
    page = show("hostile")
    page.get_by_role("radio").nth(0).check()
    page.get_by_role("button", name="Check my answer").click()
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Check my answer").click()
    page.get_by_role("button", name="Show the summary").click()

    assert page.evaluate("window.hacked") is None
    expect(page.get_by_role("heading", name="</script><script>window.hacked = 1</script>")).to_be_visible()
    assert page.locator(".cpd-root img, .cpd-root script, .cpd-root textarea").count() == 0


def test_two_tabs_agree(page, show):
    """A change in one tab shows in the other."""
    show("opener")
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("Agree", exact=True).first.check()

    # A tab in the background may be slow to hear of it.
    expect(other.get_by_label("Agree", exact=True).first).to_be_checked(timeout=20_000)


@pytest.mark.parametrize(
    "text", ["this is no module", "export default {render() { throw new Error('broken'); }};", ""]
)
def test_when_a_module_fails_the_readable_version_stays(page, tree, write_page, text):
    """A module that cannot run leaves the readable version in place, and a plain sentence says so."""
    address = write_page(static.load("demo/choose", tree), static.load("demo/opener", tree))
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        f"document.querySelector('.cpd-module[data-cpd-module=choose]').textContent = {text!r};}}, true)"
    )
    page.goto(address)

    broken, fine = page.locator(".cpd-activity").all()
    expect(fine.locator(".cpd-root")).to_be_visible()
    expect(broken.get_by_text("The interactive version could not start")).to_be_visible()
    expect(broken.get_by_text("You bake a pie.").first).to_be_visible()
    expect(broken.locator(".cpd-root")).to_have_count(0)


def test_without_javascript(browser, tree, bank, write_page):
    """Without JavaScript every activity can be read, answers unfold, and nothing promises what cannot run."""
    faces = [
        static.load(f"demo/{name}", tree) for name in ("opener", "choose", "repair", "headline", "language")
    ]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(write_page(*faces, *(static.practice(one, course="x") for one in bank.values())))

    expect(page.get_by_text("You bake a pie.").first).to_be_visible()
    expect(page.get_by_text("It holds its shape.")).to_be_hidden()
    page.get_by_text("Show the answers").nth(1).click()
    expect(page.get_by_text("It holds its shape.")).to_be_visible()
    assert page.locator("button, input, textarea").count() == 0
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_the_answers_are_open(browser, tree, write_page, script):
    """In print the readable version stands with its answers open, with and without JavaScript."""
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(write_page(static.load("demo/choose", tree)))
    page.emulate_media(media="print")

    text = page.get_by_text("It holds its shape.").last
    height = text.evaluate(
        "element => element.checkVisibility({contentVisibilityAuto: true}) && element.offsetHeight"
    )
    assert height > 0
    assert page.locator(".cpd-root").count() == 0 or not page.locator(".cpd-root").is_visible()
    context.close()


def test_on_paper_a_reflection_shows_what_was_written(page, write_page):
    """The learner's own text is printed, all of it."""
    page.goto(write_page(static.reflection("r", "<p>What will you change?</p>", course="demo-course")))
    page.get_by_label("What will you change?").fill("Line\n" * 40 + "the end")
    page.emulate_media(media="print")

    paper = page.locator(".cpd-print-only")
    expect(paper).to_be_visible()
    assert paper.inner_text().endswith("the end")
    expect(page.get_by_role("textbox")).to_be_hidden()
