"""Commands that are typed too early or of what is not there: a sentence, status 1, and nothing done."""

import contextlib

import pytest
from click.testing import CliRunner
from quiz.small_course import QUIZ, make_course

from prevention_cpd.cli import main


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A course whose quizzes are built, with nobody on its class list and nothing released."""
    course = make_course(tmp_path_factory.mktemp("early") / "course")
    with course.record():
        return course


NO_QUIZ = "There is no quiz 'riks'. These are the quizzes"
TYPED = {
    "grade riks": NO_QUIZ,
    "results riks": NO_QUIZ,
    "report riks": NO_QUIZ,
    "quiz page riks": NO_QUIZ,
    "quiz preview riks --no-open": NO_QUIZ,
    "quiz feedback riks": NO_QUIZ,
    "class date riks none": NO_QUIZ,
    "class resit riks": NO_QUIZ,
    "class oral riks ada 1 --by Ann": NO_QUIZ,
    f"grade {QUIZ[:-1]}": f"Did you mean {QUIZ}",
    f"grade {QUIZ}": f"then `nbgrader generate_assignment --force {QUIZ}`",
    f"results {QUIZ}": "Grade first",
    f"report {QUIZ} -o reported": f"nobody has taken '{QUIZ}' and been marked",
    f"quiz feedback {QUIZ}": "Grade first",
    "class resit kinds": "has one form",
    f"class date {QUIZ} none": "Release it first",
    "class run archive spring": "there is no run 'spring'",
    "class run reopen spring": "there is no run 'spring'",
    "class import nothing.csv": "the file cannot be read",
    "class leave ada": "nobody in the class list has the id ada",
    "class erase ada --yes": "nobody has the id 'ada'",
    "record": "nobody is on the class list",
}


@pytest.mark.parametrize("typed", TYPED)
def test_it_is_told_and_nothing_is_done(fresh, typed):
    """Each says what is wrong and what to do, without a traceback, and leaves every file as it was."""
    before = {path: path.stat().st_size for path in fresh.root.rglob("*")}

    with contextlib.chdir(fresh.root):
        done = CliRunner(env=fresh.env).invoke(main, typed.split(), catch_exceptions=False)

    assert done.exit_code == 1, done.output
    assert TYPED[typed].casefold() in done.output.casefold()
    assert {path: path.stat().st_size for path in fresh.root.rglob("*")} == before
