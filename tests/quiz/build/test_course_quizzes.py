"""The quizzes of this course: built, released, and searched for keys together with the book."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from quiz.small_course import CONFIG

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.build.assignments import build_all, planned
from prevention_cpd.quiz.build.leaks import of_course, search

ROOT = Path(__file__).parents[3]
#: Both tests of a release want all quizzes released, which takes long: one worker does both.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("course quizzes")]
#: `nbgrader generate_assignment` for every quiz, in one process: most of its time is starting up.
GENERATE_ALL = """
from nbgrader.apps import NbGrader
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
app = NbGrader()
app.load_config_file()
api = NbGraderAPI(CourseDirectory(config=app.config), config=app.config)
for name in sorted(api.get_source_assignments()):
    done = api.generate_assignment(name)
    assert done["success"], done["log"] + done.get("error", "")
"""


@pytest.fixture(scope="module")
def hidden():
    """What learners of this course must not get."""
    return of_course(Tree(ROOT))


@pytest.fixture(scope="module")
def quizzes(tmp_path_factory):
    """A copy of the course's quizzes, released."""
    root = tmp_path_factory.mktemp("real") / "course"
    shutil.copytree(ROOT / "assets", root / "assets")
    shutil.copytree(ROOT / "modules", root / "modules")
    shutil.copytree(ROOT / "quizzes" / "banks", root / "quizzes" / "banks")
    shutil.copy(ROOT / "quizzes" / "quizzes.yml", root / "quizzes")
    shutil.copy(ROOT / "_config.yml", root)
    shutil.copy(CONFIG, root / "quizzes")
    build_all(Tree(root))
    command = [sys.executable, "-c", GENERATE_ALL]
    done = subprocess.run(
        command, cwd=root / "quizzes", capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "quizzes"


def test_build_gives_the_same_bytes_anywhere(quizzes):
    """The quizzes built in another folder are those of this one."""
    here = {path.relative_to(ROOT): text for path, text in planned(Tree(ROOT)).items()}
    there = {path.relative_to(quizzes.parent): text for path, text in planned(Tree(quizzes.parent)).items()}
    assert here == there


def test_release_holds_no_key(quizzes, hidden):
    """No byte of what learners fetch holds a key; the source that trainers keep does, so the search works."""
    assert search(quizzes / "release", hidden) == []
    assert search(quizzes / "source", hidden) != []


def test_book_holds_no_key(book, hidden):
    """No byte of the book holds a key, a rationale, feedback or guidance of a graded question."""
    assert search(book, hidden) == []
