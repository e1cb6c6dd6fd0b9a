"""A small course, a server of it in this process, and browsers without a screen."""

from __future__ import annotations

import shutil

import pytest
from quiz.small_course import QUIZ, make_course
from server.talking import Running

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.grading import gradebook
from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list

PEOPLE = (
    Person(id="ada", first_name="Ada", last_name="Example", email="ada@example.org"),
    Person(id="ben", first_name="Ben", last_name="<b>Example</b>"),
)


@pytest.fixture(scope="session")
def _course(tmp_path_factory):
    """Make a course with two people on its class list, once."""
    gradebook.configure()
    course = make_course(tmp_path_factory.mktemp("class") / "course")
    course.nbgrader("generate_assignment", QUIZ)
    class_list.bring_in(f"sqlite:///{course.quizzes / 'gradebook.db'}", course.quizzes, PEOPLE)
    return course


@pytest.fixture
def tree(_course, tmp_path):
    """Return a copy of the course."""
    return Tree(shutil.copytree(_course.root, tmp_path / "course"))


@pytest.fixture
def server(tree):
    """Return a running server; learners sign in with codes, the trainer with a token."""
    with Running(tree) as running:
        yield running
