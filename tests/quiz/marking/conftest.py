"""A graded class whose written answers wait, in a small course; graded once, copied for each test."""

import shutil

import pytest
from quiz.small_course import QUIZ, RIGHT, Course, make_course

from prevention_cpd.quiz.marking.state import answers
from prevention_cpd.quiz.marking.written import written

CLASS = [f"p{number:02}" for number in range(1, 13)]


@pytest.fixture(scope="session")
def _graded_course(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("graded") / "course")
    course.nbgrader("generate_assignment", QUIZ)
    for student in CLASS:
        text = f"{RIGHT['wri-note']} Written by {student}."
        course.submit(student, {**RIGHT, "wri-note": text, "wri-note-two": text})
    course.submit("blank", {})
    course.grade()
    return course


@pytest.fixture
def course(_graded_course, tmp_path):
    """The graded course; a fresh copy for each test."""
    shutil.copytree(_graded_course.root, tmp_path / "course")
    return Course(tmp_path / "course", _graded_course.env)


@pytest.fixture
def question(course):
    """The written question of the quiz."""
    with course.record() as connection:
        (found,) = written(connection, course.quizzes, QUIZ)
    return found


@pytest.fixture
def of(course, question):
    """Return a function that returns what stands for a learner's answer."""

    def answer(person):
        with course.record() as connection:
            return answers(connection, QUIZ, question.id, people=[person])[0]

    return answer
