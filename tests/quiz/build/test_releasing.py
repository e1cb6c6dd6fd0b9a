"""What a trial of a quiz leaves beside it does not come to learners."""

import json

from quiz.class_room import open_class_room
from quiz.small_course import QUIZ, answers_text


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
