"""`nbgrader collect` from an exchange in which anybody may put anything. A test also shows what nbgrader's own would do."""

import os
import shutil
import stat
import subprocess

import pytest
from quiz.small_course import NBGRADER, QUIZ, RIGHT, Course, answers_text, without

from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.record import runs

pytestmark = pytest.mark.slow
COLLECT = "c.ExchangeFactory.collect = SafeCollect\n"


@pytest.fixture
def inbound(course: Course, tmp_path):
    """The folder of the exchange in which submissions come in."""
    course.env = {**course.env, "NBGRADER_EXCHANGE": str(tmp_path / "exchange")}
    inbound = tmp_path / "exchange" / "prevention-cpd" / "inbound"
    inbound.mkdir(parents=True)
    (tmp_path / "exchange").chmod(0o777)
    (tmp_path / "key.json").write_text("the key of the quiz")
    return inbound


def submit(course, inbound, student, moment="2026-11-20 10:00:00.000000 UTC", name=None):
    """Put a submission into the exchange as `nbgrader submit` does, or under another name."""
    folder = inbound / (name or f"{student}+{QUIZ}+{moment}+x{len(list(inbound.iterdir()))}")
    shutil.copytree(course.quizzes / "release" / QUIZ, folder)
    for path in folder.iterdir():
        path.chmod(0o644)
    (folder / "answers.json").write_text(answers_text(RIGHT))
    (folder / "timestamp.txt").write_text(moment)
    (folder / "submission_secret.txt").write_text("secret")
    return folder


def test_what_came_after_the_feedback_is_not_collected(course, inbound):
    """Who has read the right answers hands in no more; what was collected before is not told again."""
    submit(course, inbound, "ada")
    course.nbgrader("collect", QUIZ)
    course.grade("--feedback", "--early")
    assert "Not collected" not in course.nbgrader("collect", QUIZ, "--update").stderr
    submit(course, inbound, "ada", "2026-11-21 10:00:00.000000 UTC")

    done = course.nbgrader("collect", QUIZ, "--update")

    assert "The feedback on this quiz was returned to this learner before it came" in done.stderr
    stamp = course.quizzes / "submitted" / "ada" / QUIZ / "timestamp.txt"
    assert stamp.read_text() == "2026-11-20 10:00:00.000000 UTC"


def test_a_new_run_takes_it_again_and_nothing_of_the_last(course, inbound):
    """What came after the feedback and before the next run stays out of both; what comes in that run is taken."""
    submit(course, inbound, "ada")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
    course.nbgrader("collect", QUIZ)
    course.grade("--feedback", "--early")
    with course.record() as connection:
        for name, day in (("old", "2026-11-01"), ("new", "2026-11-23")):
            runs.start(connection, name, starts_at=f"{day}T00:00:00+00:00", place=course.quizzes)
            runs.join(connection, name, ["ada"])
    submit(course, inbound, "ada", "2026-11-21 10:00:00.000000 UTC")
    assert "Not collected" in course.nbgrader("collect", QUIZ, "--update").stderr

    submit(course, inbound, "ada", "2026-11-24 10:00:00.000000 UTC")
    assert "Not collected" not in course.nbgrader("collect", QUIZ, "--update").stderr
    stamp = course.quizzes / "submitted" / "ada" / QUIZ / "timestamp.txt"
    assert stamp.read_text() == "2026-11-24 10:00:00.000000 UTC"


def test_links_are_not_followed_and_nobody_is_stopped(course, inbound, tmp_path):
    """Links, pipes, huge files and odd names come from the exchange as what they are, or not at all; all others are collected."""
    submit(course, inbound, "ada")
    mallory = submit(course, inbound, "mallory")
    (mallory / "leak.html").symlink_to(tmp_path / "key.json")
    (mallory / "answers.json").unlink()
    (mallory / "answers.json").symlink_to(tmp_path / "key.json")
    (mallory / "folder").symlink_to(course.quizzes / "source")
    os.mkfifo(mallory / "pipe")
    with (mallory / "film.mp4").open("wb") as file:
        file.truncate(5 * 1024**3)
    submit(course, inbound, "", name=f"bob+{QUIZ}+no time+x")
    submit(course, inbound, "..")
    submit(course, inbound, "", name=f"+{QUIZ}+2026-11-20 10:00:00 UTC+x")
    (inbound / f"eve+{QUIZ}+2026-11-20 10:00:00 UTC+x").symlink_to(tmp_path)
    (inbound / f"dan+{QUIZ}+2026-11-20 10:00:00 UTC+x").write_text("no folder")
    submit(course, inbound, "zoe")
    before = sorted(path.name for path in course.quizzes.iterdir())
    done = course.nbgrader("collect", QUIZ)
    submitted = course.quizzes / "submitted"
    assert sorted(path.name for path in submitted.iterdir()) == ["ada", "mallory", "zoe"]
    assert sorted({path.name for path in course.quizzes.iterdir()} - set(before)) == ["submitted"]
    # Names that begin with a dot, ".." among them, are not even looked at.
    assert done.stderr.count("is not what nbgrader submit makes") == 4
    kinds = {
        path.name: stat.S_IFMT(path.lstat().st_mode) for path in (submitted / "mallory" / QUIZ).iterdir()
    }
    for name in ("leak.html", "answers.json", "folder"):
        assert kinds[name] == stat.S_IFLNK
    assert kinds["pipe"] == stat.S_IFIFO
    assert (submitted / "mallory" / QUIZ / "film.mp4").stat().st_blocks == 0
    course.nbgrader("autograde", QUIZ)
    assert course.scores("ada")["wri-parts"] == course.scores("zoe")["wri-parts"] == (2.0, False)
    problems = "\n".join(course.autograded("mallory").metadata.prevention_cpd.problems)
    for name in ("leak.html", "answers.json", "folder", "pipe", "film.mp4"):
        assert f"{name}: " in problems
    for path in (course.quizzes / "autograded").rglob("*"):
        assert not path.is_symlink()
        assert not path.is_file() or b"the key of the quiz" not in path.read_bytes()


def test_nbgraders_own_follows_links(course, inbound, tmp_path):
    """What ours is for: a learner's link fetches a file of the trainer, and one odd name ends it for all."""
    mallory = submit(course, inbound, "mallory")
    (mallory / "leak.html").symlink_to(tmp_path / "key.json")
    without(course, COLLECT)
    course.nbgrader("collect", QUIZ)
    copy = course.quizzes / "submitted" / "mallory" / QUIZ / "leak.html"
    assert copy.read_text() == "the key of the quiz"
    submit(course, inbound, "", name=f"bob+{QUIZ}+no time+x")
    submit(course, inbound, "zoe")
    assert course.nbgrader("collect", QUIZ, ok=False).returncode != 0
    assert not (course.quizzes / "submitted" / "zoe").exists()


def test_a_newer_submission_takes_the_place(course, inbound):
    """Collecting again with --update brings what is newer, and leaves the rest."""
    submit(course, inbound, "ada")
    course.nbgrader("collect", QUIZ)
    newer = submit(course, inbound, "ada", "2026-11-20 11:00:00.000000 UTC")
    (newer / "answers.json").write_text(answers_text({"wri-parts": ["date"]}))
    course.nbgrader("collect", QUIZ, "--update")
    assert (course.quizzes / "submitted" / "ada" / QUIZ / "answers.json").read_bytes() == (
        newer / "answers.json"
    ).read_bytes()


def test_collecting_waits_for_grading(course, inbound):
    """While somebody grades the quiz, nothing is copied, and the trainer is told; afterwards all is."""
    submit(course, inbound, "ada")
    with alone(course.quizzes / "source" / QUIZ):
        run = subprocess.Popen(
            [*NBGRADER, "collect", QUIZ],
            cwd=course.quizzes,
            env=course.env,
            stderr=subprocess.PIPE,
            text=True,
        )
        told = iter(run.stderr.readline, "")
        assert any("Waiting for that to end" in line for line in told)
        assert not (course.quizzes / "submitted" / "ada" / QUIZ).exists()
    run.communicate(timeout=60)
    assert run.returncode == 0
    assert (course.quizzes / "submitted" / "ada" / QUIZ / "answers.json").is_file()
