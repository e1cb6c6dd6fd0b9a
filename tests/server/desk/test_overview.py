"""Where a quiz stands as files and record tell it: handed in again, marked after the feedback, run by run."""

import os

import pytest
from quiz.resubmitting import hand_in, mark
from quiz.small_course import QUIZ, RIGHT, Course
from server.desk.conftest import CLASS
from server.desk.test_standing import ONE, standing
from sqlalchemy import update

from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list, runs
from prevention_cpd.quiz.record.run_tables import run
from prevention_cpd.quiz.results.outcomes import Result
from prevention_cpd.server.desk import overview
from prevention_cpd.server.desk.results_page import distribution
from prevention_cpd.server.desk.steps import why_not

WRITTEN = ("wri-note", "wri-note-two")


@pytest.fixture
def course(desk_course):
    """The graded course, with what can be done in it."""
    return Course(desk_course.root, dict(os.environ))


def look(course, name=""):
    """Return where the quiz stands, for everybody or for one run."""
    with course.record() as connection:
        one = runs.known(connection, name, place=course.root) if name else None
        return overview.standings(connection, course.quizzes, run=one, only=QUIZ)[0]


def mark_all(course, *people):
    """Mark all written answers of some people as the formgrader does."""
    with course.gradebook() as gradebook:
        asked = {grade.name for grade in gradebook.find_submission(QUIZ, people[0]).notebooks[0].grades}
    for person in people:
        for question in asked & {*WRITTEN}:
            mark(course, person, question, 2.0)


def test_a_replaced_hand_in_is_to_be_graded(course):
    """Told by what lies there, not by its time; graded again, it is done."""
    assert look(course).to_grade == frozenset()
    folder = course.quizzes / "submitted" / "p01" / QUIZ
    os.utime(folder / "answers.json")
    assert look(course).to_grade == frozenset()

    hand_in(course, "p01", {**RIGHT, "wri-tone": []}, "2026-11-20 12:00:00")
    found = look(course)
    assert (found.step, found.to_grade) == ("grade", {"p01"})
    course.grade()
    assert look(course).to_grade == frozenset()


def test_work_without_its_notebook_holds_nobody_up(course):
    """It is counted apart, as grading cannot take it."""
    (course.quizzes / "submitted" / "absent" / QUIZ).mkdir(parents=True)

    found = look(course)
    assert (found.lost, found.step) == ({"absent"}, "mark")


def test_feedback_that_went_out_early_is_due_again_once_it_is_marked(course):
    """While answers wait the page tells so; after the mark, or another comment, it tells earlier marks."""
    course.grade("--feedback", "--early")
    found = look(course)
    assert (found.step, found.outdated, found.returned) == ("mark", set(), {*CLASS})

    mark_all(course, *CLASS)
    found = look(course)
    assert (found.step, found.to_return) == ("return", {*CLASS})
    course.grade("--feedback", "--early")
    assert look(course).step == "results"
    with course.gradebook() as gradebook:
        gradebook.find_comment("wri-note", QUIZ, QUIZ, "p02").manual_comment = "Well put."
        gradebook.db.commit()
    assert look(course).to_return == {"p02"}


def test_two_runs_of_one_quiz_do_not_mix(course):
    """Each counts its own people and what they did while it went on; the ended one keeps its figures."""
    url = f"sqlite:///{course.quizzes / 'gradebook.db'}"
    first, second = CLASS[:5], [*CLASS[5:], "absent"]
    with course.record() as connection:
        runs.start(connection, "first", starts_at="2026-11-01T00:00:00+00:00", place=course.root)
        runs.start(connection, "second", starts_at="2026-11-01T00:00:00+00:00", place=course.root)
    for name, people in (("first", first), ("second", second)):
        class_list.bring_in(url, course.quizzes, [Person(id=each) for each in people], run=name)
    mark_all(course, *first)
    course.grade("--feedback", "--early", "--learner", "p01")
    with course.record() as connection:
        runs.archive(connection, "first")

    one, other = look(course, "first"), look(course, "second")
    assert (one.people, one.of, one.graded, one.waiting) == (5, 5, {*first}, set())
    assert (one.returned, one.to_return, one.step) == ({"p01"}, {*first} - {"p01"}, "return")
    came = {*second} - {"absent"}
    assert (other.people, other.of, other.graded, other.waiting) == (8, 8, came, came)
    assert (other.returned, other.late & {*first}) == (set(), set())


def test_what_was_done_before_a_run_is_not_its_own(course):
    """Somebody who takes the quiz a second time is awaited in the new run, and stands in the old one still."""
    url = f"sqlite:///{course.quizzes / 'gradebook.db'}"
    with course.record() as connection:
        runs.start(connection, "old", starts_at="2026-11-01T00:00:00+00:00", place=course.root)
        runs.start(connection, "new", starts_at="2026-11-21T00:00:00+00:00", place=course.root)
    for name in ("old", "new"):
        class_list.bring_in(url, course.quizzes, [Person(id="p01")], run=name)
    with course.record() as connection:
        connection.execute(
            update(run).where(run.c.id == "old").values(archived_at="2026-11-21T00:00:00+00:00")
        )
    assert look(course, "new").handed_in == frozenset()

    hand_in(course, "p01", RIGHT, "2026-11-22 10:00:00")
    assert look(course, "new").to_grade == {"p01"}
    assert (look(course, "old").to_grade, look(course, "old").graded) == (set(), {"p01"})
    course.grade()
    assert (look(course, "new").graded, look(course, "old").graded) == ({"p01"}, {"p01"})
    assert (look(course, "new").waiting, look(course, "old").waiting) == ({"p01"}, set())


def test_what_cannot_be_done_has_a_reason(monkeypatch):
    """Each step names what is missing."""
    monkeypatch.delenv("NBGRADER_EXCHANGE", raising=False)

    assert why_not("grade", standing(released=False)) == "not_released"
    assert why_not("collect", standing()) == "no_exchange"
    assert why_not("grade", standing()) == "nothing_came"
    assert why_not("return", standing(handed_in=ONE)) == "not_graded"
    assert why_not("return", standing(handed_in=ONE, graded=ONE)) == ""


def test_the_picture_of_the_shares():
    """Each tenth counts its lower end, the last one the whole share too; who has no share is left out."""
    shares = (0.0, 0.1, 0.7, 0.75, 0.9, 1.0, None)
    found = [Result(learner=str(at), name="", share=share) for at, share in enumerate(shares)]

    assert distribution(found) == [1, 1, 0, 0, 0, 0, 0, 2, 0, 2]
