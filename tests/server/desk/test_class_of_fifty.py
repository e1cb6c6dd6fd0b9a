"""A class of fifty, from its list to its results, by clicks alone: no command is typed on the way."""

import io
import json
import time
import zipfile

import pytest
from quiz.small_course import QUIZ, RIGHT, make_course
from server.talking import TOKEN, Running

from prevention_cpd.core.tree import Tree
from prevention_cpd.questions import receipt

pytestmark = pytest.mark.slow
CLASS = [f"officer{number:02}" for number in range(50)]
#: What the trainer's part may take, in seconds; reading and marking the written answers does not count.
MOST = 15 * 60


def class_list():
    """Return the list as a spreadsheet saves it in much of Europe."""
    rows = [f"{name};Övö;Number {name};{name}@example.org" for name in CLASS]
    return "\n".join(["Id;First name;Last name;E-mail", *rows]).encode("cp1252")


def hand_ins(asked):
    """Return a zip with what everybody but the last handed in, each file as the page of the quiz saves it."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as packed:
        for at, name in enumerate(CLASS[:-1]):
            given = {each["id"]: RIGHT[each["id"]] for each in asked["questions"]}
            if at % 5 == 0:
                given["wri-short-word"] = "commence"
            data = {
                "schema": 1,
                "type": "cpd-hand-in",
                "quiz": QUIZ,
                "form": "A",
                "version": asked["version"],
                "learner": {"id": name, "name": f"Övö Number {name}"},
                "answers": {
                    key: {"value": value, "saved_at": "2026-11-20T09:59:00+00:00"}
                    for key, value in given.items()
                },
                "saved_at": "2026-11-20T10:00:00+00:00",
                "receipt": receipt.code(QUIZ, "A", given),
            }
            packed.writestr(f"{QUIZ}-{name}.json", json.dumps(data))
    return raw.getvalue()


def drop(page, label, name, raw):
    """Choose a file, as a drop does."""
    page.get_by_label(label).set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": raw}
    )


def work(page, button, done):
    """Press a button and wait until its work is told to be done."""
    page.get_by_role("button", name=button).first.click()
    page.get_by_text(done).wait_for(timeout=120_000)


def test_from_the_list_to_the_results(page, tmp_path):
    """List, release, hand-ins, grading, marking, feedback, results: who passed stands there, by name."""
    course = make_course(tmp_path / "course")
    with Running(Tree(course.root)) as desk:
        began = time.monotonic()
        page.goto(f"{desk.address}sign-in?token={TOKEN}&next=/desk")
        page.get_by_role("link", name="Bring in a class list").click()
        drop(page, "Choose a file", "class.csv", class_list())
        page.get_by_text("50 would be added").wait_for()
        page.get_by_role("button", name="Make these changes").click()
        page.get_by_role("link", name="Desk").first.click()
        page.get_by_role("link", name="Writing & reading, form A").click()
        work(page, "Release the quiz", "Release: done.")

        asked = json.loads((course.quizzes / "release" / QUIZ / "questions.json").read_text())
        page.get_by_role("link", name="Take in files").first.click()
        drop(page, "Choose files", "mail.zip", hand_ins(asked))
        page.get_by_text("49 new").wait_for()
        page.get_by_role("button", name="Take these in").click()
        page.get_by_role("heading", name="Taken in").wait_for()
        page.get_by_role("link", name="Desk").first.click()
        page.get_by_role("link", name="49 came in and are not graded").click()
        work(page, "Grade what came in", "Grade: done.")
        page.get_by_role("link", name="Mark the written answers").first.click()
        clicks = time.monotonic() - began

        page.get_by_role("link", name="Mark (49)").click()
        for left in range(49, 0, -1):
            page.get_by_text(f"{left} wait, of 49").wait_for()
            # The page puts the marker at the first criterion when it is ready for keys.
            page.locator(".desk-criterion input:focus").wait_for()
            for _ in range(page.locator(".desk-criterion").count()):
                page.keyboard.press("2")
                page.keyboard.press("Tab")
            page.keyboard.press("Control+Enter")
        page.get_by_text("No answer waits for you here.").wait_for()

        began = time.monotonic()
        page.get_by_role("link", name="Writing & reading").first.click()
        work(page, "Write and return the feedback", "Give feedback: done.")
        page.get_by_role("link", name="Results", exact=True).first.click()
        shown = page.locator("main").inner_text()
        clicks += time.monotonic() - began

    assert "49 of 50 have marks" in shown
    assert "Passed: 49 of 49" in shown
    assert clicks < MOST
    feedback = course.quizzes / "feedback" / CLASS[0] / QUIZ / f"{QUIZ}.html"
    assert "Övö" in feedback.read_text()
