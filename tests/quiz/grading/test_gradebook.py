"""Which gradebook CPD_GRADEBOOK names."""

import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from quiz.small_course import QUIZ, RIGHT, Course, make_course
from sqlalchemy import text
from traitlets.config import Config

from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.grading import gradebook


@pytest.mark.parametrize(
    ("named", "used"),
    [
        ("", None),
        ("  ", None),
        ("sqlite:////srv/gradebook.db", "sqlite:////srv/gradebook.db"),
        ("postgresql://ada@server/marks", "postgresql+psycopg://ada@server/marks"),
        ("postgres://ada@server:5433/marks", "postgresql+psycopg://ada@server:5433/marks"),
        (
            "postgresql+psycopg://ada:p%40ss%25@server/marks",
            "postgresql+psycopg://ada:p%40ss%25@server/marks",
        ),
    ],
)
def test_address(monkeypatch, named, used):
    """SQLite and PostgreSQL are taken, the latter with the driver that is installed; nothing named is nothing set."""
    monkeypatch.setenv("CPD_GRADEBOOK", named)
    assert gradebook.address() == used
    config = Config()
    gradebook.configure(config)
    assert ("db_url" in config.CourseDirectory) == (used is not None)
    assert used is None or config.CourseDirectory.db_url == used


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("gradebook.db", "not the address of a database"),
        ("postgresql://ada:secret@server:port/marks", "not the address of a database"),
        ("postgresql+psycopg2://ada:secret@server/marks", "the kind 'postgresql+psycopg2'"),
        ("mysql://ada:secret@server/marks", "the kind 'mysql'"),
    ],
)
def test_refused(monkeypatch, named, why):
    """Any other address is refused with the reason and a good example, and without the password."""
    monkeypatch.setenv("CPD_GRADEBOOK", named)
    with pytest.raises(gradebook.GradebookError, match="CPD_GRADEBOOK") as error:
        gradebook.address()
    assert why in str(error.value)
    assert "postgresql://name:password@server/database" in str(error.value)
    assert "secret" not in str(error.value)


def test_driver_is_missing(monkeypatch):
    """Without the driver the sentence says what to install."""
    monkeypatch.setenv("CPD_GRADEBOOK", "postgresql://ada:secret@server/marks")
    monkeypatch.setattr(gradebook.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(gradebook.GradebookError, match="pip install"):
        gradebook.address()


@pytest.mark.slow
def test_nbgrader_stops(tmp_path):
    """The commands of nbgrader do not go on with another gradebook, or with its own settings, when the one that was named cannot be used."""
    course = make_course(tmp_path / "course")
    course = Course(course.root, {**course.env, "CPD_GRADEBOOK": "mysql://ada:secret@server/marks"})
    done = course.nbgrader("generate_assignment", QUIZ, ok=False)
    assert done.returncode == 1
    assert done.stderr.startswith("CPD_GRADEBOOK names a database of the kind 'mysql'")
    assert "Traceback" not in done.stdout + done.stderr
    assert not (course.quizzes / "gradebook.db").exists()
    assert not (course.quizzes / "release").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("mysql://ada:secret@server/marks", "CPD_GRADEBOOK names a database of the kind 'mysql'"),
        ("postgresql://ada:secret@127.0.0.1:1/marks", "port 1 failed"),
    ],
)
def test_cpd_grade_tells(course, named, why):
    """A gradebook that cannot be used is one line with what to do, no traceback, and no password."""
    course.submit("ada", RIGHT)
    command = [Path(sys.executable).with_name("cpd"), "grade", QUIZ]
    env = {**course.env, "CPD_GRADEBOOK": named}
    done = subprocess.run(command, cwd=course.root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("quizzes/gradebook.db:0: grading-setup: ")
    assert why in done.stdout
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stdout + done.stderr
    assert not (course.quizzes / "autograded").exists()


def test_names_of_learners_are_not_told(tmp_path):
    """What the database says is told, and not the statement with what stands in it."""
    with (
        pytest.raises(CourseError) as error,
        gradebook.told(tmp_path / "gradebook.db"),
        Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book,
    ):
        book.db.execute(text("INSERT INTO nowhere VALUES ('Ada Lovelace')"))
    (problem,) = error.value.problems
    assert problem.what == "the gradebook cannot be used (no such table: nowhere)"
