"""The hostile class, graded once by each grader."""

import functools
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from quiz.hostile.case import CLASS
from quiz.hostile.class_room import ClassRoom, contents, make_class
from quiz.small_course import NBGRADER, QUIZ, Course

GRADERS = {
    "nbgrader": [*NBGRADER, "autograde", QUIZ],
    "cpd": [Path(sys.executable).with_name("cpd"), "grade", QUIZ, "--feedback"],
}


def in_class(grader):
    """Return the cases that a grader gets."""
    return [each for each in CLASS.values() if each.slow or grader == "cpd"]


@pytest.fixture(scope="session")
def rooms(_released_course, tmp_path_factory):
    """Return a function that gives the hostile class as a grader left it; each grades once."""

    @functools.cache
    def room(grader):
        return _graded(grader, _released_course, tmp_path_factory.mktemp(f"hostile-{grader}"))

    return room


@pytest.fixture
def room(request, rooms):
    """The hostile class, graded by the grader that the test names."""
    return rooms(request.param)


def _graded(grader, released, base):
    shutil.copytree(released.root, base / "course")
    # A zone that is not UTC: for it the calendar ends elsewhere.
    course = Course(base / "course", {**released.env, "TZ": "Europe/London"})
    make_class(course, base / "outside", in_class(grader))
    before = contents(course.quizzes, base / "outside")
    with _Changing(course.quizzes / "submitted" / "changing" / QUIZ, base / "outside" / "right.json"):
        done = subprocess.run(
            GRADERS[grader],
            cwd=course.quizzes,
            env=course.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=300,
            check=False,
        )
    (base / "output.txt").write_text(done.stdout + done.stderr)
    return ClassRoom(grader, course, base / "outside", before, done.stdout + done.stderr)


class _Changing:
    """Puts a link in the place of the answers, and the answers in the place of the link, again and again."""

    def __init__(self, folder, target):
        self.folder, self.target = folder, target
        self.end = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_error):
        self.end.set()
        self.thread.join()

    def _run(self):
        own = (self.folder / "answers.json").read_bytes()
        part = self.folder.parent / "part"
        while not self.end.is_set():
            part.symlink_to(self.target)
            part.rename(self.folder / "answers.json")
            time.sleep(0.001)
            part.write_bytes(own)
            part.rename(self.folder / "answers.json")
            time.sleep(0.001)
