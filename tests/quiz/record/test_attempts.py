"""The record of attempts: nothing is lost when something newer is handed in, and no mark counts for another answer."""

import dataclasses
import re

import pytest
from quiz.resubmitting import hand_in, mark
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.quiz.record.attempt import Attempt
from prevention_cpd.quiz.record.gradebook_entry import GradebookEntry, entries
from prevention_cpd.quiz.record.grades import QuestionGrade
from prevention_cpd.quiz.record.writing import after

ODD = [
    "ada",
    "Ann, Dr",
    '"quoted"',
    "Jörg Müßig",
    "=1+1",
    "..",
    "a/b\\c",
    "50%",
    "[x]*?",
    "line\nend",
    "'; DROP TABLE",
]
LATER = "2026-11-21T10:00:00+00:00"


def attempt(time="2026-11-20T10:00:00+00:00", receipt="AAAA-BBBB-CCCC", text="one", **more):
    """Return an attempt with one question that the grader marked and one that a person does."""
    marks = {"choice": QuestionGrade(auto=1.0, of=2.0), "text": QuestionGrade(of=4.0, waits=True)}
    given = {"quiz": QUIZ, "form": "A", "student": "ada", "marks": marks, "id": f"{time}{receipt}"[-32:]}
    answers = {"choice": "a", "text": text}
    return Attempt(**{**given, "submitted_at": time, "receipt": receipt, "answers": answers, **more})


def marked(points, comment="Good.", auto=1.0):
    """Return the gradebook's row after a person marked the text."""
    marks = {
        "choice": QuestionGrade(auto=auto, of=2.0),
        "text": QuestionGrade(manual=points, comment=comment, of=4.0),
    }
    return GradebookEntry(student="ada", marks=marks, penalty=0.5)


SECOND = attempt(LATER, "DDDD-EEEE-FFFF", text="two")


@pytest.mark.parametrize("student", ODD)
def test_any_id_is_kept(course, student):
    """Whatever an id holds, the record gives back what was written, answers and marks included."""
    kept = attempt(
        student=student, problems=("one \0",), answers={"text": "\ud800 null \0"}, recorded_at=LATER
    )
    course.keep(kept)
    assert course.attempts(student) == (kept,)


def test_keeping_again_changes_nothing(course):
    """The same attempt written again is one attempt; another learner's stays."""
    other = attempt(student="bob", id="bob")
    course.keep(attempt(), other)
    course.keep(attempt())
    assert course.attempts("ada") == (attempt(),)
    assert course.attempts("bob") == (other,)


def test_a_new_attempt_closes_the_one_before():
    """What a person gave is kept with the attempt it was given for, and does not count for another answer."""
    step = after(SECOND, (attempt(),), marked(3.0))
    assert (step.closed.marks["text"].given, step.closed.penalty) == ((3.0, None, "Good."), 0.5)
    assert step.closed.score == 3.5
    assert step.attempt.marks["text"].given == (None, None, "")
    assert step.attempt.waiting
    assert step.by_hand(marked(3.0)) == {"text": step.attempt.marks["text"]}


def test_the_same_answer_keeps_its_mark():
    """Handed in again with the same text, the text keeps its mark; graded again, nothing is closed."""
    step = after(dataclasses.replace(SECOND, answers={"text": "one"}), (attempt(),), marked(3.0))
    assert step.attempt.marks["text"].given == (3.0, None, "Good.")
    assert step.by_hand(marked(3.0)) == {}
    again = after(attempt(), (attempt(),), marked(3.0))
    assert (again.closed, again.attempt.id, again.by_hand(marked(3.0))) == (None, attempt().id, {})
    assert after(attempt(), (), marked(3.0)).attempt.marks["text"].manual == 3.0
    assert after(attempt(), (), None).closed is None


def test_what_is_put_back_has_its_marks_again():
    """An earlier hand-in that is put back is that attempt, with what a person gave for it."""
    first = after(SECOND, (attempt(),), marked(3.0))
    past = (first.closed, dataclasses.replace(first.attempt, recorded_at=LATER))
    back = after(attempt(), past, marked(None, comment="", auto=0.0))
    assert back.attempt.id == first.closed.id
    assert back.by_hand(marked(None, comment="")) == {"text": back.attempt.marks["text"]}
    assert back.attempt.marks["text"].given == (3.0, None, "Good.")


def test_the_engine_does_not_write_over_its_own_old_scores():
    """An attempt that is closed keeps the scores that the engine gave it, whatever stands in the row meanwhile."""
    closed = after(SECOND, (attempt(),), marked(3.0, auto=0.0)).closed
    assert closed.marks["choice"].auto == 1.0


def test_same_time_other_answers_is_another_attempt():
    """Without a time, or with the same one, other answers are an attempt of their own."""
    kept = attempt(id="kept")
    assert not attempt(receipt="DDDD-EEEE-FFFF").is_again(kept)
    assert not attempt("", "DDDD-EEEE-FFFF").is_again(attempt(""))
    assert attempt("", text="x").is_again(attempt(""))


@pytest.mark.parametrize(
    "nothing",
    [
        {"received": False, "receipt": "", "answers": {}},
        {"problems": ("Broken.",), "answers": {"text": None}},
    ],
)
def test_what_brought_no_answer_gives_way(nothing):
    """Where nothing came, or nothing readable, what is put in its place is the same attempt, and a 0 for it goes."""
    empty = attempt(**{"receipt": "NONE", **nothing, "id": "empty"})
    step = after(attempt(), (empty,), marked(0.0, "Nothing came."))
    assert (step.attempt.id, step.closed) == ("empty", None)
    assert step.attempt.marks["text"].given == (None, None, "")
    # The other way round, what was there is kept.
    assert not empty.is_again(attempt())


def test_a_resubmission(course):
    """The older attempt is kept with mark and comment; its mark does not count for another text."""
    hand_in(course, "ada", RIGHT)
    hand_in(course, "bob", RIGHT)
    course.grade()
    for student in ("ada", "bob"):
        mark(course, student, "wri-note", 3.0, "Well put.")
    hand_in(course, "ada", {**RIGHT, "wri-note": "Another text.", "wri-parts": []}, "2026-11-20 12:00:00")
    hand_in(course, "bob", {**RIGHT, "wri-parts": []}, "2026-11-20 12:00:00")
    course.grade()
    old, new = course.attempts("ada")
    assert (old.marks["wri-note"].manual, old.marks["wri-note"].comment, old.score) == (3.0, "Well put.", 9.0)
    assert (old.submitted_at, new.submitted_at) == ("2026-11-20T10:00:00+00:00", "2026-11-20T12:00:00+00:00")
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", old.receipt)
    assert old.receipt != new.receipt
    assert (old.form, old.answers["wri-parts"], new.answers["wri-parts"]) == ("A", ["date", "place"], [])
    assert course.scores("ada")["wri-note"] == (None, True)
    with course.gradebook() as gradebook:
        now = entries(gradebook.db, QUIZ, ["ada", "bob"])
    assert now["ada"].marks["wri-note"].given == (None, None, "")
    assert now["ada"].score == 4.0
    assert now["bob"].marks["wri-note"].given == (3.0, None, "Well put.")
    # The same submissions again: no new attempt, and nothing changes.
    before = {student: [each.marks for each in course.attempts(student)] for student in now}
    course.grade("--force")
    assert {student: [each.marks for each in course.attempts(student)] for student in now} == before
    # And the first one put back: its mark is there again.
    hand_in(course, "ada", RIGHT)
    course.grade()
    assert len(course.attempts("ada")) == 2
    with course.gradebook() as gradebook:
        assert entries(gradebook.db, QUIZ, ["ada"])["ada"].marks["wri-note"].given == (3.0, None, "Well put.")


def test_what_is_given_in_the_gradebook_is_read_back(course):
    """The next run takes over marks, comments and names that were given or changed in nbgrader, and what was taken away."""
    hand_in(course, "ada", RIGHT)
    course.grade()
    mark(course, "ada", "wri-note", 3.0, "Well put.")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada", first_name="Ada", last_name="Lovelace")
    done = course.grade("--json")
    (kept,) = course.attempts("ada")
    assert kept.marks["wri-note"].given == (3.0, None, "Well put.")
    assert '"name": "Ada Lovelace"' in done.stdout
    mark(course, "ada", "wri-note", None, "")
    course.grade()
    assert not course.attempts("ada")[0].marks["wri-note"].by_hand
