"""`cpd grade` as a trainer calls it."""

import fcntl
import json
import os
import re
import shutil
import stat
import sys

import pytest
from click.testing import CliRunner
from quiz.conftest import _released_course, course  # noqa: F401  # fixtures
from quiz.small_course import QUIZ, RIGHT, Course

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


def test_no_gradebook_is_made(course, grade):  # noqa: F811
    """Where no quiz was ever released the command says so, and leaves no empty gradebook behind."""
    course.submit("ada", RIGHT)
    (course.quizzes / "gradebook.db").unlink()

    done = grade(QUIZ, "--dry-run")

    assert done.exit_code == 1
    assert "not-released" in done.stdout
    assert not (course.quizzes / "gradebook.db").exists()


def test_one_learner_at_a_time(course, grade):  # noqa: F811
    """With --learner only what is wrong with this learner's work is told."""
    course.submit("ada", RIGHT)
    course.submit("bob", raw=b"{")

    assert grade(QUIZ, "--learner", "ada").exit_code == 0
    assert grade(QUIZ, "--learner", "bob").exit_code == 1


def test_a_course_in_any_folder(course, grade, tmp_path, monkeypatch):  # noqa: F811
    """A folder above the course may have a name that looks like a pattern."""
    course.submit("ada", RIGHT)
    place = tmp_path / "a [draft]"
    place.mkdir()
    shutil.move(course.root, place)
    monkeypatch.chdir(place / "course")

    done = grade(QUIZ, "--feedback")

    assert done.exit_code == 0
    assert "1 graded" in done.stdout
    assert "Feedback pages: 1" in done.stdout
    graded = place / "course" / "quizzes" / "autograded" / "ada" / QUIZ / f"{QUIZ}.ipynb"
    graded.unlink()
    Course(place / "course", course.env).nbgrader("autograde", QUIZ, "--force")
    assert graded.exists()


def test_why_somebody_was_not_graded(course, grade):  # noqa: F811
    """The reason stands in the class list too; nobody else waits for it."""
    for student in ("ada", "bob"):
        course.submit(student, RIGHT)
    # A file where the graded copy of one learner belongs.
    (course.quizzes / "autograded").mkdir()
    (course.quizzes / "autograded" / "bob").write_text("in the way")

    done = grade(QUIZ)

    page = (course.quizzes / "reports" / f"{QUIZ}.html").read_text()
    assert done.exit_code == 1
    assert "1 graded" in done.stdout
    assert f"quizzes/submitted/bob/{QUIZ}:0: not-graded: It was not graded: " in done.stdout
    assert "It was not graded: " in page


def test_an_id_that_no_gradebook_holds(course, grade):  # noqa: F811
    """Who has too long an id is named with the reason, and the others are graded."""
    for student in ("ada", "b" * 129):
        course.submit(student, RIGHT)

    done = grade(QUIZ)

    assert done.exit_code == 1
    assert "1 graded" in done.stdout
    (line,) = [line for line in done.stdout.splitlines() if ":0: not-graded: " in line]
    assert "longer than 128 characters" in line
    assert "longer than 128 characters" in (course.quizzes / "reports" / f"{QUIZ}.html").read_text()


def test_one_broken_notebook_costs_one_page(course, grade):  # noqa: F811
    """A graded notebook that cannot be read is told with its place; everybody else has a feedback page."""
    for student in ("ada", "bob", "eve"):
        course.submit(student, RIGHT)
    grade(QUIZ)
    (course.quizzes / "autograded" / "bob" / QUIZ / f"{QUIZ}.ipynb").write_text("{")

    done = grade(QUIZ, "--feedback")

    assert done.exit_code == 1
    assert "Feedback pages: 2" in done.stdout
    assert f"quizzes/autograded/bob/{QUIZ}:0: not-graded: no feedback page was written" in done.stdout
    pages = sorted(path.parent.parent.name for path in (course.quizzes / "feedback").rglob("*.html"))
    assert pages == ["ada", "eve"]
    assert not list((course.quizzes / "feedback").rglob(".*"))


def test_markers_who_share_a_group(course, grade):  # noqa: F811
    """Where the configuration shares the course with a group, graded copies and feedback pages are shared."""
    course.submit("ada", RIGHT)
    config = course.quizzes / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.CourseDirectory.groupshared = True\n")

    grade(QUIZ, "--feedback")

    for step in ("autograded", "feedback"):
        mode = (course.quizzes / step / "ada" / QUIZ).stat().st_mode
        assert mode & stat.S_ISGID, step
        assert mode & stat.S_IWGRP, step


def test_handed_in_again_with_an_earlier_time(course, grade):  # noqa: F811
    """Whatever its time says, something else is graded again; the class list of another run tells of it."""
    course.submit("ada", RIGHT)
    course.submit("bob", RIGHT)
    grade(QUIZ)
    time = course.quizzes / "submitted" / "ada" / QUIZ / "timestamp.txt"
    time.write_text("2020-01-01 10:00:00.000000 UTC")

    assert "1 not graded" in grade(QUIZ, "--learner", "bob").stdout
    assert "1 graded in " in grade(QUIZ).stdout
    assert "0 graded, 2 graded already" in grade(QUIZ).stdout


@pytest.mark.parametrize("before", ["missing", "broken", "link"])
@pytest.mark.parametrize("time", [True, False])
def test_answers_that_are_put_back(course, grade, before, time):  # noqa: F811
    """Answers that were lost or damaged count when they are put back: no --force, no new time, no attempt lost."""
    folder = course.submit("ada", RIGHT)
    good = (folder / "answers.json").read_text()
    (folder / "answers.json").unlink()
    if before == "broken":
        (folder / "answers.json").write_text(good[:40])
    elif before == "link":
        (folder / "answers.json").symlink_to("/dev/zero")
    if not time:
        (folder / "timestamp.txt").unlink()
    assert grade(QUIZ).exit_code == 1

    (folder / "answers.json").write_text(good)
    done = grade(QUIZ)

    assert done.exit_code == 0, done.stdout
    assert "1 graded in " in done.stdout
    assert course.scores("ada") == {**FULL, "wri-note": (None, True)}
    (kept,) = course.attempts("ada")
    assert kept.received
    assert "0 graded, 1 graded already" in grade(QUIZ).stdout


def test_a_disk_that_cannot_be_written(course, grade):  # noqa: F811
    """An error of the disk is a line with the file and what to do, never a traceback."""
    course.submit("ada", RIGHT)
    (course.quizzes / "reports").write_text("in the way")

    done = grade(QUIZ)

    assert done.exit_code == 1
    assert "grading-setup: it cannot be read or written" in done.stdout


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
    assert re.search(
        "not-released: .*nbgrader generate_assignment|unknown-quiz: .*(Did you|These are the)", done.stdout
    )


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

    assert told == ["This quiz is being graded or collected already. Waiting for that to end."]
    assert done.exit_code == 0
    assert "1 graded" in done.stdout
