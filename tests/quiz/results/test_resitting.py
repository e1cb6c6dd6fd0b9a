"""To whom a further form of a quiz is offered, by the rule and by what a trainer decides."""

import json

import pytest
from quiz.resubmitting import hand_in, mark
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.record import access, runs
from prevention_cpd.quiz.results import resitting
from prevention_cpd.quiz.results.resitting import Decision

pytestmark = pytest.mark.slow
SECOND = f"{QUIZ}-b"
WRONG = {**RIGHT, "wri-short-word": "commence", "wri-parts": [], "wri-tone": [], "wri-pairs": {}}


@pytest.fixture
def taken(course):
    """A class of four: one failed, one passed, one waits for a marker, one has handed in nothing."""
    for student, answers in (("ada", WRONG), ("ben", RIGHT), ("cyd", RIGHT)):
        hand_in(course, student, answers)
    course.grade()
    with course.gradebook() as gradebook:
        gradebook.add_student("dan", first_name="Dan")
        written = {each.name for each in gradebook.find_submission(QUIZ, "ada").notebooks[0].grades}
    for student, points in (("ada", 0), ("ben", 2)):
        for question in written & {"wri-note", "wri-note-two"}:
            mark(course, student, question, points)
    return course


def offered(course, quiz=SECOND):
    """Return to whom the form is offered."""
    with access.reading(course.quizzes) as connection:
        found = resitting.of(course.quizzes, connection, quiz)
    return {each.learner for each in found.candidates if each.offered}, found


def test_it_is_for_who_did_not_pass(taken):
    """With the reason; who passed, waits or handed in nothing is not among them. The quiz itself means form B."""
    who, found = offered(taken, QUIZ)

    assert (found.form.id, found.before.id) == (SECOND, QUIZ)
    assert (who, found.undecided) == ({"ada"}, 1)
    assert "per cent of all points" in " ".join(found.candidates[0].missed)


def test_what_was_failed_in_an_earlier_run_is_no_reason(taken):
    """Who failed last year and takes the quiz anew this year is offered nothing before they fail again."""
    with access.writing(taken.quizzes) as connection:
        for run, starts in (("old", "2026-11-01T00:00:00+00:00"), ("new", "2026-11-22T00:00:00+00:00")):
            runs.start(connection, run, starts_at=starts, place=taken.quizzes)
            runs.join(connection, run, ["ada"])

    assert offered(taken)[0] == set()


def test_a_trainer_adds_and_leaves_out(taken):
    """What is decided goes before the rule, until it is taken back."""
    resitting.decide(taken.quizzes, SECOND, Decision(add=("dan",), leave_out=("ada",)))
    assert offered(taken)[0] == {"dan"}
    resitting.decide(taken.quizzes, SECOND, Decision(rule=("dan", "ada")))
    assert offered(taken)[0] == {"ada"}


def test_nothing_is_decided_where_something_is_wrong(taken):
    """Nobody of that id, somebody twice, a form that is not out: told, and nothing done."""
    for wrong in (Decision(add=("dan", "nobody")), Decision(add=("dan",), rule=("dan",))):
        with pytest.raises(CourseError, match=r"nobody|twice"):
            resitting.decide(taken.quizzes, SECOND, wrong)
    done = taken.cpd("class", "resit", QUIZ, "--until", "2035-01-01 10:00", "--add", "dan", ok=(1,))
    assert f"'{SECOND}' is not released" in done.stdout
    assert offered(taken)[0] == {"ada"}


def test_the_command(taken):
    """It tells who and why, gives the form its deadline, and leaves that of the first form."""
    taken.nbgrader("generate_assignment", SECOND)
    done = taken.cpd("class", "resit", QUIZ, "--until", "2035-01-01 10:00", "--add", "dan", ok=(0,))
    assert "ada, : Fewer than" in done.stdout
    assert "dan, Dan: added by the trainer" in done.stdout
    assert f"{SECOND} is offered to 2." in done.stdout

    data = json.loads(taken.cpd("class", "resit", SECOND, "--json", ok=(0,)).stdout)
    assert {each["learner"]: each["offered"] for each in data["people"]} == {"ada": True, "dan": True}
    with taken.gradebook() as gradebook:
        assert gradebook.find_assignment(SECOND).duedate.year == 2035
        assert (due := gradebook.find_assignment(QUIZ).duedate) is None or due.year != 2035
