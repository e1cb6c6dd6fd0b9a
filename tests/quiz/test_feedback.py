"""What a feedback page tells under each policy."""

import re

import pytest
from quiz.small_course import QUIZ, RIGHT, without

from prevention_cpd.questions import load_bank
from prevention_cpd.quiz.leaks import search, secrets

WRONG = {
    **RIGHT,
    "wri-short-word": "commence",
    "wri-parts": ["date"],
    "wri-note": "<script>alert(1)</script> $x$",
}


@pytest.fixture
def graded(course):
    """A course with one submission marked by hand and one that cannot be read."""
    course.submit("ada", WRONG)
    course.submit("bob", {"wri-parts": 5})
    course.nbgrader("autograde", QUIZ)
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("wri-note", QUIZ, QUIZ, "ada")
        grade.manual_score = 3
        grade.needs_manual_grade = False
        gradebook.find_comment("wri-note", QUIZ, QUIZ, "ada").manual_comment = "Well <b>put</b>."
        gradebook.db.commit()
    return course


def told(course, policy):
    """Return the feedback pages under a policy."""
    with (course.quizzes / "nbgrader_config.py").open("a") as file:
        file.write(f'\nc.Review.policy = "{policy}"\n')
    course.nbgrader("generate_feedback", QUIZ, "--force")
    return {student: course.feedback(student) for student in ("ada", "bob")}


def hidden(course, policy):
    """Return what a page under this policy must not tell."""
    return secrets(load_bank(course.quizzes / "banks" / "writing.yml").questions, told=policy)


def test_each_policy(graded):
    """`score` tells the total, `correctness` also what was right, `rationale` also why; keys are hidden accordingly."""
    pages = told(graded, "score")
    assert "Score: 7 of 10 points" in pages["ada"]
    assert not re.search(r"Right|of 1 points|Read again|Why", pages["ada"])
    pages = told(graded, "correctness")
    assert "<strong>Not right</strong>, 0 of 1 points" in pages["ada"]
    assert "<strong>Partly right</strong>, 1 of 2 points" in pages["ada"]
    assert "<strong>Right</strong>, 3 of 3 points" in pages["ada"]
    assert "<strong>Marked by a person</strong>, 3 of 4 points" in pages["ada"]
    assert "Your answer could not be read" in pages["bob"]
    assert "Not answered" in pages["bob"]
    assert "Plain words" in pages["ada"]
    assert "Right answer" not in pages["ada"]
    for policy in ("score", "correctness"):
        told(graded, policy)
        assert (
            search(graded.quizzes / "feedback" / "ada" / QUIZ / f"{QUIZ}.html", hidden(graded, policy)) == []
        )
    pages = told(graded, "rationale")
    assert "Quokka reasoning: short words" in pages["ada"]
    assert "Zeppelin two: longer, and no clearer." in pages["ada"]
    assert "<dt>Right answer</dt><dd>A. begin</dd>" in pages["ada"]
    assert (
        search(graded.quizzes / "feedback" / "ada" / QUIZ / f"{QUIZ}.html", hidden(graded, "rationale")) == []
    )
    for page in pages.values():
        assert "HIDDEN TESTS" not in page
        assert "Walrus guidance" not in page


def test_page_is_safe_and_stands_alone(graded):
    """What the learner and the marker wrote is text; nothing is loaded from anywhere; the page says its language."""
    page = told(graded, "rationale")["ada"]
    assert "<script" not in page
    assert "Well &#60;b&#62;put" in page or "Well &lt;b&gt;put" in page
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert '<html lang="en-GB">' in page


def test_without_our_part_the_key_is_printed(graded):
    """What the review is for: nbgrader's own feedback prints the hidden cells, key and all."""
    without(graded, "Review, ")
    config = graded.quizzes / "nbgrader_config.py"
    config.write_text(config.read_text().replace("template_folders()", "template_folders()[1:]"))
    graded.nbgrader("generate_feedback", QUIZ, "--force")
    assert "BEGIN HIDDEN TESTS" in graded.feedback("ada")
    assert search(graded.quizzes / "feedback" / "ada" / QUIZ / f"{QUIZ}.html", hidden(graded, "score"))


def test_nbgraders_own_template_tells_no_more(graded):
    """With nbgrader's template in place of ours, `score` still tells no question's score and no key."""
    config = graded.quizzes / "nbgrader_config.py"
    config.write_text(config.read_text().replace("template_folders()", "template_folders()[1:]"))
    page = told(graded, "score")["ada"]
    assert "HIDDEN TESTS" not in page
    assert len(re.findall(r"Score: ", page)) == 1
    assert search(graded.quizzes / "feedback" / "ada" / QUIZ / f"{QUIZ}.html", hidden(graded, "score")) == []
