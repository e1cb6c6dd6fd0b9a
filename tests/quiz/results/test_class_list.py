"""The class list: what needs a person comes first, and everything that a trainer asks for is there."""

import json
import os
import re
import shutil

import pytest
from quiz.lone_pages import faults
from quiz.resubmitting import hand_in
from quiz.small_course import QUIZ, RIGHT, make_course

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.build.assignments import build_all
from prevention_cpd.quiz.build.deadlines import moment
from prevention_cpd.quiz.record.attempt import Attempt
from prevention_cpd.quiz.record.grades import QuestionGrade
from prevention_cpd.quiz.results import class_list, class_page
from prevention_cpd.quiz.results.class_row import Row

pytestmark = pytest.mark.slow

FORM_B = f"{QUIZ}-b"
BLANK = {**RIGHT, "wri-note": ""}
TRICK = "<script>alert(1)</script> *a* $x$ {{ 7*7 }}"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class with all sorts of submissions, graded by nbgrader, with a deadline at ten o'clock UTC."""
    course = make_course(tmp_path_factory.mktemp("class") / "course")
    blueprints = course.quizzes / "quizzes.yml"
    text = blueprints.read_text().replace(
        "    seed: 7\n", '    seed: 7\n    deadline: "2026-11-20T12:00:00+02:00"\n    counts: best\n'
    )
    blueprints.write_text(text)
    build_all(Tree(course.root))
    for quiz in (QUIZ, FORM_B):
        course.nbgrader("generate_assignment", quiz)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("absent", first_name="Ann", last_name=TRICK)
    for number, day in enumerate((18, 19), 1):
        hand_in_before = Attempt(
            id=str(number),
            quiz=QUIZ,
            student="often",
            submitted_at=f"2026-11-{day}T08:00:00+00:00",
            receipt=str(number),
            marks={"x": QuestionGrade(auto=1.0, of=10.0)},
        )
        course.keep(hand_in_before)
    hand_in(course, "intime", BLANK, "2026-11-20 10:00:00")
    hand_in(course, "late", BLANK, "2026-11-20 12:05:01")
    hand_in(course, "nothing", None)
    hand_in(course, "often", BLANK)
    hand_in(course, "waits", RIGHT)
    hand_in(course, "unclear", {**BLANK, "wri-parts": {"date": True}})
    hand_in(course, "again", BLANK)
    hand_in(course, "resit", {"wri-short-word": "begin"})
    (hand_in(course, "broken", BLANK) / "answers.json").write_bytes(b"{" + TRICK.encode())
    altered = hand_in(course, "=altered, Jörg", BLANK) / f"{QUIZ}.ipynb"
    notebook = json.loads(altered.read_text())
    del notebook["cells"][3:]
    altered.write_text(json.dumps(notebook))
    right = {"wri-long-word": "terminate", "wri-tone": ["headings"], "wri-pairs": RIGHT["wri-pairs"]}
    hand_in(course, "resit", right, "2026-11-20 10:10:00", quiz=FORM_B, form="B")
    course.nbgrader("autograde", QUIZ)
    course.nbgrader("autograde", FORM_B)
    hand_in(course, "again", RIGHT, "2026-11-20 10:30:00")
    hand_in(course, "new", RIGHT)
    lost = hand_in(course, "lost", None)
    (lost / f"{QUIZ}.ipynb").unlink()
    return course


@pytest.fixture(scope="module")
def found(graded):
    """The rows, by learner."""
    with graded.gradebook() as gradebook:
        return {row.student: row for row in class_list.rows(graded.quizzes, gradebook, QUIZ)}


def test_states(found):
    """Each learner has the one state and all the needs that fit."""
    assert {name: (row.state, row.needs) for name, row in found.items()} == {
        "intime": ("graded", ()),
        "late": ("graded", ("late",)),
        "nothing": ("not_received", ("not_received",)),
        "often": ("graded", ()),
        "waits": ("waits", ("waits",)),
        "unclear": ("unreadable", ("unreadable",)),
        "again": ("not_graded", ("not_graded",)),
        "resit": ("graded", ()),
        "broken": ("unreadable", ("unreadable",)),
        "=altered, Jörg": ("graded", ("altered",)),
        "new": ("not_graded", ("not_graded",)),
        "lost": ("not_received", ("not_received",)),
        "absent": ("not_submitted", ()),
    }


def test_deadline_is_told_by_nbgrader_and_here(graded, found):
    """The blueprint's deadline is nbgrader's due date; on the second is in time, after it is late by so much."""
    with graded.gradebook() as gradebook:
        assert gradebook.find_assignment(QUIZ).duedate == moment("2026-11-20T10:00:00+00:00").replace(
            tzinfo=None
        )
        assert (
            gradebook.find_submission(QUIZ, "late").total_seconds_late == found["late"].late_seconds == 7501
        )
        assert gradebook.find_submission(QUIZ, "intime").total_seconds_late == 0
    assert found["intime"].late_seconds == 0
    assert found["late"].told == ("Handed in 2 h 5 min after the deadline.",)


def test_attempts_are_counted(found):
    """Each paper is an attempt, however often it was handed in, and one of them counts."""
    assert (found["often"].attempt, found["often"].attempts_allowed) == (1, 2)
    assert (found["often"].counting_attempt, found["often"].counting_score) == (1, 6.0)
    resit = found["resit"]
    assert (resit.score, resit.attempt) == (1.0, 1)
    assert (resit.counting_quiz, resit.counting_attempt, resit.counting_score) == (FORM_B, 2, 6.0)
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", resit.receipt)
    assert resit.submitted_at == "2026-11-20T10:00:00+00:00"


def test_rows_are_plain_data(found):
    """Every row can be written as JSON."""
    assert json.loads(json.dumps([row.as_data() for row in found.values()]))[0]["student"]


def test_page(graded, found, watch, tmp_path):
    """What needs a person stands first; names and reasons are text; axe finds nothing, light, dark and at 320 px."""
    text = class_page.page(graded.quizzes, QUIZ, list(found.values()))
    (tmp_path / "class.html").write_text(text, encoding="utf-8")
    if "CPD_PICTURES" in os.environ:
        shutil.copy(tmp_path / "class.html", os.environ["CPD_PICTURES"])
    assert "<script" not in text
    assert not re.search(r'(src|href)="(?!#)', text)
    page = watch()
    assert faults(page, (tmp_path / "class.html").as_uri()) == []
    needs, everybody = page.locator("table").all()
    first = needs.locator("tbody tr").all_inner_texts()
    assert [line.split("\t")[0].strip() for line in first[:2]] == ["lost", "nothing"]
    assert "No answers.json was received." in first[1]
    assert everybody.locator("tbody tr").count() == len(found)
    assert everybody.get_by_text(TRICK).count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"


def test_an_empty_class_has_a_page(graded):
    """Where nobody is known the page says so."""
    text = class_page.page(graded.quizzes, "nothing-of-this-name", [])
    assert "No learner is known yet." in text
    assert "Nothing needs a person now." in text


def test_any_name_can_be_written(graded):
    """A folder whose name is no text, or turns the direction of writing, spoils no other row of the page."""
    odd = [
        Row(student=name, state="not_graded", needs=("not_graded",)) for name in ("half \udce9", "a\u202eb")
    ]
    text = class_page.page(graded.quizzes, QUIZ, odd)
    assert "<bdi>half ?</bdi>" in text.encode("utf-8").decode()
    assert "<bdi>a\u202eb</bdi>" in text
