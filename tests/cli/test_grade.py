"""`cpd grade` as a trainer calls it."""

import fcntl
import json
import os
import shutil
import sys

import pytest
from click.testing import CliRunner
from quiz.conftest import _released_course, course  # noqa: F401  # fixtures
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.cli import main

FULL = {"wri-short-word": (1.0, False), "wri-parts": (2.0, False), "wri-pairs-two": (3.0, False)}


@pytest.fixture
def grade(course, monkeypatch):  # noqa: F811
    """Return a function that runs the command in the course."""
    monkeypatch.chdir(course.root)
    for name, value in course.env.items():
        monkeypatch.setenv(name, value)

    def run(*arguments):
        return CliRunner().invoke(main, ["grade", *map(str, arguments)], catch_exceptions=False)

    return run


def test_grades_the_class_and_says_so(course, grade):  # noqa: F811
    """Everybody is graded, the summary counts them, the class list is written, and all went well."""
    for student in ("ada", "bob"):
        course.submit(student, RIGHT)

    done = grade(QUIZ, "--jobs", 1)

    assert done.exit_code == 0, done.output
    assert "writing: 2 graded in " in done.stdout
    assert "2 waiting for a marker" in done.stdout
    assert "ada" in (course.quizzes / "reports" / f"{QUIZ}.html").read_text()
    assert course.scores("ada") == {**FULL, "wri-note": (None, True)}


def test_a_second_run_grades_only_what_is_new(course, grade):  # noqa: F811
    """What is graded stays, to the byte and the minute; something newer, or --force, is graded again."""
    course.submit("ada", RIGHT)
    grade(QUIZ)
    graded = course.quizzes / "autograded" / "ada" / QUIZ / f"{QUIZ}.ipynb"
    before = graded.stat().st_mtime_ns
    course.submit("bob", {})

    done = grade(QUIZ)

    assert "1 graded in " in done.stdout
    assert "1 graded already" in done.stdout
    assert graded.stat().st_mtime_ns == before

    grade(QUIZ, "--force", "--learner", "ada")
    assert graded.stat().st_mtime_ns > before

    folder = course.quizzes / "submitted" / "ada" / QUIZ
    (folder / "timestamp.txt").write_text("2026-11-21 10:00:00.000000 UTC")
    (folder / "answers.json").write_text(
        (folder / "answers.json").read_text().replace('"begin"', '"initiate"')
    )
    done = grade(QUIZ)
    assert "1 graded in " in done.stdout
    assert course.scores("ada")["wri-short-word"] == (0.0, False)
    assert not list((course.quizzes / "autograded").rglob(".*"))


def test_a_dry_run_changes_nothing(course, grade):  # noqa: F811
    """It names who would be graded, and leaves every file and the gradebook as they were."""
    course.submit("ada", RIGHT)
    shutil.rmtree(course.submit("bob"))
    (course.quizzes / "submitted" / "bob" / QUIZ).mkdir()
    before = sorted(course.quizzes.rglob("*"))

    told = grade(QUIZ, "--dry-run")
    data = json.loads(grade(QUIZ, "--dry-run", "--json").stdout)

    assert told.stdout.splitlines() == ["ada", "1 to grade, 0 graded already, 1 not received."]
    assert data == {"to_grade": ["ada"], "already_graded": 0, "not_received": ["bob"]}
    assert [path for path in sorted(course.quizzes.rglob("*")) if "gradebook.db-" not in path.name] == before


def test_a_summary_for_programs(course, grade):  # noqa: F811
    """With --json standard output holds one JSON object, and nothing else."""
    course.submit("ada", RIGHT)
    course.submit("bob", raw=b"{")

    done = grade(QUIZ, "--json")

    data = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (data["quiz"], data["graded"], data["already_graded"], data["failed"]) == (QUIZ, 2, 0, [])
    assert {row["student"]: row["state"] for row in data["learners"]} == {"ada": "waits", "bob": "unreadable"}
    assert data["seconds"] > 0


def test_what_is_wrong_is_told_with_its_file(course, grade):  # noqa: F811
    """What cannot be read is on a line of its own with the place and what to do, and the status is 1."""
    course.submit("bob", raw=b"{")

    done = grade(QUIZ)

    assert done.exit_code == 1
    (line,) = [line for line in done.stdout.splitlines() if ": unreadable: " in line]
    assert line.startswith(f"quizzes/submitted/bob/{QUIZ}:0: unreadable: answers.json was not read: ")
    assert line.endswith("Look at the submission; what could be read was graded.")


@pytest.mark.parametrize("quiz", ["nothing", "", "../writing", "wri*ing", "writing-b"])
def test_a_quiz_that_was_never_released(course, grade, quiz):  # noqa: F811
    """A quiz that the gradebook does not know is a problem in words, never a traceback."""
    course.submit("ada", RIGHT)

    done = grade(quiz)

    assert done.exit_code == 1
    assert "not-released" in done.stdout
    assert "nbgrader generate_assignment" in done.stdout


def test_a_learner_who_handed_in_nothing(course, grade):  # noqa: F811
    """A name that is nobody's is wrong usage: it may be a slip of the pen."""
    course.submit("ada", RIGHT)

    done = grade(QUIZ, "--learner", "adda")

    assert done.exit_code == 2
    assert "nothing was handed in by adda" in done.stderr


def test_a_configuration_that_cannot_be_read(course, grade):  # noqa: F811
    """A mistake in nbgrader_config.py is told with the file, and nothing is graded with other settings."""
    course.submit("ada", RIGHT)
    config = course.quizzes / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nthis is no Python\n")

    done = grade(QUIZ)

    assert done.exit_code == 1
    assert "quizzes/nbgrader_config.py:0: grading-setup: " in done.stdout
    assert not (course.quizzes / "autograded").exists()


def test_steps_that_only_nbgrader_can_do(course, grade):  # noqa: F811
    """With a step of the trainer's own in the configuration the command refuses, and says what to use."""
    course.submit("ada", RIGHT)
    config = course.quizzes / "nbgrader_config.py"
    config.write_text(config.read_text().replace("    LimitOutput,\n    Save", "    Execute,\n    Save"))
    config.write_text("from nbgrader.preprocessors import Execute\n" + config.read_text())

    done = grade(QUIZ)

    assert done.exit_code == 1
    assert "(Execute)" in done.stdout
    assert "nbgrader autograde" in done.stdout


def test_a_second_grader_waits(course, grade, monkeypatch):  # noqa: F811
    """While another grader has the quiz, the command says that it waits, and then goes on."""
    course.submit("ada", RIGHT)
    # A lock of another handle is another program's, as far as the file system knows.
    handle = os.open(course.quizzes / "source" / QUIZ, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    told = []
    # The other one is done as soon as we said that we wait.
    monkeypatch.setattr(
        sys.modules["prevention_cpd.cli.grade"], "_say", lambda text: (told.append(text), os.close(handle))
    )

    done = grade(QUIZ)

    assert told == ["Another `cpd grade` is grading this quiz. Waiting for it."]
    assert done.exit_code == 0
    assert "1 graded" in done.stdout
