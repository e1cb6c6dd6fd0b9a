"""What a learner is told of their papers, from the first answer to the second form."""

import json
import shutil

import pytest
from quiz.resubmitting import mark
from quiz.small_course import QUIZ, RIGHT, Course
from server.test_taking import NOTE, answer, begun

from prevention_cpd.server.learner import paper


@pytest.mark.slow
def test_the_second_form_is_for_who_has_not_passed_the_first(server, tree):
    """Graded and returned, a quiz tells whether it was passed; only then, and only if not, form B is there."""
    course = Course(tree.root)
    course.nbgrader("generate_assignment", f"{QUIZ}-b")
    ada, ben = begun(server, "ada"), begun(server, "ben")
    for client, right in ((ada, False), (ben, True)):
        for each in client.get(f"quiz/{QUIZ}/paper").data["quiz"]["questions"]:
            if right or each["kind"] == "text":
                answer(client, each["id"], RIGHT[each["id"]])
        assert client.json("POST", f"quiz/{QUIZ}/hand-in", {}).status == 200
    assert "Form B" not in ada.get().text
    assert ada.get(f"quiz/{QUIZ}-b/state").status == 404

    course.grade("--feedback")
    for person, points in (("ada", 0), ("ben", 2)):
        mark(course, person, NOTE, points)
    course.grade("--feedback")

    assert "<strong>Marked.</strong> Handed in on" in ada.get().text
    assert "<strong>Not passed.</strong> " in ada.get().text
    assert "Form B" in ada.get().text
    assert ada.get(f"quiz/{QUIZ}-b/state").status == 200
    assert "Form B" not in ben.get().text
    assert ben.get(f"quiz/{QUIZ}-b/state").status == 404


def test_a_form_comes_after_the_one_before(tree):
    """B comes after A, and A after nothing."""
    first = paper.released(tree.quizzes, QUIZ)

    assert paper.form_before(tree.quizzes, first) is None
    assert paper.form_before(tree.quizzes, {"quiz": f"{QUIZ}-b", "form": "B"}) == first


def test_papers_come_in_the_order_of_the_course(tree):
    """The blueprints give the order, not the letters of the names; a paper that they do not know comes last."""
    release = tree.quizzes / "release"
    questions = shutil.copytree(release / QUIZ, release / "a-guest") / "questions.json"
    questions.write_text(json.dumps({**json.loads(questions.read_text()), "quiz": "a-guest"}))

    assert [each["quiz"] for each in paper.all_released(tree.quizzes)] == [QUIZ, "a-guest"]
