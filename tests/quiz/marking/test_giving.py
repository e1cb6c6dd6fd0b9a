"""Points by criterion reach nbgrader's gradebook, and nothing is overwritten that the marker has not seen."""

import pytest
from quiz.marking.conftest import CLASS
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.quiz.marking import acts
from prevention_cpd.quiz.marking.giving import ChangedError, MarkingError, give, undo
from prevention_cpd.quiz.marking.state import answers


def mark(course, question, answer, points, comment="", *, marker="Ann", **more):
    """Give points in a transaction of its own, as one click does."""
    with course.record() as connection:
        return give(connection, question, answer.id, points, comment, marker=marker, seen=answer.seen, **more)


def most(question):
    """Return all points of a question."""
    return [line.points for line in question.rubric]


def grade_of(course, question, person):
    """Return points, whether it waits, and the comment, as nbgrader has them."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(question.id, QUIZ, QUIZ, person)
        comment = gradebook.find_comment(question.id, QUIZ, QUIZ, person)
        return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


def in_formgrader(course, question, person, points, comment="Seen elsewhere."):
    """Mark as the formgrader does."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(question.id, QUIZ, QUIZ, person)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment(question.id, QUIZ, QUIZ, person).manual_comment = comment
        gradebook.db.commit()


def test_the_queue_is_everybodys_answer_to_one_question(course, question):
    """Blank answers earn nothing and wait for nobody; the order is drawn by lot and stays."""
    with course.record() as connection:
        found = answers(connection, QUIZ, question.id)
        again = answers(connection, QUIZ, question.id)

    assert {each.person for each in found} == set(CLASS)
    assert all(each.waits and each.text.startswith(RIGHT["wri-note"]) for each in found)
    assert [each.id for each in found] == [each.id for each in again]
    assert [each.person for each in found] != sorted(CLASS)


def test_points_add_up_and_reach_the_gradebook(course, question, of):
    """The sum of the criteria is nbgrader's manual score, with the comment, and the answer waits no longer."""
    now = mark(course, question, of("p01"), most(question), "  Exact. ")

    assert not now.waits
    assert grade_of(course, question, "p01") == (question.points, False, "Exact.")
    assert (now.first.marker, now.first.points) == ("Ann", tuple(most(question)))


def test_what_does_not_fit_the_rubric_is_refused(course, question, of):
    """More than a criterion's most, less than nothing, too few numbers, no marker: a reason, and nothing written."""
    answer = of("p01")
    one_too_many = [most(question)[0] + 1, *most(question)[1:]]
    for points in (
        one_too_many,
        [-1, *most(question)[1:]],
        most(question)[1:],
        [float("nan"), *most(question)[1:]],
    ):
        with pytest.raises(MarkingError):
            mark(course, question, answer, points)
    with pytest.raises(MarkingError, match="who is marking"):
        mark(course, question, answer, most(question), marker=" ")

    assert grade_of(course, question, "p01") == (None, True, None)


def test_two_markers_at_the_same_answer(course, question, of):
    """Who was shown the answer before another marked it is told so, and the mark of the other stands."""
    shown = of("p01")
    mark(course, question, shown, most(question), marker="Ann")

    with pytest.raises(ChangedError):
        mark(course, question, shown, [0 for _ in question.rubric], marker="Bea")

    assert grade_of(course, question, "p01")[0] == question.points
    # Having seen it, Bea may change it; the trail tells of both.
    mark(course, question, of("p01"), [0 for _ in question.rubric], marker="Bea")
    with course.record() as connection:
        trail = acts.trail(connection, QUIZ, question.id, "p01")
    assert [(each.marker, each.total) for each, _ in trail] == [("Ann", question.points), ("Bea", 0)]


def test_a_change_in_the_formgrader_is_noticed(course, question, of):
    """It is shown as such, gives way only to who has seen it, and is kept in the trail."""
    shown = mark(course, question, of("p01"), most(question), "Mine.")
    in_formgrader(course, question, "p01", 1.5)

    assert of("p01").elsewhere
    with pytest.raises(ChangedError):
        mark(course, question, shown, most(question))
    mark(course, question, of("p01"), most(question), "Mine again.")

    assert not of("p01").elsewhere
    assert grade_of(course, question, "p01") == (question.points, False, "Mine again.")
    with course.record() as connection:
        trail = acts.trail(connection, QUIZ, question.id, "p01")
    assert [each.total for each, _ in trail] == [question.points, 1.5, question.points]
    assert trail[1][0].comment == "Seen elsewhere."


def test_a_mark_of_the_formgrader_shows_here(course, question, of):
    """What was marked there waits for nobody here."""
    in_formgrader(course, question, "p02", 3.0)

    answer = of("p02")
    assert (answer.waits, answer.first, answer.given.points) == (False, None, 3.0)


def test_undo(course, question, of):
    """What stood before stands again, also in the gradebook, and the trail keeps what was undone."""
    in_formgrader(course, question, "p01", 1.5)
    mark(course, question, of("p01"), most(question), "First.")
    mark(course, question, of("p01"), [0 for _ in question.rubric], "Second.")

    seen = []
    for _ in range(2):
        with course.record() as connection:
            undo(connection, question, acts.last_of(connection, QUIZ, "Ann"))
        seen.append(grade_of(course, question, "p01"))

    assert seen == [(question.points, False, "First."), (1.5, False, "Seen elsewhere.")]
    with course.record() as connection:
        assert acts.last_of(connection, QUIZ, "Ann") is None
        assert [bool(undone) for _, undone in acts.trail(connection, QUIZ, question.id, "p01")] == [
            False,
            True,
            True,
        ]


def test_undo_of_the_only_mark(course, question, of):
    """The answer waits again, with no points and no comment."""
    mark(course, question, of("p01"), most(question), "First.")
    with course.record() as connection:
        undo(connection, question, acts.last_of(connection, QUIZ, "Ann"))

    assert of("p01").waits
    assert grade_of(course, question, "p01") == (None, True, None)


def test_a_mark_counts_for_its_answer(course, question, of):
    """Graded again it stays; for another answer it does not count, and for the old one put back it does."""
    mark(course, question, of("p01"), most(question), "Exact.")
    folder = course.quizzes / "submitted" / "p01" / QUIZ / "answers.json"
    old = folder.read_text()

    course.grade("--force", "--learner", "p01")
    kept = of("p01")
    folder.write_text(old.replace("Written by p01", "Another text"))
    course.grade("--learner", "p01")
    other = of("p01")
    folder.write_text(old)
    course.grade("--learner", "p01")

    assert kept.first.total == question.points
    assert (other.first, other.waits) == (None, True)
    assert of("p01").first.total == question.points
