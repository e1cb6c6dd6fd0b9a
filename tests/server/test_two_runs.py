"""A quiz that somebody takes again in the next run: open and empty, and last year's stays as it was."""

import asyncio
import re
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from quiz.resubmitting import mark
from quiz.small_course import QUIZ, RIGHT, Course
from server.test_taking import answer, asked, begun
from sqlalchemy import create_engine

from prevention_cpd.quiz.build import redating
from prevention_cpd.quiz.intake import returned
from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list, dates, runs
from prevention_cpd.quiz.results import outcomes
from prevention_cpd.server.desk import overview

NOTE = "wri-note"


@pytest.fixture
def course(tree):
    """Return the course, with what can be done in it."""
    return Course(tree.root)


def start(course, name, *people):
    """Start a run with some people, and end the one before; times are to the second."""
    time.sleep(1.1)
    with course.record() as connection:
        for each in runs.every(connection):
            runs.archive(connection, each.id)
        runs.start(connection, name, place=course.root)
    url = f"sqlite:///{course.quizzes / 'gradebook.db'}"
    class_list.bring_in(url, course.quizzes, [Person(id=each) for each in people], run=name)


def take(client, *right):
    """Answer the written question and these, and hand in; return the receipts of this run."""
    for name in asked(client):
        if name in right or name == NOTE:
            assert answer(client, name, RIGHT[name]).status == 200
    done = client.json("POST", f"quiz/{QUIZ}/hand-in", {})
    assert done.status == 200, done.text
    return done.data["hand_ins"]


def result(course, name, person):
    """Return somebody's result in a run."""
    return next(each for each in outcomes.results(course.quizzes, QUIZ, run=name) if each.learner == person)


def feedback(client, path=f"quiz/{QUIZ}/feedback"):
    """Return a learner's page as it was written: without the way back that the server puts in."""
    return re.sub(r'(?s)<nav class="way-back".*?</style>', "", client.get(path).text)


def unnamed(page):
    """Return a page without the places that the server makes links of."""
    return re.sub(r'<span data-page="[^"]*">(.*?)</span>', r"\1", page)


def look(course, name):
    """Return where the quiz stands in a run."""
    with course.record() as connection:
        one = runs.known(connection, name, place=course.root)
        return overview.standings(connection, course.quizzes, run=one, only=QUIZ)[0]


@pytest.fixture
def last_year(server, course):
    """Take, mark and return the quiz in a first run, in which Ada gets most of it and Ben little."""
    start(course, "first", "ada", "ben")
    ada, ben = begun(server, "ada"), begun(server, "ben")
    take(ada, *asked(ada)[:4])
    take(ben)
    course.grade()
    mark(course, "ada", NOTE, 2, "Well put.")
    mark(course, "ben", NOTE, 0)
    course.grade("--feedback")
    assert "Read the feedback" in ada.get().text
    return ada, result(course, "first", "ada"), feedback(ada)


def set_in_formgrader(course, when):
    """Set the due date as the formgrader does."""
    with course.gradebook() as gradebook:
        gradebook.find_assignment(QUIZ).duedate = when.replace(tzinfo=None)
        gradebook.db.commit()


def due(course, person="ada"):
    """Return until when somebody may hand in."""
    with closing(create_engine(f"sqlite:///{course.quizzes / 'gradebook.db'}").connect()) as connection:
        return dates.due(connection, QUIZ, person)


def test_a_due_date_of_the_formgrader_counts_on_a_running_server(server, course):
    """Learners have it in a while, the desk at once, and a run that is started then leaves it to its own."""
    first, second, third = (datetime(2098, month, 1, tzinfo=UTC) for month in (1, 2, 3))
    start(course, "old", "ada")
    redating.redate(course.quizzes, QUIZ, first, redating.Whom(run="old"))
    trainer = server.trainer()
    set_in_formgrader(course, second)
    assert "1 February 2098" in trainer.get(f"desk/quiz/{QUIZ}").text
    assert due(course) == second

    set_in_formgrader(course, third)
    assert server.app.reading_back.is_running()
    asyncio.run_coroutine_threadsafe(server.app.read_back(), server._loop).result(20)
    assert due(course) == third

    redating.redate(course.quizzes, QUIZ, first, redating.Whom())
    assert "that for everybody" not in trainer.get(f"desk/quiz/{QUIZ}").text
    redating.redate(course.quizzes, QUIZ, None, redating.Whom(run="old"))
    page = trainer.get(f"desk/quiz/{QUIZ}").text
    assert "1 January 2098" in page
    assert "It is that for everybody" in page

    set_in_formgrader(course, second)
    assert trainer.form("desk/runs", name="new").status == 302
    assert due(course) == second
    with course.record() as connection:
        assert dates.general_due(connection, QUIZ) == first


class KilledError(BaseException):
    """Ends the process at this moment."""


@pytest.mark.slow
@pytest.mark.parametrize("at", [0, 1])
def test_a_kill_while_feedback_is_put_in_place_loses_no_page(course, last_year, monkeypatch, at):
    """Whichever rename is the last, the next run has last year's page and this year's."""
    ada, _before, page = last_year
    start(course, "second", "ada")
    take(ada)
    course.grade()
    renamed, rename = [], Path.rename

    def killed(path, target):
        if "feedback" in path.parts:
            if len(renamed) == at:
                raise KilledError
            renamed.append(path)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KilledError):
        course.grade("--feedback", "--early", "--learner", "ada")
    monkeypatch.undo()
    course.grade("--feedback", "--early", "--learner", "ada")

    folder = returned.page(course.quizzes, "ada", QUIZ).parent
    new, old = [unnamed(path.read_text()) for _at, path in returned.pages(folder)]
    assert old == page
    assert new != page


@pytest.mark.slow
def test_two_runs_of_a_quiz_never_mix(server, course, last_year):
    """Taken again it is open, empty, and counts in its run alone; last year's result and page stay."""
    ada, before, page = last_year
    first = asked(ada)[0]
    assert ada.json("PUT", f"quiz/{QUIZ}/flags/{first}", True).status == 200  # noqa: FBT003  # JSON
    desk_before = look(course, "first")
    start(course, "second", "ada", "cy")

    home = ada.get().text
    assert "Start" in home
    assert "Not passed." not in home
    state = ada.get(f"quiz/{QUIZ}/state").data
    assert (state["answers"], state["flags"], state["hand_ins"]) == ({}, [], [])
    assert ada.get(f"quiz/{QUIZ}").status == 200
    earlier = next(each for each in home.split('"') if "feedback?of=" in each)
    assert feedback(ada, earlier.lstrip("/")) == page

    receipts = take(ada)
    assert [each["replaces"] for each in receipts] == [""]
    assert (look(course, "second").handed_in, look(course, "second").to_grade) == ({"ada"}, {"ada"})
    cy = begun(server, "cy")
    take(cy, *asked(cy)[:2])
    course.grade()
    # The same text as last year, and a mark of its own.
    assert course.scores("ada")[NOTE] == (None, True)
    now = look(course, "second")
    assert (now.graded, now.waiting, now.returned) == ({"ada", "cy"}, {"ada", "cy"}, set())
    mark(course, "ada", NOTE, 1)
    mark(course, "cy", NOTE, 2)
    course.grade("--feedback")

    assert result(course, "first", "ada") == before
    after = result(course, "second", "ada")
    assert (after.attempt, after.state) == (1, "graded")
    assert after.score < before.score
    assert [each.learner for each in outcomes.results(course.quizzes, QUIZ, run="second")] == ["ada", "cy"]
    assert look(course, "second").returned == {"ada", "cy"}
    desk = look(course, "first")
    assert (desk.graded, desk.returned, desk.step) == (desk_before.graded, {"ada", "ben"}, "results")
    assert feedback(ada, earlier.lstrip("/")) == page
    assert feedback(ada) != page
    assert ada.get(f"quiz/{QUIZ}/state").data["hand_ins"] == receipts
    trainer = server.trainer()
    assert unnamed(trainer.get(f"desk/person/ada/feedback/{QUIZ}?run=first").text) == page
    assert unnamed(trainer.get(f"desk/person/ada/feedback/{QUIZ}?run=second").text) != page
