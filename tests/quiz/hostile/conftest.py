"""The hostile class, graded once by each grader."""

import shutil
import subprocess
import sys

import pytest
from hostile.class_room import ClassRoom, contents, make_class
from quiz.small_course import QUIZ, Course

GRADERS = {
    "nbgrader": [sys.executable, "-m", "nbgrader", "autograde", QUIZ],
    "cpd": [sys.executable, "-m", "prevention_cpd", "grade", QUIZ],
}


@pytest.fixture(scope="session", params=GRADERS)
def room(request, _released_course, tmp_path_factory):
    """The hostile class, graded."""
    base = tmp_path_factory.mktemp(f"hostile-{request.param}")
    shutil.copytree(_released_course.root, base / "course")
    course = Course(base / "course", _released_course.env)
    make_class(course, base / "outside")
    before = contents(course.quizzes, base / "outside")
    done = subprocess.run(
        GRADERS[request.param],
        cwd=course.quizzes,
        env=course.env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    (base / "output.txt").write_text(done.stdout + done.stderr)
    return ClassRoom(course, base / "outside", before, done.stdout + done.stderr)
