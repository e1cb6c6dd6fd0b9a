"""The desk in a real browser: every page by axe, wide and narrow, light and dark; marking by keyboard alone."""

import re

import pytest
from quiz.lone_pages import faults
from quiz.small_course import QUIZ, Course
from server.talking import TOKEN

from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list, resits

pytestmark = pytest.mark.slow


@pytest.fixture
def open_desk(page, desk):
    """A page that the trainer is signed in with."""
    page.goto(f"{desk.address}sign-in?token={TOKEN}&next=/desk")
    return page


def question_of(page, desk):
    """Return the address of the marking of the written question."""
    page.goto(f"{desk.address}desk/marking/{QUIZ}")
    return (
        page.get_by_role("link", name="All answers")
        .get_attribute("href")
        .removesuffix("/answers")
        .lstrip("/")
    )


def test_the_pages_fit_every_reader(open_desk, desk):
    """Axe finds nothing, nothing scrolls sideways, and every control is large enough."""
    marking = question_of(open_desk, desk)
    paths = [
        "desk",
        "desk/class",
        "desk/receive",
        "desk/issuer",
        "desk/slips",
        "desk/records",
        "desk/runs",
        "desk/person/p01",
    ]
    paths += [f"desk/quiz/{QUIZ}", f"desk/quiz/{QUIZ}-b", f"desk/results/{QUIZ}", "desk/person/p01/erase"]
    paths += [f"desk/marking/{QUIZ}", marking]
    paths += [f"{marking}/{name}" for name in ("answers", "differences", "training")]

    assert [fault for path in paths for fault in faults(open_desk, desk.address + path)] == []


def test_an_answer_from_a_talk_is_noted(open_desk, desk, desk_course):
    """The page fits every reader; one button notes what was heard, and another takes it back."""
    course = Course(desk_course.root)
    course.submit("absent", {})
    course.grade()
    place = f"{desk.address}desk/person/absent/oral/{QUIZ}"
    assert faults(open_desk, place) == []

    open_desk.goto(place)
    open_desk.get_by_label("Heard by").fill("Sgt Osei")
    points = open_desk.get_by_label(re.compile("Points, of"))
    points.nth(0).fill("1")
    points.nth(1).fill("0.5")
    open_desk.keyboard.press("Enter")
    open_desk.get_by_text("heard by Sgt Osei").nth(1).wait_for()
    assert faults(open_desk, place) == []
    open_desk.goto(place)
    open_desk.get_by_role("button", name="Take it back").first.click()
    points.nth(2).wait_for()


def test_the_pages_of_a_run_fit_every_reader(open_desk, desk, desk_course):
    """The same where one works in a run that goes on, or reads one that has ended, and for a resit."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    trainer = desk.trainer()
    for run, person in (("last", "p01"), ("this", "p02")):
        trainer.form("desk/runs", name=run, title=f"Run: {run}", starts="2026-11-01")
        people = [Person(id=person, group="West", email=f"{person}@example.org")]
        class_list.bring_in(url, desk_course.quizzes, people, run=run)
    trainer.form("desk/runs/last/end")
    with Course(desk_course.root).record() as connection:
        resits.decide(connection, f"{QUIZ}-b", ["p01", "p02"], offered=True)
    pages = (
        "desk",
        "desk/class",
        "desk/runs",
        "desk/runs/this/end",
        f"desk/quiz/{QUIZ}",
        f"desk/quiz/{QUIZ}-b/resit",
        f"desk/results/{QUIZ}",
    )

    assert [
        fault
        for run in ("last", "this")
        for path in pages
        for fault in faults(open_desk, f"{desk.address}{path}?run={run}")
    ] == []


def test_marking_by_keyboard(open_desk, desk):
    """Digits, Tab, and Ctrl with Enter mark an answer; points add up as they are given."""
    page = open_desk
    page.goto(desk.address + question_of(page, desk))
    criteria = page.locator(".desk-criterion").count()
    page.locator(".desk-criterion input:focus").wait_for()
    for _ in range(criteria):
        page.keyboard.press("1")
        page.keyboard.press(".")
        page.keyboard.press("Tab")
    assert page.locator("output").inner_text().startswith(str(1.5 * criteria).removesuffix(".0"))
    page.keyboard.type("Say 2 times when.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("11 wait, of 12").wait_for()
    assert page.get_by_role("status").first.inner_text() == "Saved."
    page.get_by_role("button", name="Undo my last mark").press("Enter")
    page.get_by_text("12 wait, of 12").wait_for()


def test_a_list_is_dropped(open_desk, desk):
    """The file is sent, its changes are shown, and a click makes them."""
    page = open_desk
    page.goto(f"{desk.address}desk/class")
    raw = "id,first name,last name\nnew1,Zoë,Müller\n".encode()
    page.get_by_label("Choose a file").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": raw}
    )
    page.get_by_text("1 would be added").wait_for()
    page.get_by_role("button", name="Make these changes").click()
    page.get_by_text("The class list is changed: 1 added, 0 changed, 0 noted").wait_for()


def test_work_shows_its_end_by_itself(open_desk, desk):
    """A button begins the work; the page follows it and tells when it is done."""
    page = open_desk
    page.goto(f"{desk.address}desk/quiz/{QUIZ}")
    page.get_by_role("button", name="Grade what came in").click()
    page.get_by_text("Grade is under way.").wait_for()
    page.get_by_text("Grade: done.").wait_for(timeout=60_000)
