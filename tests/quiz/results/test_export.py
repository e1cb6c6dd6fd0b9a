"""`nbgrader export`: names as they are, safe in a spreadsheet, and nothing missing in silence."""

import csv
import shutil
import sqlite3
import threading

import pytest
from nbgrader.api import Gradebook
from quiz.resubmitting import hand_in
from quiz.small_course import QUIZ, RIGHT, without

from prevention_cpd.quiz.escape import spreadsheet_cell
from prevention_cpd.quiz.grading import gradebook as settings


def rows(course):
    """Export, and return the rows by learner."""
    course.nbgrader("export")
    with (course.quizzes / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_rows(course):
    """Commas, quotes and line ends survive; a name like a formula is made text; each 0 says what it stands for."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student(
            "comma", first_name='Ann "A"', last_name="O'Neil, Dr\nJr", email="a@b.example"
        )
        gradebook.update_or_create_student("formula", first_name="=1+1", last_name="@SUM(A1)", email="-x")
        gradebook.update_or_create_student("absent")
    course.submit("comma", RIGHT)
    course.submit("formula", {})
    course.submit("nothing")
    course.submit("broken", raw=b"{")
    (course.submit("lost", RIGHT) / f"{QUIZ}.ipynb").unlink()
    course.nbgrader("autograde", QUIZ)
    course.submit("late", RIGHT)
    found = rows(course)
    assert found["comma"]["first_name"] == 'Ann "A"'
    assert found["comma"]["last_name"] == "O'Neil, Dr\nJr"
    assert found["comma"]["score"] == "6.0"
    assert (found["formula"]["first_name"], found["formula"]["last_name"]) == ("'=1+1", "'@SUM(A1)")
    assert found["formula"]["email"] == "'-x"
    assert {name: row["status"] for name, row in found.items()} == {
        "comma": "waits for marking",
        "formula": "graded",
        "absent": "not handed in",
        "nothing": "not received",
        "broken": "unreadable",
        "lost": "not received",
        "late": "not graded",
    }
    assert (found["comma"]["attempts"], found["comma"]["counting_attempt"]) == ("1", f"{QUIZ} 1")
    assert found["comma"]["counting_score"] == "6.0"
    assert len(found["comma"]["receipt"]) == 14
    assert {found["late"][name] for name in ("counting_attempt", "counting_score", "receipt")} == {""}


def test_resit(course):
    """A form B counts for the learner of form A; nbgrader's own columns come first; an id like a formula is text."""
    other = f"{QUIZ}-b"
    course.nbgrader("generate_assignment", other)
    hand_in(course, "=cmd|'C calc'!A0", {"wri-short-word": "begin"})
    right = {"wri-long-word": "terminate", "wri-tone": ["headings"]}
    hand_in(course, "=cmd|'C calc'!A0", right, "2026-11-21 10:00:00", quiz=other, form="B")
    course.nbgrader("autograde", QUIZ)
    course.nbgrader("autograde", other)
    found = rows(course)
    assert list(found) == ["'=cmd|'C calc'!A0"]
    with (course.quizzes / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
        both = list(csv.DictReader(file))
    theirs = "assignment duedate timestamp student_id last_name first_name email raw_score"
    theirs += " late_submission_penalty score max_score"
    assert list(both[0])[:11] == theirs.split()
    assert [row["assignment"] for row in both] == [QUIZ, other]
    assert {(row["counting_attempt"], row["counting_score"]) for row in both} == {(f"{other} 2", "3.0")}
    assert [row["score"] for row in both] == ["1.0", "3.0"]


def test_nbgraders_own_export_breaks(course):
    """What our export is for: nbgrader's own puts one name into two columns."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("comma", last_name="O'Neil, Dr")
    without(course, "c.ExportApp.plugin_class = SafeCsvExport\n")
    course.nbgrader("export")
    lines = (course.quizzes / "grades.csv").read_text().splitlines()
    assert len(lines[1].split(",")) > len(lines[0].split(","))


def test_gradebook_waits_and_logs_ahead(course):
    """Every connection has a write-ahead log and waits for another writer."""
    settings.configure()
    with course.gradebook() as gradebook:
        connection = gradebook.db.connection().connection.driver_connection
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (settings.BUSY,)


def test_two_people_mark_at_the_same_time(course):
    """While one writes for longer than SQLite's own patience, another write waits and is not lost."""
    settings.configure()
    path = course.quizzes / "gradebook.db"
    course.gradebook().close()
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(6, lambda: (holder.execute("COMMIT"), holder.close()))
    timer.start()
    with Gradebook(f"sqlite:///{path}", "prevention-cpd") as gradebook:
        gradebook.update_or_create_student("waits")
    timer.join()
    with course.gradebook() as gradebook:
        assert gradebook.find_student("waits").id == "waits"


def test_works_wherever_the_course_lies(course, tmp_path):
    """A moved course is graded from any folder inside or outside of it, with its own gradebook."""
    moved = shutil.move(course.root, tmp_path / "a place with spaces")
    course.root = moved
    course.submit("ada", RIGHT)
    course.nbgrader("autograde", QUIZ)
    assert course.scores("ada")["wri-parts"] == (2.0, False)


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\t=1", "  =1"])
def test_formulas_become_text(value):
    """Each way to start a formula is told to be text."""
    assert spreadsheet_cell(value) == f"'{value}"
    assert spreadsheet_cell(-1.5) == "-1.5"
