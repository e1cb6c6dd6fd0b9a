"""A learner takes a quiz in Voilà: every kind of question, review, hand in, receipt, change, take back."""

import contextlib
import json
import re
import shutil

import pytest
from playwright.sync_api import expect
from quiz import servers
from quiz.class_room import change, open_class_room
from quiz.kinds_steps import (
    RIGHT,
    TEXT,
    answer_by_keyboard,
    answer_by_touch,
    button,
    go_to_confirmation,
    hand_in,
    heading,
    press,
)
from quiz.looking import look

from prevention_cpd.questions import receipt
from prevention_cpd.questions.answers import read_answers

#: All want the same server, which takes long to start: one worker does all.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("taking")]

KINDS = "kinds"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A course whose quiz with one question of each kind is released, and its learner."""
    return open_class_room(tmp_path_factory.mktemp("taking"), KINDS)


@pytest.fixture(scope="module")
def served(room):
    """The learner's folder and the address of its page."""
    folder = room.fetch(KINDS, "here")
    with servers.voila(folder, room.home, log=room.base / "voila.log") as address:
        yield folder, address


@pytest.fixture
def folder(room, served):
    """The learner's folder as it was fetched, and nothing handed in."""
    folder, _address = served
    for path in (*folder.iterdir(), *room.inbound.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (room.exchange / "prevention-cpd" / "outbound" / KINDS).iterdir():
        shutil.copy(path, folder)
        (folder / path.name).chmod(0o644)
    return folder


@pytest.fixture
def open_quiz(served, quiet):
    """Return a function that opens the quiz."""

    def start(**options):
        page = quiet(**options)
        page.goto(served[1])
        quiz = page.locator(".cpd-quiz")
        quiz.wait_for()
        return quiz, page

    return start


def saved(folder):
    """Return the answers that are saved."""
    return read_answers(folder / "answers.json", KINDS).values


def test_every_kind_by_keyboard_until_the_receipt(room, folder, open_quiz):
    """All six kinds, the flag, the review, the confirmation and the receipt work without a mouse, and axe finds nothing in any view."""
    quiz, page = open_quiz(viewport={"width": 1280, "height": 800})
    look(page)
    answer_by_keyboard(quiz, page)
    button(quiz, "Review and hand in").focus()
    press(page, "Enter")
    heading(quiz, "Review your answers")
    quiz.get_by_text("Not answered: question 6.").wait_for()
    quiz.get_by_text("Flagged for later: question 4.").wait_for()
    look(page)
    go = quiz.get_by_role("row", name=re.compile("Say in two sentences")).get_by_role("button")
    expect(go).to_have_accessible_description(re.compile("Say in two sentences"))
    go.focus()
    press(page, "Enter")
    expect(quiz.get_by_role("heading", name=re.compile("Question 6"))).to_be_focused()
    press(page, "Tab", "Tab")
    page.keyboard.type(TEXT)
    # No pause and no other field: handing in itself sends what was just written.
    button(quiz, "Review and hand in").focus()
    press(page, "Enter", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
    expect(button(quiz, "Hand in")).to_be_focused()
    press(page, "Enter")
    heading(quiz, "Hand in now?")
    press(page, "Escape")
    expect(button(quiz, "Hand in")).to_be_focused()
    press(page, "Enter")
    heading(quiz, "Hand in now?")
    look(page)
    press(page, "Tab")
    expect(button(quiz, "Yes, hand in")).to_be_focused()
    press(page, "Enter")
    heading(quiz, "Handed in")
    look(page)
    assert saved(folder) == RIGHT
    (came_in,) = room.inbound.iterdir()
    values = read_answers(came_in / "answers.json", KINDS).values
    assert values == RIGHT
    assert quiz.locator(".cpd-quiz-code").inner_text() == receipt.code(KINDS, "A", values)
    shown = quiz.locator("dl").inner_text()
    assert "6 of 6" in shown
    assert "One of each kind, form A" in shown
    assert json.loads((folder / "questions.json").read_text())["version"] in shown
    assert re.search(r"\d\d:\d\d (UTC|GMT)", shown)


def test_every_kind_by_touch(folder, open_quiz):
    """On a phone of 320 px every kind is answered by tapping."""
    quiz, page = open_quiz(
        viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True, color_scheme="dark"
    )
    answer_by_touch(quiz, page)
    button(quiz, "Review and hand in").tap()
    quiz.get_by_text("Every question has an answer").wait_for(state="attached")
    expect(quiz.get_by_role("listitem").filter(has_text="Flagged for later: question 5.")).to_be_visible()
    button(quiz, "Question 5").tap()
    button(quiz, "Flag for later: question 5").tap()
    expect(button(quiz, "Flag for later: question 5")).to_have_attribute("aria-pressed", "false")
    expect(quiz.get_by_role("status").first).to_contain_text("Saved")
    assert saved(folder) == RIGHT


def test_change_hand_in_again_and_take_back(room, folder, open_quiz):
    """The receipt stays in sight; a change is told; the second hand-in says what it replaces; each can be taken back."""
    room.answer(folder, kin_single="may")
    quiz, page = open_quiz(viewport={"width": 1280, "height": 800})
    first = hand_in(quiz)
    button(quiz, "Back to the questions").click()
    note = quiz.locator(".cpd-quiz-note")
    expect(note).to_contain_text(f"Receipt {first}")
    changed = note.get_by_text("You have changed answers since then.")
    expect(changed).to_be_hidden()
    quiz.get_by_label("June").check()
    expect(changed).to_be_visible()
    page.reload()
    expect(note).to_contain_text(first)
    expect(changed).to_be_visible()
    look(page)
    go_to_confirmation(quiz)
    facts = quiz.locator(".cpd-quiz-facts")
    expect(facts).to_contain_text(f"(receipt {first})")
    expect(facts).to_contain_text("This is form A. The quiz allows 2 attempts")
    expect(facts).to_contain_text("question 2, question 3, question 4, question 5, question 6")
    button(quiz, "Yes, hand in").click()
    heading(quiz, "Handed in")
    expect(quiz.locator("dl")).to_contain_text(f"receipt {first}")
    assert len(list(room.inbound.iterdir())) == 2
    button(quiz, "Back to the questions").click()
    go_to_confirmation(quiz)
    expect(facts).to_contain_text("Your answers have not changed since then.")
    button(quiz, "No, go back").click()
    button(quiz, "Back to the questions").click()
    button(quiz, "Show the receipt").click()
    button(quiz, "Take back").click()
    page.keyboard.press("Escape")
    expect(button(quiz, "Take back")).to_be_focused()
    button(quiz, "Take back").click()
    button(quiz, "Yes, take back").click()
    heading(quiz, "Taken back")
    expect(quiz.locator(".cpd-quiz-news")).to_contain_text(f"(receipt {first}) is handed in again.")
    expect(quiz.locator(".cpd-quiz-news")).to_contain_text("may still have what you took back")
    look(page)
    button(quiz, "Take back").click()
    button(quiz, "Yes, take back").click()
    quiz.get_by_text("Nothing is handed in now.").wait_for()
    assert list(room.inbound.iterdir()) == []
    assert saved(folder) == {"kin-single": "june"}


def test_a_failed_hand_in_is_told_and_loses_nothing(room, folder, open_quiz):
    """Without an exchange, and when an answer cannot be saved, the page says so and how to go on; then it works."""
    room.answer(folder, kin_single="may")
    quiz, _page = open_quiz(viewport={"width": 1280, "height": 800})
    away = room.exchange.with_name("away")
    room.exchange.rename(away)
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: away.rename(room.exchange))
        go_to_confirmation(quiz)
        button(quiz, "Yes, hand in").click()
        problem = quiz.get_by_role("alert").filter(has_text="Not handed in:")
        expect(problem).to_contain_text("the exchange of the course is not there", timeout=30_000)
        expect(problem).to_contain_text("Your answers are safe in the file answers.json.")
    mine = (folder / "answers.json").read_text()
    button(quiz, "No, go back").click()
    button(quiz, "Back to the questions").click()
    (folder / "answers.json").write_text(mine.replace('"kinds"', '"other"'))
    quiz.get_by_label("June").check()
    go_to_confirmation(quiz)
    button(quiz, "Yes, hand in").click()
    expect(quiz.get_by_role("alert").filter(has_text="are not saved")).to_contain_text("question 1")
    (folder / "answers.json").write_text(mine)
    button(quiz, "Try again").click()
    expect(quiz.get_by_role("status").first).to_contain_text("Saved")
    button(quiz, "Yes, hand in").click()
    heading(quiz, "Handed in")
    assert saved(folder) == {"kin-single": "june"}
    assert len(list(room.inbound.iterdir())) == 1


def test_deadlines_are_told_in_local_time(folder, open_quiz):
    """A deadline is shown in the reader's zone; after it a hand-in is late, which is said, and cannot be taken back."""
    change(folder, deadline="2027-01-31T17:00:00+00:00")
    quiz, _page = open_quiz(timezone_id="Europe/Berlin", viewport={"width": 1280, "height": 800})
    quiz.get_by_text("Hand in by 31 January 2027 at 18:00 CET.").wait_for()
    change(folder, deadline="2026-01-31T17:00:00+00:00")
    quiz, _page = open_quiz(timezone_id="Europe/Berlin", viewport={"width": 1280, "height": 800})
    quiz.get_by_text("The deadline was 31 January 2026 at 18:00 CET.").wait_for()
    quiz.get_by_label("February").check()
    hand_in(quiz)
    expect(quiz.locator("dl")).to_contain_text("Yes, after the deadline")
    expect(button(quiz, "Take back")).to_have_count(0)


def test_another_window_is_heard_of_before_handing_in(room, folder, open_quiz):
    """What another window or host has saved is taken over and told when the learner goes on to the review."""
    quiz, _page = open_quiz()
    room.answer(folder, kin_single="june")
    button(quiz, "Review and hand in").click()
    expect(quiz.get_by_role("status").first).to_have_text("Taken over from another window: question 1.")
    expect(quiz.locator("tr").filter(has_text="fewest days")).to_contain_text("Answered")


@pytest.mark.parametrize("as_by_hand", [False, True])
@pytest.mark.usefixtures("folder")
def test_a_tab_that_is_closed_while_writing(open_quiz, as_by_hand):
    """What was written in the last half second is saved, whether Voilà hears of the closing or not."""
    quiz, page = open_quiz(viewport={"width": 1280, "height": 800})
    quiz.locator("textarea").press_sequentially("The last words")
    page.close(run_before_unload=as_by_hand)
    other, _page = open_quiz()
    expect(other.locator("textarea")).to_have_value("The last words")
