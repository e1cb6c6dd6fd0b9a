"""`cpd grade`, ended by `kill -9` again and again: in the end all is as if nobody had."""

import dataclasses
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from quiz.rows import odd_rows, rows
from quiz.small_course import QUIZ, RIGHT, Course

from prevention_cpd.quiz.record import reading

pytestmark = pytest.mark.slow

LEARNERS = [f"learner{number:03}" for number in range(200)]
PART = {"wri-short-word": "initiate", "wri-parts": ["date"], "wri-note": "A <b>note</b>."}
GRADE = [str(Path(sys.executable).with_name("cpd")), "grade", QUIZ, "--jobs", "2"]
#: Whose feedback is compared.
SOME = "learner00[0-3]"


@pytest.fixture
def two(course, tmp_path):
    """The same class of 200 in two courses: one that is graded in peace, and one that is not."""
    for number, student in enumerate(LEARNERS):
        given = (RIGHT, PART, {}, None)[number % 4]
        course.submit(student, given, raw=b'{"schema": 1, "quiz"' if given is None else None)
    shutil.copytree(course.root, tmp_path / "peace")
    return Course(tmp_path / "peace", course.env), course


def grade(course, *options):
    """Start a grader, in a group of processes of its own."""
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(
        [*GRADE, *options], cwd=course.root, env=course.env, start_new_session=True, **silent
    )


def to_the_end(course):
    """Grade until all is done; some of the submissions cannot be read, so that the status is 1."""
    assert grade(course).wait(120) == 1
    course.nbgrader("generate_feedback", QUIZ, "--student", SOME)


def files(folder):
    """Return all files below a folder, with what they hold; folders end in a slash."""
    return {
        str(path.relative_to(folder)) + "/" * path.is_dir(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def test_killed_and_started_again(two):
    """After six kills at random moments a last run ends with the same rows, notebooks, record and feedback."""
    peace, victim = two
    to_the_end(peace)
    whole = files(peace.quizzes / "autograded")
    chance = random.Random()
    interrupted = sum(
        killed(victim, chance, alone=number % 2 == 0, force=number >= 3, whole=whole) for number in range(6)
    )
    assert interrupted >= 3
    # What a killed `nbgrader autograde` leaves: a folder with some of the files.
    for student in LEARNERS[:3]:
        (victim.quizzes / "autograded" / student / QUIZ).mkdir(parents=True, exist_ok=True)
        (victim.quizzes / "autograded" / student / QUIZ / f"{QUIZ}.ipynb").unlink(missing_ok=True)
    to_the_end(victim)
    assert rows(victim) == rows(peace)
    assert odd_rows(victim) == []
    assert kept(victim) == kept(peace)
    for folder in ("autograded", "feedback"):
        assert files(victim.quizzes / folder) == files(peace.quizzes / folder), folder
    assert not list(victim.quizzes.rglob("*.part"))


def kept(course):
    """Return what the class record has of everybody, but for ids and the times of writing."""
    with course.record() as connection:
        every = reading.attempts(connection, QUIZ, LEARNERS, whole=True)
    return {
        student: [dataclasses.replace(each, id="", recorded_at="") for each in own]
        for student, own in every.items()
    }


def killed(course, chance, *, alone, force, whole):
    """Kill a grader, alone or with its workers; tell whether it was at work. What it leaves is whole."""
    before = touched(course)
    left = len(LEARNERS) if force else len(LEARNERS) - len(before)
    enough = chance.randint(1, left // 2)
    process = grade(course, *(["--force"] if force else []))
    try:
        deadline = time.monotonic() + 60
        while process.poll() is None and len(touched(course) - before) < enough:
            assert time.monotonic() < deadline
            time.sleep(0.002)
        time.sleep(chance.random() * 0.02)
    finally:
        (process.send_signal if alone else lambda sign: os.killpg(process.pid, sign))(signal.SIGKILL)
        at_work = process.wait() == -signal.SIGKILL
    found = files(course.quizzes / "autograded")
    standing = {name: data for name, data in found.items() if "/." not in f"/{name}" and data}
    assert standing.items() <= whole.items()
    graded = {name.partition("/")[0] for name in standing}
    assert graded <= {student for _quiz, student in rows(course)}
    assert odd_rows(course) == []
    return at_work


def touched(course):
    """Return whose folders there are, and when each was changed; a grader changes one after the other."""
    folder = course.quizzes / "autograded"
    return {(path.name, path.stat().st_mtime_ns) for path in folder.iterdir()} if folder.exists() else set()
