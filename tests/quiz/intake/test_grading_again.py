"""Grading again, by whichever grader, finds the same submissions and tells the same of them."""

import os
import shutil

import pytest
from quiz.small_course import QUIZ, RIGHT

pytestmark = pytest.mark.slow


def test_what_was_moved_is_told_by_each_grading(course):
    """Learners whose folder or notebook was moved away do not become "not received" when they are graded again."""
    course.submit("ada", RIGHT)
    (course.submit("bob", RIGHT) / f"{QUIZ}.ipynb").write_text("no notebook")
    shutil.rmtree(course.submit("eve", RIGHT))
    (course.quizzes / "submitted" / "eve" / QUIZ).symlink_to("../ada/writing")
    (course.submit("dan", RIGHT) / "answers.json").unlink()
    os.mkfifo(course.quizzes / "submitted" / "dan" / QUIZ / "answers.json")
    told = []
    for command in ("cpd grade", "cpd grade --force", "nbgrader autograde --force", "cpd grade --force"):
        shutil.rmtree(course.quizzes / "autograded", ignore_errors=True)
        program, *options = [*command.split(), QUIZ]
        getattr(course, program)(*options)
        told.append(
            {name: course.autograded(name).metadata.prevention_cpd for name in ("ada", "bob", "eve", "dan")}
        )
    assert told[0] == told[1] == told[2] == told[3]
    assert told[0]["ada"].problems == []
    assert "cannot be read" in told[0]["bob"].problems[0]
    assert "there was a link" in told[0]["eve"].problems[0]
    assert not told[0]["eve"].received
    assert "a pipe" in told[0]["dan"].problems[0]
    assert told[0]["dan"].received
    assert course.scores("bob") == course.scores("ada")
