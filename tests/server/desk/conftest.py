"""A graded class whose written answers wait, and a desk that is open."""

import shutil

import pytest
from quiz.small_course import QUIZ, RIGHT, make_course
from server.talking import Running

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list

CLASS = [f"p{number:02}" for number in range(1, 13)]


@pytest.fixture(scope="session")
def _graded(tmp_path_factory):
    """Make a course whose first quiz is graded; one person has handed in nothing."""
    course = make_course(tmp_path_factory.mktemp("desk") / "course")
    course.nbgrader("generate_assignment", QUIZ)
    listed = [
        Person(id=name, first_name="Pat", last_name=f"Number {name}", email=f"{name}@example.org")
        for name in CLASS
    ]
    absent = Person(id="absent", first_name="<i>Ann</i>", last_name="Absent", email="absent@example.org")
    class_list.bring_in(f"sqlite:///{course.quizzes / 'gradebook.db'}", course.quizzes, [*listed, absent])
    for student in CLASS:
        text = f"{RIGHT['wri-note']} <script>{student}</script>"
        course.submit(student, {**RIGHT, "wri-note": text, "wri-note-two": text})
    course.grade()
    return course


@pytest.fixture
def desk_course(_graded, tmp_path):
    """A copy of the graded course."""
    return Tree(shutil.copytree(_graded.root, tmp_path / "course"))


@pytest.fixture
def desk(desk_course):
    """A running server of that course."""
    with Running(desk_course) as running:
        yield running


@pytest.fixture
def trainer(desk):
    """A client that the trainer is signed in with."""
    return desk.trainer()
