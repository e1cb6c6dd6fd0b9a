"""Out through the exchange: nothing that a trial left, and what a trainer does wrong is a sentence, and nothing done."""

import json

import pytest
from quiz.class_room import open_class_room
from quiz.resubmitting import hand_in
from quiz.small_course import QUIZ, RIGHT, answers_text

pytestmark = pytest.mark.slow


def test_a_release_leaves_out_the_answers_of_a_trial(tmp_path):
    """Answers, receipt and flags of a trial stay behind, and the trainer reads that they do; the search finds them."""
    room = open_class_room(tmp_path)
    room.course.nbgrader("generate_assignment", QUIZ)
    folder = room.course.quizzes / "release" / QUIZ
    (folder / "answers.json").write_text(answers_text({"wri-short-word": "begin"}))
    (folder / ".flags.json").write_text("{}")
    (folder / "receipt.json").write_text("{}")

    searched = room.course.cpd("quiz", "leaks", "quizzes/release", ok=(1,))
    done = room.course.nbgrader("release_assignment", QUIZ)

    names = [".flags.json", "answers.json", "receipt.json"]
    assert [line.split(":")[0].rpartition("/")[2] for line in searched.stdout.splitlines()] == names
    assert f"Not released, because a trial of the quiz left them: {', '.join(names)}." in done.stderr
    outbound = room.exchange / "prevention-cpd" / "outbound" / QUIZ
    assert sorted(path.name for path in outbound.iterdir()) == ["questions.json", f"{QUIZ}.ipynb"]


def test_a_preview_keeps_nothing_in_the_course(course):
    """`cpd quiz preview` writes its page outside the course, and the page hands nothing in."""
    before = sorted(course.root.rglob("*"))

    done = course.cpd("quiz", "preview", QUIZ, "--no-open", ok=(0,))

    assert sorted(course.root.rglob("*")) == before
    place = done.stdout.strip().rpartition(": ")[2]
    with open(place) as page:  # noqa: PTH123
        state = (
            page.read().partition('<script id="state" type="application/json">')[2].partition("</script>")[0]
        )
    assert json.loads(state)["preview"] is True


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
