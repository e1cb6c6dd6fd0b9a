"""Several graders at the same time, on SQLite and on PostgreSQL: nothing is lost, nothing is there twice, nobody hangs."""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from quiz.rows import odd_rows, rows
from quiz.small_course import NBGRADER, QUIZ, RIGHT, Course

from prevention_cpd.quiz.locking import alone

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]

LEARNERS = [f"learner{number:02}" for number in range(12)]
GRADE = [str(Path(sys.executable).with_name("cpd")), "grade", QUIZ]
AUTOGRADE = [*NBGRADER, "autograde", QUIZ]


@pytest.fixture(params=["sqlite", "postgresql"])
def whole_class(request, tmp_path):
    """A class that has handed in, in a course with its gradebook on SQLite or on PostgreSQL."""
    if request.param == "sqlite":
        course = request.getfixturevalue("course")
    else:
        course = request.getfixturevalue("on_postgresql")(tmp_path / "course")
    for number, student in enumerate(LEARNERS):
        course.submit(student, RIGHT if number % 2 else {"wri-parts": ["date"]})
    return course


class Graders:
    """Graders that run at the same time; none outlives the test."""

    def __init__(self, course):
        self.course = course
        self.running = []

    def start(self, command, course=None):
        """Start one. What it says goes to a file: a pipe that nobody reads would stop it."""
        course = course or self.course
        folder = course.root if command[1] == "grade" else course.quizzes
        log = self.course.root.with_name(f"grader{len(self.running)}.log")
        with log.open("w") as file:
            process = subprocess.Popen(
                command, cwd=folder, env=course.env, stdout=file, stderr=subprocess.STDOUT
            )
        self.running.append((process, log))
        return log

    def finished(self):
        """Wait until all have finished; return what each said, and its exit status."""
        statuses = [process.wait(120) for process, _log in self.running]
        return list(zip([log.read_text() for _process, log in self.running], statuses, strict=True))


@pytest.fixture
def graders(whole_class):
    """Start graders of the class."""
    made = Graders(whole_class)
    yield made
    for process, _log in made.running:
        process.kill()
        process.wait()


def is_whole(course):
    """Tell whether the class is graded: every learner once, with their score, and a whole notebook."""
    found = rows(course)
    assert found.keys() == {(QUIZ, student) for student in LEARNERS}
    assert odd_rows(course) == []
    for number, student in enumerate(LEARNERS):
        (notebook,) = found[QUIZ, student]["notebooks"]
        scores = {name: auto for name, auto, *_rest in notebook["grades"]}
        assert scores["wri-parts"] == (2.0 if number % 2 else 1.0)
        assert scores["wri-short-word"] == (1.0 if number % 2 else 0.0)
        record = course.autograded(student).metadata["prevention_cpd"]
        assert record["received"]
        assert not record["problems"]
    graded = course.quizzes / "autograded"
    assert sorted(path.name for path in graded.iterdir()) == LEARNERS
    assert list(graded.rglob(".*")) == []
    return True


def test_all_wait_their_turn(whole_class, graders):
    """While somebody grades, `cpd grade` twice and `nbgrader autograde` wait and say so; then the class is graded once."""
    with alone(whole_class.quizzes / "source" / QUIZ):
        logs = [graders.start(command) for command in (GRADE, GRADE, AUTOGRADE)]
        deadline = time.monotonic() + 60
        while not all("aiting for" in log.read_text() for log in logs):
            assert time.monotonic() < deadline, [log.read_text() for log in logs]
            time.sleep(0.1)
        assert not (whole_class.quizzes / "autograded").exists()
    said = graders.finished()
    assert [status for _text, status in said] == [0, 0, 0], said
    assert is_whole(whole_class)
    # Whoever came first graded all of them, and the others found the work done.
    graded = [int(found) for text, _status in said for found in re.findall(r"writing: (\d+) graded", text)]
    assert sorted(graded) == [0, 0, len(LEARNERS)], said


def test_three_copies_of_a_course(whole_class, graders, tmp_path):
    """Three people who each have a copy of the folders grade into one gradebook at once: each row stands there once."""
    place = f"sqlite:///{whole_class.quizzes / 'gradebook.db'}"
    copies = [Course(whole_class.root, {"CPD_GRADEBOOK": place, **whole_class.env})]
    for number in range(2):
        shutil.copytree(whole_class.root, tmp_path / f"copy{number}")
        copies.append(Course(tmp_path / f"copy{number}", copies[0].env))
    for course in copies:
        graders.start([*GRADE, "--jobs", "1"], course)
    said = graders.finished()
    assert [status for _text, status in said] == [0, 0, 0], said
    for course in copies:
        assert is_whole(course)
