"""Out through the exchange, and what a trainer does wrong there is a sentence, and nothing done."""

import pytest
from quiz.resubmitting import hand_in
from quiz.small_course import QUIZ, RIGHT

pytestmark = pytest.mark.slow


@pytest.fixture
def exchange(course, tmp_path):
    """The course with an exchange of its own."""
    place = tmp_path / "exchange"
    place.mkdir()
    place.chmod(0o777)
    course.env = {**course.env, "NBGRADER_EXCHANGE": str(place)}
    return place


def test_no_exchange_is_made_by_mistake(course, tmp_path):
    """A wrong path is told by each command, with what to do; nbgrader would make the folder."""
    wrong = tmp_path / "no" / "such"
    course.env = {**course.env, "NBGRADER_EXCHANGE": str(wrong)}
    for command in ("release_assignment", "collect", "release_feedback"):
        done = course.nbgrader(command, QUIZ, ok=False)
        assert done.returncode == 1
        assert f"There is no exchange at {wrong}" in done.stderr
    assert not wrong.exists()


def test_feedback_that_was_never_written_is_told(course, exchange):
    """Nbgrader hands out nothing and says nothing."""
    hand_in(course, "ada", RIGHT)
    done = course.nbgrader("release_feedback", QUIZ, ok=False)
    assert done.returncode == 1
    assert f"cpd grade {QUIZ} --feedback" in done.stderr
    assert not list(exchange.rglob("*.html"))


def test_a_misspelt_quiz_is_not_graded(course):
    """The one that was meant is named, and nothing is done."""
    done = course.cpd("grade", "writng", ok=(1,))
    assert "Did you mean writing?" in done.stdout
    assert not (course.quizzes / "reports").exists()


def test_a_receipt_may_have_spaces(course):
    """As it says: capitals, spaces and dashes do not matter, quoted or not."""
    hand_in(course, "ada", RIGHT)
    told = course.cpd("quiz", "receipt", "none", ok=(1,)).stdout
    assert "the receipt none" in told
    course.grade()
    (attempt,) = course.attempts("ada")
    spaced = attempt.receipt.lower().split("-")
    assert "ada" in course.cpd("quiz", "receipt", *spaced, ok=(0,)).stdout
