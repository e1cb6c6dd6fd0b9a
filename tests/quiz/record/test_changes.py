"""A mark that is changed in the formgrader is noticed, and what it was is not lost."""

import pytest
from quiz.resubmitting import hand_in, mark
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.quiz.record import changes

pytestmark = pytest.mark.slow


def noticed(course):
    """Return what the record has of changes."""
    with course.record() as connection:
        return [
            (each.person, each.question, each.before, each.after) for each in changes.of(connection, QUIZ)
        ]


def test_a_second_marker_overwrites_nothing_in_silence(course):
    """The first mark is none; another one is told on the class list with the one before, once."""
    hand_in(course, "ada", RIGHT)
    course.grade()
    mark(course, "ada", "wri-note", 4, "Very good.")
    course.grade("--force")
    assert noticed(course) == []
    mark(course, "ada", "wri-note", 2, "Not <b>so</b> good.")
    for _again in range(2):
        course.grade("--force")
    assert noticed(course) == [("ada", "wri-note", (4.0, "Very good."), (2.0, "Not <b>so</b> good."))]
    page = (course.quizzes / "reports" / f"{QUIZ}.html").read_text()
    assert "Marks that were changed in the gradebook" in page
    assert "4. Very good." in page
    assert "2. Not &lt;b&gt;so&lt;/b&gt; good." in page
    mark(course, "ada", "wri-note", None)
    course.grade("--force")
    assert noticed(course)[0][3][0] is None or len(noticed(course)) == 2
