"""The gradebook on a real PostgreSQL server, by nbgrader's own commands."""

import csv
import json
import shutil

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from quiz.rows import odd_rows, opened, rows
from quiz.small_course import QUIZ, RIGHT, Course

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]

#: Learners with the answers they hand in, and with names that a database must take as text.
CLASS = {
    "right": RIGHT,
    'o\'brien, "x" %s; --': {"wri-short-word": "begin", "wri-parts": ["date"], "wri-note": " "},
    "Žofie $1": {"wri-pairs-two": {"hot": "cold"}, "wri-note": "a null \0 in it"},
    "nothing": None,
    "unreadable": {"wri-short-word": 5, "wri-parts": "date"},
}


@pytest.fixture(scope="module")
def two(_released_course, on_postgresql, tmp_path_factory):
    """The same class in two courses, one with its gradebook on SQLite and one on PostgreSQL, graded."""
    base = tmp_path_factory.mktemp("two")
    shutil.copytree(_released_course.root, base / "sqlite")
    courses = [Course(base / "sqlite", _released_course.env), on_postgresql(base / "postgresql")]
    for course in courses:
        for student, answers in CLASS.items():
            course.submit(student, answers)
        course.nbgrader("autograde", QUIZ)
    return courses


def test_same_rows(two):
    """Every score, comment, flag and time is the same in both gradebooks, and each row stands once and belongs to something."""
    sqlite, postgresql = two
    assert not (postgresql.quizzes / "gradebook.db").exists()
    assert rows(postgresql) == rows(sqlite)
    assert rows(postgresql).keys() == {(QUIZ, student) for student in CLASS}
    assert odd_rows(postgresql) == odd_rows(sqlite) == []


def test_same_notebooks(two):
    """The graded notebooks are the same."""
    for student in CLASS:
        place = f"autograded/{student}/{QUIZ}/{QUIZ}.ipynb"
        one, other = (json.loads((course.quizzes / place).read_text("utf-8")) for course in two)
        assert one == other


def test_upgrade(two):
    """`nbgrader db upgrade` takes an address with percent signs, such as that of a socket or a password has."""
    _sqlite, postgresql = two
    with opened(postgresql) as book:
        assert "%2F" in book.engine.url.render_as_string()
    postgresql.nbgrader("db", "upgrade")


def test_export(two):
    """The exported table has every learner once, with the score of their rows."""
    sqlite, postgresql = two
    postgresql.nbgrader("export")
    with (postgresql.quizzes / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
        exported = [(row["student_id"], float(row["score"])) for row in csv.DictReader(file)]
    scores = {
        student: sum(auto or 0 for _name, auto, *_marks in submission["notebooks"][0]["grades"])
        for (_quiz, student), submission in rows(sqlite).items()
    }
    assert sorted(exported) == sorted(scores.items())


#: What the formgrader asks for: the method of nbgrader's interface, and with what.
QUESTIONS = [
    ("get_assignments", ()),
    ("get_assignment", (QUIZ,)),
    ("get_notebooks", (QUIZ,)),
    ("get_submissions", (QUIZ,)),
    ("get_submission", (QUIZ, "right")),
    ("get_notebook_submissions", (QUIZ, QUIZ)),
    ("get_students", ()),
    ("get_student_submissions", ("right",)),
    ("get_student_notebook_submissions", ("right", QUIZ)),
]


@pytest.mark.parametrize(("method", "arguments"), QUESTIONS, ids=[method for method, _arguments in QUESTIONS])
def test_formgrader_shows_the_same(two, monkeypatch, method, arguments):
    """Each list and sum that the formgrader shows is the same on both."""
    told = []
    for course in two:
        with opened(course) as book:
            address = book.engine.url.render_as_string(hide_password=False)
        # nbgrader looks for the folders of the course from where it works.
        monkeypatch.chdir(course.quizzes)
        where = CourseDirectory(root=str(course.quizzes), course_id="prevention-cpd", db_url=address)
        told.append(_plain(getattr(NbGraderAPI(where), method)(*arguments)))
    assert told[0]
    assert told[1] == told[0]


def _plain(told):
    """Take away what differs from gradebook to gradebook, and the order, which the formgrader makes itself."""
    if isinstance(told, dict):
        return {key: _plain(value) for key, value in told.items() if key not in {"id", "index"}}
    if isinstance(told, list):
        return sorted(map(_plain, told), key=repr)
    return told
