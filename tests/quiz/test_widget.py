"""The kernel side of the quiz widget."""

import json

import pytest
from quiz.small_course import QUIZ, RIGHT, answers_text

from prevention_cpd.quiz.widget import Told, show


@pytest.fixture
def folder(course):
    """The folder of a released quiz."""
    return course.quizzes / "release" / QUIZ


def test_answers_survive(folder):
    """What one widget saved, the next one shows: after closing, reopening and a new kernel."""
    widget = show(folder)
    widget._hear(widget, {"number": 1, "question": "wri-short-word", "value": "begin"}, [])
    again = show(folder)
    assert again.answers == {"wri-short-word": "begin"}
    assert again.saved_at.keys() == {"wri-short-word"}
    assert again.note == ""


def test_an_older_answer_does_not_win(folder):
    """Messages that are handled in the wrong order leave the newest answer of a view; each view counts for itself."""
    widget = show(folder)
    for view, number, value in (("a", 2, "commence"), ("a", 1, "begin")):
        widget._hear(
            widget, {"view": view, "number": number, "question": "wri-short-word", "value": value}, []
        )
    assert show(folder).answers == {"wri-short-word": "commence"}
    widget._hear(widget, {"view": "b", "number": 1, "question": "wri-short-word", "value": "initiate"}, [])
    assert show(folder).answers == {"wri-short-word": "initiate"}


def test_reply_says_what_became_of_the_answer(folder, monkeypatch):
    """Each answer is replied to under its number, with the time or the reason."""
    widget, replies = show(folder), []
    monkeypatch.setattr(widget, "send", replies.append)
    widget._hear(widget, {"number": 1, "question": "wri-short-word", "value": "begin"}, [])
    widget._hear(widget, {"number": 2, "question": "unknown", "value": "begin"}, [])
    assert (replies[0]["number"], replies[0]["reason"]) == (1, "")
    assert replies[0]["saved_at"]
    assert (replies[1]["number"], replies[1]["saved_at"]) == (2, "")
    assert "no such question" in replies[1]["reason"]


@pytest.mark.parametrize("message", [None, 5, [], {}, {"question": 5}, {"question": ["wri-short-word"]}])
def test_odd_messages_do_nothing(folder, message):
    """A message of another form is left alone."""
    widget = show(folder)
    widget._hear(widget, message, [])
    assert not (folder / "answers.json").exists()


def test_file_of_another_quiz_is_told_at_once(folder):
    """Opening the quiz beside a stranger's answers says so before anything is answered."""
    (folder / "answers.json").write_text(answers_text(RIGHT, quiz="other"))
    assert "another quiz" in show(folder).note
    assert show(folder).answers == {}


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", '{"questions": 5}', '{"quiz": 1, "form": 2, "questions": [1]}']
)
def test_missing_or_damaged_questions(tmp_path, text):
    """Without readable questions the cell says what to do, in words and in HTML."""
    if text is not None:
        (tmp_path / "questions.json").write_text(text)
    told = show(tmp_path)
    assert isinstance(told, Told)
    assert "questions.json" in repr(told)
    assert "questions.json" in told._repr_html_()


def test_carries_no_key(folder):
    """All that the widget sends to the page holds no key; viewers without widgets get a readable line."""
    widget = show(folder)
    state = json.dumps(widget.get_state(), default=str)
    assert "Zeppelin" not in state
    assert "Quokka" not in state
    data, _metadata = widget._repr_mimebundle_()
    assert "Run this cell" in data["text/html"]


def test_finds_the_notebook_of_other_hosts(folder, tmp_path, monkeypatch):
    """Where the kernel runs in another folder, the host's own variable leads to the notebook."""
    monkeypatch.chdir(tmp_path)
    assert isinstance(show(), Told)
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / f"{QUIZ}.ipynb"))
    assert show().quiz["quiz"] == QUIZ
