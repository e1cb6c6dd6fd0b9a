"""A small course whose quiz has been released."""

import shutil

import postgres
import pytest
from quiz.small_course import QUIZ, Course, make_course


@pytest.fixture(scope="session")
def _released_course(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("released") / "course")
    course.nbgrader("generate_assignment", QUIZ)
    return course


@pytest.fixture
def course(_released_course, tmp_path):
    """The small course with its quiz released; a fresh copy for each test."""
    shutil.copytree(_released_course.root, tmp_path / "course")
    return Course(tmp_path / "course", _released_course.env)


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server; tests that ask for it belong to the xdist group "postgresql", so that one is enough."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def on_postgresql(_released_course, postgresql, tmp_path_factory):
    """Return a function that makes a copy of the small course, its quiz released, with a gradebook on PostgreSQL."""

    def copy(root, address):
        shutil.copytree(_released_course.root, root, ignore=shutil.ignore_patterns("gradebook.db*"))
        return Course(root, {**_released_course.env, "CPD_GRADEBOOK": address})

    address = postgresql.database()
    copy(tmp_path_factory.mktemp("on") / "postgresql", address).nbgrader(
        "generate_assignment", QUIZ, "--force"
    )
    released = address.partition("?")[0].rpartition("/")[2]
    return lambda root: copy(root, postgresql.database(like=released))
