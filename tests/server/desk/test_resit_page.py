"""The page of a resit, asked for as a browser does."""

import re
import sys

import pytest
from quiz.resubmitting import mark
from quiz.small_course import QUIZ, Course
from server.desk.test_pages import text_question
from server.desk.test_work import wait

from prevention_cpd.quiz.format.questions_file import Released
from prevention_cpd.quiz.record import resits
from prevention_cpd.quiz.results.resitting import Candidate, Resit
from prevention_cpd.server.desk.jobs import JOBS, Job
from prevention_cpd.server.desk.resit_page import decided
from prevention_cpd.server.learner import standing

QUIZ_PAGE = f"desk/quiz/{QUIZ}-b"
PAGE = f"{QUIZ_PAGE}/resit"


def test_only_what_changes_is_decided():
    """What the rule says needs no decision; a decision that no longer differs from the rule is taken back."""
    known = {
        "failed": (("Why.",), None),
        "out": (("Why.",), False),
        "added": ((), True),
        "failed2": (("W.",), None),
    }
    found = Resit(
        form=Released(id="b"),
        before=Released(id="a"),
        candidates=tuple(
            Candidate(learner=name, name="", missed=missed, decided=given)
            for name, (missed, given) in known.items()
        ),
        undecided=0,
    )

    nothing = {"--add": [], "--leave-out": [], "--rule": []}
    assert decided(found, {"failed", "failed2", "added"}, set(known)) == nothing
    assert decided(found, {"failed"}, {"failed", "out"}) == nothing
    assert decided(found, {"failed", "out", "new"}, set(known)) == {
        "--add": ["new"],
        "--leave-out": ["failed2"],
        "--rule": ["out", "added"],
    }


def test_the_first_form_has_no_resit_page(trainer):
    """It is the further form that is offered; a quiz that there is not is a sentence."""
    assert trainer.get(f"desk/quiz/{QUIZ}/resit").status == 404
    assert trainer.get("desk/quiz/nothing/resit").status == 404


def test_one_piece_of_work_at_a_time_for_a_quiz(trainer, desk_course):
    """While something goes on for the form, the resit is not offered beside it, and its page shows what goes on."""
    slow = Job(step="release", page=QUIZ_PAGE, commands=[], folder=desk_course.quizzes)
    JOBS._jobs[slow.id] = slow
    try:
        shown = trainer.get(PAGE).text
        assert f'data-ask="/desk/work/{slow.id}"' in shown
        assert '<button class="cpd-main">' not in shown
        assert trainer.form(PAGE, when="2035-01-01T10:00").status == 409
    finally:
        slow.run()


def test_a_decision_goes_before_the_rule(desk_course):
    """A learner sees the form that a trainer offers them, whatever the form before says, and none that is withheld."""
    paper = {"quiz": f"{QUIZ}-b", "form": "B"}
    with Course(desk_course.root).record() as connection:

        def seen():
            return standing.may_see(connection, desk_course.quizzes, "p01", paper)

        assert not seen()
        resits.decide(connection, paper["quiz"], ["p01"], offered=True)
        assert seen()
        resits.decide(connection, paper["quiz"], ["p01"], offered=False)
        assert not seen()


@pytest.mark.slow
def test_who_was_not_on_the_page_stays_undecided(trainer, desk_course):
    """Somebody who fails after the page was loaded is not ticked, and yet not left out."""
    course = Course(desk_course.root)
    question = text_question(trainer)
    mark(course, "p01", question, 0)
    page = trainer.get(PAGE).text
    assert re.findall(r'name="shown" value="(\w+)"', page) == ["p01"]
    mark(course, "p02", question, 0)

    assert trainer.form(PAGE, shown="p01", when="2035-01-01T10:00").status == 302
    job = wait(JOBS.last(desk_course.quizzes, QUIZ_PAGE), 120)
    assert job.state == "done", job.problems
    with course.record() as connection:
        assert resits.decided(connection, f"{QUIZ}-b") == {"p01": False}


def test_what_is_refused_releases_nothing(trainer, desk_course):
    """An id that nobody has, or work under way, is told before the form is out without its deadline."""
    whom = {"more": "p05, nobody", "when": "2035-01-01T10:00"}
    refused = trainer.form(PAGE, **whom)
    assert (refused.status, "the id “nobody”" in refused.text) == (400, True)

    sleep = (sys.executable, "-c", "import time; time.sleep(60)")
    job = JOBS.start(Job(step="resit", page=QUIZ_PAGE, commands=[sleep], folder=desk_course.quizzes))
    try:
        busy = trainer.form(PAGE, more="p05", when="2035-01-01T10:00")
    finally:
        job.stop()
    assert (busy.status, "Other work" in busy.text) == (409, True)
    assert JOBS.last(desk_course.quizzes, QUIZ_PAGE) is job
    assert not (desk_course.quizzes / "release" / f"{QUIZ}-b").exists()


@pytest.mark.slow
def test_a_resit_is_offered(trainer, desk_course):
    """Who failed stands there with the reason; others are added and left out; the form gets a deadline of its own."""
    course = Course(desk_course.root)
    question = text_question(trainer)
    for name in ("p01", "p02"):
        mark(course, name, question, 0)
    shown = trainer.get(PAGE).text
    assert re.findall(r'name="offer" value="(\w+)"', shown) == ["p01", "p02"]
    assert "per cent of" in shown
    assert "Of 10 nobody knows yet" in shown
    assert "It is not released yet" in shown
    assert f'href="/{PAGE}"' in trainer.get(f"desk/quiz/{QUIZ}").text

    assert trainer.form(PAGE, offer="p01", more="p05, absent", when="soon").status == 400
    assert (
        trainer.form(
            PAGE, shown=["p01", "p02"], offer="p01", more="p05, absent", when="2035-01-01T10:00"
        ).status
        == 302
    )
    job = wait(JOBS.last(desk_course.quizzes, QUIZ_PAGE), 120)
    assert job.state == "done", job.problems
    shown = trainer.get(PAGE).text
    assert re.findall(r'value="(\w+)"[^>]* checked', shown) == ["absent", "p01", "p05"]
    assert "You left them out." in shown
    assert "2035" in shown
    assert f'href="/desk/quiz/{QUIZ}-b/file"' in shown
    assert "Write to these 3" in shown
    page = trainer.get(f"desk/quiz/{QUIZ}-b").text
    assert "Write to the 3 who have not handed in" in page
    assert "2035" not in trainer.get(f"desk/quiz/{QUIZ}").text
