"""The whole road of a quiz, taken as its users take it: real servers, a real browser, nbgrader's own commands.

Not tested here: two different system users, because a test may not make any.
Learner and trainer are one user with two homes, so the warning about the owner
of a submission and the permissions between users stay untested.
"""

import csv
import json
import re

import pytest
from playwright.sync_api import expect
from quiz import servers
from quiz.small_course import QUIZ, make_course
from quiz.steps import TEXT, answer_by_keyboard

from prevention_cpd.questions import receipt
from prevention_cpd.questions.answers import read_answers

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """A course, an exchange, and a learner's and a trainer's home."""
    base = tmp_path_factory.mktemp("road")
    course = make_course(base / "course")
    exchange = base / "exchange"
    exchange.mkdir()
    # nbgrader asks for a folder that everybody may write to.
    exchange.chmod(0o777)
    course.env["NBGRADER_EXCHANGE"] = str(exchange)
    for name in ("learner", "learner-home", "trainer-home"):
        (base / name).mkdir()
    course.nbgrader("generate_assignment", QUIZ)
    course.nbgrader("release_assignment", QUIZ)
    return base, course


@pytest.fixture(scope="module")
def learner_lab(road):
    """The learner's JupyterLab."""
    base, _course = road
    config = f"c.Exchange.root = {str(base / 'exchange')!r}\nc.CourseDirectory.course_id = 'prevention-cpd'\n"
    config += f"c.Exchange.cache = {str(base / 'learner-home' / 'cache')!r}\n"
    with servers.lab(
        base / "learner",
        base / "learner-home",
        log=base / "learner.log",
        config=config,
        disabled=["@jupyter/nbgrader:formgrader", "@jupyter/nbgrader:create-assignment"],
    ) as address:
        yield address


@pytest.fixture(scope="module")
def trainer_lab(road):
    """The trainer's JupyterLab, started in the course folder."""
    base, course = road
    env = {"NBGRADER_EXCHANGE": course.env["NBGRADER_EXCHANGE"]}
    with servers.lab(course.quizzes, base / "trainer-home", log=base / "trainer.log", env=env) as address:
        yield address


@pytest.fixture
def tab(browser):
    """A page of its own session, large enough for JupyterLab."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(90_000)
    yield page
    context.close()


def open_assignments(page, address):
    """Open nbgrader's Assignment List by its menu."""
    page.goto(f"{address}lab?reset")
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Assignment List").click()


def open_quiz(page, address):
    """Open the fetched notebook and run its second cell by keyboard; return the quiz."""
    page.goto(f"{address}lab/tree/{QUIZ}/{QUIZ}.ipynb?reset")
    page.locator(".jp-RenderedMarkdown", has_text="Run the next cell").first.click()
    page.locator(".jp-NotebookPanel-toolbar [data-status=idle]").first.wait_for()
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    quiz = page.locator(".cpd-quiz")
    quiz.wait_for()
    expect(quiz.get_by_role("heading", name="Question 1")).to_be_focused()
    expect(page.get_by_text("If you do not see the quiz here")).to_be_hidden()
    return quiz


# A second try would find what the first one left.
@pytest.mark.flaky(reruns=0)
def test_whole_road(road, learner_lab, trainer_lab, tab):
    """A learner fetches, answers by keyboard and submits; the trainer marks; feedback comes back and the row is exported."""
    base, course = road
    fetch(tab, learner_lab)
    answer_by_keyboard(open_quiz(tab, learner_lab), tab)
    saved = json.loads((base / "learner" / QUIZ / "answers.json").read_text())
    values = {name: entry["value"] for name, entry in saved["answers"].items()}
    assert values == {
        "wri-short-word": "commence",
        "wri-parts": ["date", "place"],
        "wri-pairs-two": {"hot": "cold", "new": "aged"},
        "wri-note": TEXT,
    }
    reopen(tab, learner_lab)
    hand_in(tab, base)
    lose_the_kernel(tab, learner_lab)
    submit(tab, learner_lab)
    course.nbgrader("collect", QUIZ)
    course.nbgrader("autograde", QUIZ)
    student = next((course.quizzes / "autograded").iterdir()).name
    expected = {
        "wri-short-word": (0.0, False),
        "wri-parts": (2.0, False),
        "wri-pairs-two": (2.0, False),
        "wri-note": (None, True),
    }
    assert course.scores(student) == expected
    graded = course.quizzes / "autograded" / student / QUIZ / f"{QUIZ}.ipynb"
    before = graded.stat().st_mtime_ns
    autograde_by_button(tab, trainer_lab)
    assert graded.stat().st_mtime_ns > before
    assert course.scores(student) == expected
    mark_by_hand(tab, trainer_lab)
    course.nbgrader("generate_feedback", QUIZ)
    course.nbgrader("release_feedback", QUIZ)
    page = fetch_feedback(tab, learner_lab, base)
    assert "Score: 7 of 10 points (70 per cent)" in page
    assert "Good and short." in page
    course.nbgrader("export")
    with (course.quizzes / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
        row = next(row for row in csv.DictReader(file) if row["student_id"] == student)
    assert (row["assignment"], row["score"], row["max_score"], row["status"]) == (
        QUIZ,
        "7.0",
        "10.0",
        "graded",
    )


def fetch(page, address):
    """Fetch the assignment by its button."""
    open_assignments(page, address)
    page.get_by_role("menuitem", name="Nbgrader").click()
    expect(page.get_by_role("menuitem", name="Assignment List")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Formgrader")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Fetch").first.click()
    page.get_by_role("button", name="Submit").first.wait_for()


def reopen(page, address):
    """Close the notebook, restart its kernel by opening it anew, and find every answer."""
    request = page.request
    with page.expect_response(lambda reply: reply.request.method == "PUT" and "/contents/" in reply.url):
        page.locator(".jp-NotebookPanel-toolbar [data-jp-item-name=save]").first.click()
    kernels = request.get(f"{address}api/kernels").json()
    assert kernels
    for kernel in kernels:
        token = next((each["value"] for each in page.context.cookies() if each["name"] == "_xsrf"), "")
        request.post(f"{address}api/kernels/{kernel['id']}/restart", headers={"X-XSRFToken": token})
    page.goto(f"{address}lab/tree/{QUIZ}/{QUIZ}.ipynb?reset")
    expect(page.get_by_text("click into this cell and press Shift and Enter. Your answers")).to_be_visible()
    quiz = open_quiz(page, address)
    assert quiz.get_by_label("commence").is_checked()
    assert quiz.locator("textarea").input_value() == TEXT
    quiz.get_by_text("3 of 4 answered").wait_for()


def hand_in(page, base):
    """Hand in by the quiz's own button: JupyterLab shows the receipt of what has come in."""
    quiz = page.locator(".cpd-quiz")
    for name in ("Review and hand in", "Hand in", "Yes, hand in"):
        quiz.get_by_role("button", name=name, exact=True).click()
    quiz.get_by_role("heading", name="Handed in").wait_for()
    (came_in,) = (base / "exchange" / "prevention-cpd" / "inbound").iterdir()
    values = read_answers(came_in / "answers.json", QUIZ).values
    assert quiz.locator(".cpd-quiz-code").inner_text() == receipt.code(QUIZ, "A", values)
    quiz.get_by_role("button", name="Back to the questions").click()


def lose_the_kernel(page, address):
    """Without a kernel nothing can be saved, and the page says so in words; it never says "Saved"."""
    token = next((each["value"] for each in page.context.cookies() if each["name"] == "_xsrf"), "")
    for kernel in page.request.get(f"{address}api/kernels").json():
        page.request.delete(f"{address}api/kernels/{kernel['id']}", headers={"X-XSRFToken": token})
    quiz = page.locator(".cpd-quiz")
    quiz.get_by_label("initiate").check()
    quiz.get_by_text("Not saved: the quiz is not answering.").first.wait_for()


def submit(page, address):
    """Submit by the button."""
    open_assignments(page, address)
    with page.expect_response(lambda reply: "assignments/submit" in reply.url):
        page.get_by_role("button", name="Submit").first.click()
    page.get_by_role("button", name="Fetch Feedback").wait_for(state="attached")


def autograde_by_button(page, address):
    """Grade by the formgrader's button."""
    page.goto(f"{address}formgrader/manage_submissions/{QUIZ}")
    page.locator("td.autograde a").first.click()
    page.get_by_text("Success").first.wait_for()


def mark_by_hand(page, address):
    """Give points and a comment in the formgrader."""
    page.goto(f"{address}formgrader/gradebook/{QUIZ}/{QUIZ}")
    page.get_by_role("link", name=re.compile("Submission #1")).first.click()
    page.locator("input.score[id=wri-note]").wait_for()
    # What a learner wrote is text here, whatever it looks like.
    page.locator("pre", has_text="<script>alert(1)</script>").wait_for()
    page.get_by_text("Walrus guidance: a day and a street will do.").wait_for()
    # The formgrader fills its fields after the page has come, and would write over an earlier entry.
    page.wait_for_load_state("networkidle")
    for field, text, kind in (
        ("textarea[id=wri-note-comment]", "Good and short.", "comment"),
        ("input.score[id=wri-note]", "3", "grade"),
    ):
        with page.expect_response(
            lambda reply, kind=kind: f"/api/{kind}/" in reply.url and reply.request.method == "PUT"
        ):
            page.locator(field).fill(text)
            page.locator(field).press("Tab")


def fetch_feedback(page, address, base):
    """Fetch the feedback by its button, open it in JupyterLab, and return its text."""
    open_assignments(page, address)
    page.get_by_role("button", name="Fetch Feedback").first.click()
    page.get_by_text("View Feedback", exact=False).first.wait_for()
    found = next((base / "learner" / QUIZ / "feedback").glob("*/*.html"))
    page.goto(f"{address}lab/tree/{found.relative_to(base / 'learner')}?reset")
    frame = page.frame_locator("iframe.jp-HTMLViewer, .jp-HTMLViewer iframe")
    frame.get_by_text("Score:").wait_for()
    return frame.locator("body").inner_text()
