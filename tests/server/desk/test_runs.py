"""Marking in one run: what was handed in in another is not there to be marked, and counts for nothing."""

import os

import pytest
from quiz.resubmitting import hand_in
from quiz.small_course import QUIZ, RIGHT, Course
from server.desk.conftest import CLASS

from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.marking import second, state, written
from prevention_cpd.quiz.marking.giving import give
from prevention_cpd.quiz.record import class_list, runs

NOTE = "wri-note"


@pytest.fixture
def course(desk_course):
    """The graded class in one run, and three of them in the next."""
    course = Course(desk_course.root, dict(os.environ))
    url = f"sqlite:///{course.quizzes / 'gradebook.db'}"
    for name, day, people in (("old", "2026-11-01", CLASS), ("new", "2026-11-22", CLASS[:3])):
        with course.record() as connection:
            runs.start(connection, name, starts_at=f"{day}T00:00:00+00:00", place=course.root)
        class_list.bring_in(url, course.quizzes, [Person(id=each) for each in people], run=name)
    return course


def asked(connection, course):
    """Return the written question."""
    return next(each for each in written.written(connection, course.quizzes, QUIZ) if each.id == NOTE)


@pytest.mark.slow
def test_only_answers_of_the_run_are_marked(course, trainer):
    """The pages list and count those of the run that one works in, and the share of a second marker is of them."""
    hand_in(course, "p01", {**RIGHT, NOTE: "Of this year."}, "2026-11-23 10:00:00")
    course.grade()

    pages = {
        name: trainer.get(f"desk/marking/{QUIZ}/{NOTE}/answers?run={name}").text for name in ("old", "new")
    }
    assert [pages["new"].count(f"Answer {number}<") for number in (1, 2)] == [1, 0]
    assert [pages["old"].count(f"Answer {number}<") for number in (11, 12)] == [1, 0]
    assert "Of this year." in trainer.get(f"desk/marking/{QUIZ}/{NOTE}?run=new").text
    trainer.form(f"desk/marking/{QUIZ}", share="100")
    with course.record() as connection:
        drawn = [each.person for each in state.answers(connection, QUIZ, NOTE) if each.drawn]
    assert drawn == ["p01"]


@pytest.mark.slow
def test_the_same_words_are_marked_anew(course):
    """A mark of last year counts in its run, and not for the same answer in this one."""
    with course.record() as connection:
        question = asked(connection, course)
        before = next(each for each in state.answers(connection, QUIZ, NOTE) if each.person == "p01")
        give(
            connection,
            question,
            before.id,
            [line.points for line in question.rubric],
            "",
            marker="Ann",
            seen=before.seen,
        )
    hand_in(course, "p01", {**RIGHT, NOTE: before.text}, "2026-11-23 10:00:00")
    course.grade()

    with course.record() as connection:
        run = runs.known(connection, "new", place=course.root)
        (again,) = second.drawn_answers(connection, asked(connection, course), run=run)
    assert (again.person, again.text, again.first) == ("p01", before.text, None)
    assert (again.given.points, again.waits) == (None, True)


@pytest.mark.parametrize("day", ["2026-02-31", "0001-01-01", "9999-12-31"])
def test_a_day_that_there_is_not_is_told(trainer, day):
    """On each page that takes one, in a sentence; nothing is done."""
    for page, fields, told in (
        (f"desk/quiz/{QUIZ}/date", {"when": f"{day}T00:00", "past": "on"}, "This is no moment."),
        (f"desk/quiz/{QUIZ}-b/resit", {"when": f"{day}T00:00"}, "This is no moment."),
        ("desk/runs", {"name": "autumn", "starts": day}, "This is no day."),
    ):
        answer = trainer.form(page, **fields)
        assert (answer.status, told in answer.text) == (400, True), page
    assert trainer.form("desk/runs", name="autumn").status == 302
    assert trainer.form("desk/runs/autumn/end", delete_on=day).status == 400
