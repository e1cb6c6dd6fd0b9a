"""What was left blank can be answered in a talk; the record says who heard it, and the rules of a pass count it."""

import shutil

import pytest
from quiz.resubmitting import mark
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.core.markup import text_of
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.marking.giving import MarkingError
from prevention_cpd.quiz.marking.oral import LONGEST_NAME, blanks, hear, take_back
from prevention_cpd.quiz.record.run import Run
from prevention_cpd.quiz.results import papers

#: Handed in without an answer, and with every question answered.
BLANK, WHOLE = "blank", "p01"
#: A run in which nobody has handed in anything.
LATER = Run(id="later", title="", starts_at="2099-01-01T00:00:00+00:00")


def paper(course, person):
    """Return the paper of form A."""
    with course.record() as connection:
        return papers.of(course.quizzes, connection, QUIZ, [person])[person][0]


def heard(course, place, **more):
    """Note in a transaction of its own that a question was answered in a talk."""
    with course.record() as connection:
        return hear(connection, QUIZ, BLANK, place, by=" Sgt Osei ", **more)


def test_only_what_was_left_blank_is_listed(course):
    """Whoever answered everything has nothing to talk about, and whoever handed in nothing is not there."""
    with course.record() as connection:
        assert [each.question.number for each in blanks(connection, QUIZ, BLANK)] == [1, 2, 3, 4]
        assert blanks(connection, QUIZ, WHOLE) == ()
        assert blanks(connection, QUIZ, "nobody") == ()


def test_a_paper_passes_by_what_was_heard(course):
    """The points count for the pass, and the comment that the learner reads says who heard the answer."""
    before = paper(course, BLANK)
    assert (before.passed, before.missed) == (False, ("share",))

    marks = [heard(course, place) for place in (1, 2, 3, 4)]

    after = paper(course, BLANK)
    assert after.passed
    assert after.attempt.score == after.attempt.most == sum(each.question.points for each in marks)
    assert all("heard by Sgt Osei, " in mark.comment for mark in after.attempt.marks.values())


def test_what_was_heard_stays_when_the_class_is_graded_again(course):
    """Grading anew keeps the points of a talk, as it keeps those of a marker."""
    heard(course, 1)
    course.grade("--force")
    with course.record() as connection:
        first = blanks(connection, QUIZ, BLANK)[0]
    assert (first.given, first.comment.partition(",")[0]) == (first.question.points, "Answered in a talk")


def test_an_answer_that_comes_later_takes_its_place(course):
    """Who hands in anew and answers after all is marked by that answer, and nothing tells of a talk."""
    question = heard(course, 1).question.id
    shutil.rmtree(course.quizzes / "submitted" / BLANK)
    course.submit(BLANK, RIGHT)
    course.grade()
    mark = paper(course, BLANK).attempt.marks[question]
    assert mark.points == mark.of
    assert (mark.manual, mark.comment) == (None, "")


def test_taken_back_it_is_as_before(course):
    """Nothing of it is left, and nothing can be taken back twice."""
    before = paper(course, BLANK).attempt.marks
    heard(course, 2, points=0.5)
    with course.record() as connection:
        take_back(connection, QUIZ, BLANK, 2)
        with pytest.raises(MarkingError, match="Nothing was given in a talk for question 2"):
            take_back(connection, QUIZ, BLANK, 2)
    assert paper(course, BLANK).attempt.marks == before


@pytest.mark.parametrize(
    ("person", "place", "more", "told"),
    [
        (WHOLE, 1, {}, "none that p01 left blank. Left blank: none"),
        (BLANK, 9, {}, "Left blank: 1, 2, 3, 4"),
        (BLANK, 1, {"run": LATER}, "Left blank: none"),
        (BLANK, 1, {"by": "  "}, "Say who heard the answer"),
        (BLANK, 1, {"by": "A" * (LONGEST_NAME + 1)}, "at most 100 characters"),
        (BLANK, 1, {"points": 0}, "more than 0"),
        (BLANK, 1, {"points": 7}, "at most 1 points"),
        (BLANK, 1, {"points": float("nan")}, "more than 0"),
    ],
)
def test_what_does_not_fit_is_refused(course, person, place, more, told):
    """An answer that was given cannot be overruled, and every refusal says why."""
    with course.record() as connection, pytest.raises(MarkingError, match=told):
        hear(connection, QUIZ, person, place, **{"by": "Ann", **more})


def test_a_mark_is_not_written_over(course):
    """What a person gave stands until it is taken back."""
    heard(course, 3)
    with pytest.raises(MarkingError, match="heard by Sgt Osei"):
        heard(course, 3)
    with course.record() as connection, pytest.raises(MarkingError, match="Left blank: none"):
        take_back(connection, QUIZ, BLANK, 3, run=LATER)


def test_what_a_marker_gave_is_theirs(course):
    """Points from the formgrader for a blank answer stay, and a marker's comment is not written over."""
    with course.record() as connection:
        numbers = {each.question.id: each.question.number for each in blanks(connection, QUIZ, BLANK)}
    mark(course, BLANK, "wri-note", 0.5, "Nothing here.")

    with course.record() as connection:
        place = numbers["wri-note"]
        with pytest.raises(MarkingError, match=f"Nothing was given in a talk for question {place}"):
            take_back(connection, QUIZ, BLANK, place)
        with pytest.raises(MarkingError, match=r"or commented on. Nothing here\."):
            hear(connection, QUIZ, BLANK, place, by="Ann")
        assert (
            next(each.given for each in blanks(connection, QUIZ, BLANK) if each.question.number == place)
            == 0.5
        )
    mark(course, BLANK, "wri-note", None, "See me.")
    with course.record() as connection, pytest.raises(MarkingError, match="See me"):
        hear(connection, QUIZ, BLANK, place, by="Ann")


def test_a_space_is_no_answer(course):
    """Who left one space in a field has left it blank."""
    shutil.rmtree(course.quizzes / "submitted" / BLANK)
    course.submit(BLANK, {"wri-note": "  "})
    course.grade()
    with course.record() as connection:
        assert "wri-note" in {each.question.id for each in blanks(connection, QUIZ, BLANK)}


def test_the_command_notes_it_and_takes_it_back(course):
    """`cpd class oral` lists what is blank in its own words, tells what stands now, and what is wrong without a traceback."""
    listed = course.cpd("class", "oral", QUIZ, BLANK, ok=(0,)).stdout
    asked = text_of(next(iter(questions_file.questions(course.quizzes, QUIZ).values()))["stem"])
    assert listed.startswith(f"1. (1) {asked}\n")
    assert listed.count("\n") == 4
    assert "Nothing that was graded" in course.cpd("class", "oral", QUIZ, WHOLE, ok=(0,)).stdout

    line = ("class", "oral", QUIZ, BLANK, "1")
    told = course.cpd(*line, "--by", "Sgt Osei", ok=(0,)).stdout
    assert asked in told
    assert "Question 1 has 1 of 1 points." in told
    assert "has been marked by hand already" in course.cpd(*line, "--by", "Ann", ok=(1,)).stderr
    assert "is taken back" in course.cpd(*line, "--take-back", ok=(0,)).stdout
