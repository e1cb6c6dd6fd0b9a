"""Training on anchors in a real browser: marked by keys, compared at once, or left out with a word."""

import pytest
from quiz.lone_pages import faults
from quiz.small_course import QUIZ, RIGHT, make_course
from server.talking import TOKEN, Running

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.build.assignments import build_all

pytestmark = pytest.mark.slow
#: What each anchor earned, by criterion; the last is not asked for, as a training takes four.
EARNED = [(2, 2), (1, 0.5), (0, 2), (2, 0), (1, 1)]


@pytest.fixture
def desk(tmp_path):
    """A desk whose written question has five anchors, and where one answer waits."""
    course = make_course(tmp_path / "course")
    bank = course.quizzes / "banks" / "writing.yml"
    anchors = "".join(
        f'      - {{text: "Text of anchor {at}.", points: [{one}, {two}], why: "Why {at}."}}\n'
        for at, (one, two) in enumerate(EARNED, start=1)
    )
    rationale = "    rationale: |\n      Quokka reasoning seven"
    text = bank.read_text()
    assert rationale in text
    bank.write_text(text.replace(rationale, f"    anchors:\n{anchors}{rationale}"))
    build_all(Tree(course.root))
    course.nbgrader("generate_assignment", QUIZ)
    course.submit("ada", RIGHT)
    course.grade()
    with Running(Tree(course.root)) as running:
        yield running


def open_training(page, desk):
    """Sign in, and go to the training as a trainer does."""
    page.goto(f"{desk.address}sign-in?token={TOKEN}&next=/desk/marking/{QUIZ}")
    page.get_by_role("link", name="Train on the anchors").click()


def mark_by_keys(page, *keys):
    """Go by Tab to the first criterion, and give each one its points."""
    focused = page.locator(".desk-criterion input:focus")
    for _ in range(20):
        if focused.count():
            break
        page.keyboard.press("Tab")
    for some in keys:
        for key in some:
            page.keyboard.press(key)
        page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")


def compared(page):
    """Return what is said of the anchor that was marked last: the sentence, and the rows of the table."""
    box = page.locator("section", has=page.locator("#compared"))
    rows = box.locator("tbody tr").all()
    return box.locator("strong").first.inner_text(), [each.locator("td").all_inner_texts() for each in rows]


def test_four_anchors_by_keys_then_the_first_answer(page, desk):
    """After each the marker hears where they differ, and by how much; after the fourth the answer comes."""
    open_training(page, desk)
    page.locator(".desk-criterion input:focus").wait_for()
    assert page.locator("pre").last.inner_text() == "Text of anchor 1."
    mark_by_keys(page, "2", "2")
    page.get_by_role("heading", name="Anchor 2 of 4").wait_for()
    assert page.locator("#compared:focus").inner_text() == "Anchor 1 of 4"
    assert compared(page) == (
        "You gave what it earned, for every criterion.",
        [["2", "2", "none"], ["2", "2", "none"]],
    )
    mark_by_keys(page, "2", "0.")
    page.get_by_role("heading", name="Anchor 3 of 4").wait_for()
    assert compared(page) == (
        "You differ at 1 of 2 criteria.",
        [["2", "1", "1 more"], ["0.5", "0.5", "none"]],
    )
    assert faults(page, page.url) == []
    page.set_viewport_size({"width": 1280, "height": 800})

    page.goto(page.url)
    mark_by_keys(page, "1", "1.")
    page.get_by_role("heading", name="Anchor 4 of 4").wait_for()
    assert compared(page)[1] == [["1", "0", "1 more"], ["1.5", "2", "0.5 less"]]
    mark_by_keys(page, "2", "0")
    page.get_by_text("That was all.").wait_for()
    assert page.get_by_text("Text of anchor 5.").count() == 0

    page.get_by_role("link", name="Mark", exact=True).press("Enter")
    page.get_by_text("1 wait, of 1").wait_for()
    assert page.get_by_text("You have not tried the anchors").count() == 0
    mark_by_keys(page, "2", "1")
    page.get_by_text("No answer waits for you here.").wait_for()


def test_training_is_left_out_with_a_word(page, desk):
    """The marker goes on without it, and the page says once what is missed."""
    open_training(page, desk)
    page.get_by_role("link", name="Mark without the training").press("Enter")
    page.get_by_text("You have not tried the anchors of this question yet.").wait_for()
    mark_by_keys(page, "2", "1")
    page.get_by_text("No answer waits for you here.").wait_for()
