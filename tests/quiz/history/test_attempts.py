"""The history of attempts: nothing is lost when a newer submission takes the gradebook's row."""

import dataclasses
import json
import logging
import re
import urllib.parse

import pytest
from quiz.resubmitting import hand_in, mark
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.quiz.history import attempts
from prevention_cpd.quiz.history.attempts import Attempt, counting
from prevention_cpd.quiz.history.marks import Marks
from prevention_cpd.quiz.history.standings import Standing, standings

ODD = [
    "ada",
    "Ann, Dr",
    '"quoted"',
    "Jörg Müßig",
    "=1+1",
    "..",
    ".hidden",
    "dot.",
    "a/b\\c",
    "50%",
    "[x]*?",
    "line\nend",
    "",
    "half \udce9",
]


def attempt(time="2026-11-20T10:00:00+00:00", receipt="AAAA-BBBB-CCCC", text="one", **more):
    """Return an attempt with one question that the grader marked and one that a person does."""
    marks = {"choice": Marks(auto=1.0, of=2.0), "text": Marks(of=4.0, waits=True)}
    given = {"quiz": "words", "form": "A", "student": "ada", "marks": marks}
    answers = {"choice": "a", "text": text}
    return Attempt(**{**given, "submitted_at": time, "receipt": receipt, "answers": answers, **more})


def marked(points, comment="Good.", auto=1.0):
    """Return the gradebook's row after a person marked the text."""
    marks = {
        "choice": Marks(auto=auto, of=2.0),
        "text": Marks(manual=points, comment=comment, of=4.0),
    }
    return Standing(student="ada", marks=marks, penalty=0.5)


LATER = "2026-11-21T10:00:00+00:00"


@pytest.mark.parametrize("student", ODD)
def test_any_id_has_a_safe_folder(tmp_path, student):
    """Whatever an id holds, its folder is one ordinary name, says the id when undone, and the file has it whole."""
    path = attempts.keep(tmp_path / "attempts", attempt(student=student or "x"))
    name = attempts.folder_name(student)
    assert "/" not in name
    assert not name.startswith(".")
    assert urllib.parse.unquote_to_bytes(name).decode("utf-8", "surrogateescape") == student
    assert path.parent.parent.parent == tmp_path / "attempts"
    assert json.loads(path.read_text())["student"] == (student or "x")
    assert attempts.history(tmp_path / "attempts", student or "x", "words")[0].student == (student or "x")


def test_long_ids_are_told_apart(tmp_path):
    """Two ids too long for a file system that differ in their last letter keep a history each."""
    learners = ["ü" * 200 + end for end in ("x", "y")]
    for learner in learners:
        attempts.keep(tmp_path, attempt(student=learner))
    assert [attempts.history(tmp_path, learner, "words")[0].student for learner in learners] == learners


def test_keeping_again_changes_nothing(tmp_path):
    """The same attempt graded again is one file, whole, with nothing left beside it."""
    first = attempts.keep(tmp_path, attempt())
    before = json.loads(first.read_text())
    assert attempts.keep(tmp_path, attempt()) == first
    after = json.loads(first.read_text())
    assert before.pop("recorded_at") < after.pop("recorded_at")
    assert before == after
    assert before["score"] == 1.0
    assert before["of"] == 6.0
    assert [path.name for path in first.parent.iterdir()] == ["20261120T100000.000000Z-AAAA-BBBB-CCCC.json"]


def test_a_new_attempt_closes_the_one_before(tmp_path):
    """What a person gave is written to the attempt it was given for, and is named to be cleared for another answer."""
    attempts.keep(tmp_path, attempt())
    new = attempt(LATER, "DDDD-EEEE-FFFF", text="two")
    assert attempts.close(tmp_path, new, marked(3.0)) == {"text"}
    attempts.keep(tmp_path, new)
    old, present = attempts.history(tmp_path, "ada", "words")
    assert (old.marks["text"].manual, old.marks["text"].comment, old.penalty) == (3.0, "Good.", 0.5)
    assert old.score == 3.5
    assert present.marks["text"].manual is None
    assert present.waiting


def test_the_same_answer_keeps_its_mark(tmp_path):
    """Handed in again with the same text, the text keeps its mark; an attempt graded again closes nothing."""
    attempts.keep(tmp_path, attempt())
    assert attempts.close(tmp_path, attempt(LATER, "DDDD-EEEE-FFFF"), marked(3.0)) == frozenset()
    assert attempts.close(tmp_path, attempt(), marked(3.0)) == frozenset()
    assert attempts.close(tmp_path, attempt(student="bob"), marked(3.0)) == frozenset()


def test_killed_between_two_steps_nothing_is_lost(tmp_path):
    """Begun again after the gradebook was cleared, the older attempt still has its mark and its comment."""
    attempts.keep(tmp_path, attempt())
    new = attempt(LATER, "DDDD-EEEE-FFFF", text="two")
    attempts.close(tmp_path, new, marked(3.0))
    attempts.close(tmp_path, new, marked(None, comment="", auto=0.0))
    (old,) = attempts.history(tmp_path, "ada", "words")
    assert (old.marks["text"].manual, old.marks["text"].comment, old.marks["choice"].auto) == (
        3.0,
        "Good.",
        1.0,
    )


def test_same_time_other_answers_is_another_attempt(tmp_path):
    """Without a time, or with the same one, other answers are an attempt of their own."""
    for receipt in ("AAAA-BBBB-CCCC", "DDDD-EEEE-FFFF"):
        attempts.keep(tmp_path, attempt("", receipt))
        attempts.keep(tmp_path, attempt(receipt=receipt))
    assert len(attempts.history(tmp_path, "ada", "words")) == 4


def test_a_broken_file_costs_no_other(tmp_path, caplog):
    """A file of the history that cannot be read is left as it is, told in the log, and the others count."""
    path = attempts.keep(tmp_path, attempt())
    attempts.keep(tmp_path, attempt(LATER))
    for broken in (b"", b"{", b"[]", b'{"marks": 1}'):
        path.write_bytes(broken)
        with caplog.at_level(logging.WARNING):
            assert [each.submitted_at for each in attempts.history(tmp_path, "ada", "words")] == [LATER]
        assert path.read_bytes() == broken
    assert str(path) in caplog.text


def test_which_attempt_counts():
    """Over both forms: the last, the first, or the one with the largest share, the earliest of equal ones."""
    first = attempt("2026-11-01T10:00:00+02:00")
    best = attempt(
        "2026-11-01T09:00:00+00:00", quiz="words-b", form="B", marks={"x": Marks(auto=2.0, of=4.0)}
    )
    same = dataclasses.replace(best, submitted_at="2026-11-02T09:00:00+00:00")
    last = attempt("2026-11-03T00:00:00+00:00")
    every = [last, same, best, first]
    assert counting(every) is last
    assert counting(every, "first") is first
    assert counting(every, "best") is best
    assert counting([]) is None


def by_nbgrader(course, *more):
    """Grade as nbgrader does."""
    course.nbgrader("autograde", QUIZ, *more)


def by_cpd(course, *more):
    """Grade as `cpd grade` does."""
    course.cpd("grade", QUIZ, *more)


@pytest.mark.slow
@pytest.mark.parametrize("grade", [by_nbgrader, by_cpd])
def test_a_resubmission(course, grade):
    """Either grader keeps the older attempt with mark and comment; its mark does not count for another text."""
    folder = course.quizzes / "attempts"
    hand_in(course, "ada", RIGHT)
    hand_in(course, "bob", RIGHT)
    grade(course)
    for student in ("ada", "bob"):
        mark(course, student, "wri-note", 3.0, "Well put.")
    hand_in(course, "ada", {**RIGHT, "wri-note": "Another text.", "wri-parts": []}, "2026-11-20 12:00:00")
    hand_in(course, "bob", {**RIGHT, "wri-parts": []}, "2026-11-20 12:00:00")
    grade(course)
    old, new = attempts.history(folder, "ada", QUIZ)
    assert (old.marks["wri-note"].manual, old.marks["wri-note"].comment, old.score) == (3.0, "Well put.", 9.0)
    assert (old.submitted_at, new.submitted_at) == ("2026-11-20T10:00:00+00:00", "2026-11-20T12:00:00+00:00")
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", old.receipt)
    assert old.receipt != new.receipt
    assert (old.form, old.answers["wri-parts"], new.answers["wri-parts"]) == ("A", ["date", "place"], [])
    assert course.scores("ada")["wri-note"] == (None, True)
    with course.gradebook() as gradebook:
        now = standings(gradebook, QUIZ, ["ada", "bob"])
    assert (now["ada"].marks["wri-note"].manual, now["ada"].marks["wri-note"].comment) == (None, "")
    assert now["ada"].score == 4.0
    assert (now["bob"].marks["wri-note"].manual, now["bob"].marks["wri-note"].comment) == (3.0, "Well put.")
    # The same submissions again: no new attempt, and nothing changes.
    before = {student: [each.marks for each in attempts.history(folder, student, QUIZ)] for student in now}
    grade(course, "--force")
    after = {student: [each.marks for each in attempts.history(folder, student, QUIZ)] for student in now}
    assert before == after
    assert len(after["ada"]) == 2
