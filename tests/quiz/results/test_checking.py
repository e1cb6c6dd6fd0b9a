"""Whose hand-in a receipt belongs to."""

import json

import pytest
from click.testing import CliRunner
from quiz.small_course import QUIZ, RIGHT, answers_text

from prevention_cpd.cli import main
from prevention_cpd.questions import receipt
from prevention_cpd.quiz.record.attempt import Attempt
from prevention_cpd.quiz.times import spoken

CODE = receipt.code(QUIZ, "A", RIGHT)


@pytest.fixture
def check(course, monkeypatch):
    """Return a function that runs the command in the course."""
    monkeypatch.chdir(course.root)
    return lambda *arguments: CliRunner().invoke(
        main, ["quiz", "receipt", *arguments], catch_exceptions=False
    )


def test_a_receipt_finds_its_hand_in(course, check):
    """A code, as people type it, gives learner, quiz and time; other learners' work does not."""
    course.submit("ada", RIGHT)
    course.submit("bob", {})

    done = check(CODE.lower().replace("-", " "))

    assert done.exit_code == 0
    assert done.stdout == f"ada: writing, {spoken('2026-11-20T10:00:00+00:00')}, receipt {CODE}\n"


def test_a_changed_answer_has_another_receipt(course, check):
    """What was changed after the hand-in does not have its receipt, whatever receipt.json says."""
    folder = course.submit("ada", {**RIGHT, "wri-short-word": "initiate"})
    (folder / "receipt.json").write_text(json.dumps([{"code": CODE}]))

    done = check(CODE)

    assert done.exit_code == 1
    assert "Nothing that was collected has the receipt" in done.stdout


def test_an_earlier_attempt_is_found_too(course, check):
    """The record knows the receipts of attempts whose place a newer one took."""
    time = "2026-11-19T10:00:00+00:00"
    earlier = Attempt(id="1", quiz=QUIZ, student="=ada, b", submitted_at=time, receipt=CODE)
    course.keep(earlier)

    found = json.loads(check(CODE, "--json").stdout)["hand_ins"]

    assert found == [{"student": "=ada, b", "quiz": QUIZ, "submitted_at": time, "receipt": CODE}]


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", answers_text(RIGHT, quiz="other").encode()])
def test_what_cannot_be_read_has_no_receipt(course, check, raw):
    """A broken file stops nothing and matches no code, not even an empty one."""
    course.submit("ada", raw=raw)

    assert check(CODE).exit_code == 1
    assert check("").exit_code == 1


def test_a_gradebook_that_cannot_be_used_is_told(check, monkeypatch):
    """Where the class record cannot be read, the command says why and what to do, without a traceback."""
    monkeypatch.setenv("CPD_GRADEBOOK", "mysql://ada:secret@server/marks")
    done = check(CODE)
    assert done.exit_code == 1
    assert "CPD_GRADEBOOK names a database of the kind 'mysql'" in done.stdout
