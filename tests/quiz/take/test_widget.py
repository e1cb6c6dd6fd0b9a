"""The kernel side of the quiz widget."""

import json
import queue
import subprocess
import sys
import threading
from dataclasses import asdict

import pytest
from quiz.class_room import change
from quiz.small_course import QUIZ, RIGHT, answers_text
from quiz.take.talking import hear, replies_of

from prevention_cpd.questions import receipt
from prevention_cpd.quiz.take import receipts
from prevention_cpd.quiz.take import widget as widget_module
from prevention_cpd.quiz.take.widget import Notice, show


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


@pytest.mark.parametrize(
    "message",
    [
        None,
        5,
        [],
        {},
        {"question": 5},
        {"question": ["wri-short-word"]},
        {"act": "other"},
        {"act": ["hand_in"]},
    ],
)
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
    "text",
    [
        None,
        "",
        "[]",
        "{}",
        '{"questions": 5}',
        '{"quiz": 1, "form": 2, "questions": [1]}',
        '{"quiz": "z", "form": "A", "shuffle": true, "questions": [{"id": "q", "options": [{}]}]}',
    ],
)
def test_missing_or_damaged_questions(tmp_path, text):
    """Without readable questions the cell says what to do, in words and in HTML."""
    if text is not None:
        (tmp_path / "questions.json").write_text(text)
    told = show(tmp_path)
    assert isinstance(told, Notice)
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
    assert isinstance(show(), Notice)
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / f"{QUIZ}.ipynb"))
    assert show().quiz["quiz"] == QUIZ


def test_flags_survive(folder):
    """A flagged question is flagged again in the next widget; what is no question of the quiz is not kept."""
    hear(show(folder), act="flags", flags=["wri-note", "unknown", 5, ["x"]])
    assert show(folder).flags == ["wri-note"]
    hear(show(folder), act="flags", flags="wri-note")
    assert show(folder).flags == ["wri-note"]
    assert not (folder / "answers.json").exists()


@pytest.fixture
def at_exchange(monkeypatch):
    """Hand in without an exchange: `told` is what it will say, `gate` holds it up."""
    told = {"done": True, "reason": "", "note": "", "hand_in": None}
    gate = threading.Event()
    gate.set()

    def run(_action, _folder, **_more):
        assert gate.wait(10)
        return told

    monkeypatch.setattr(widget_module.submit_process, "run", run)
    return told, gate


def test_answers_are_saved_while_handing_in(folder, at_exchange, monkeypatch):
    """Handing in takes a while; meanwhile answers are saved, and a second hand-in is told to wait."""
    _told, gate = at_exchange
    widget = show(folder)
    replies = replies_of(widget, monkeypatch)
    gate.clear()
    hear(widget, act="hand_in", number=1)
    hear(widget, question="wri-short-word", value="begin")
    assert replies.get(timeout=5)["question"] == "wri-short-word"
    assert show(folder).answers == {"wri-short-word": "begin"}
    hear(widget, act="hand_in", number=2)
    busy = replies.get(timeout=5)
    assert (busy["act"], busy["number"], busy["done"]) == ("hand_in", 2, False)
    assert "at this moment" in busy["reason"]
    gate.set()
    done = replies.get(timeout=5)
    assert (done["act"], done["number"], done["view"], done["done"]) == ("hand_in", 1, "a", True)


def test_the_page_hears_at_once_that_handing_in_has_begun(folder, at_exchange, monkeypatch):
    """A kernel that is alive says so before the work is done, so that a dead one is noticed soon."""
    widget, replies = show(folder), queue.Queue()
    monkeypatch.setattr(widget, "send", replies.put)
    at_exchange[1].clear()
    hear(widget, act="hand_in", number=7)
    assert replies.get(timeout=5) == {"act": "hand_in", "number": 7, "view": "a", "begun": True}
    at_exchange[1].set()
    assert replies.get(timeout=5)["done"] is True


def test_a_change_after_handing_in_is_known(folder, at_exchange, monkeypatch):
    """The widget knows whether the answers still are those of the receipt; also after the change was undone, and in a new kernel."""
    told, _gate = at_exchange
    widget = show(folder)
    hear(widget, question="wri-short-word", value="begin")
    assert widget.changed is False
    code = receipt.code(QUIZ, "A", {"wri-short-word": "begin"})
    done = receipts.HandIn(code=code, at="2026-11-20T10:00:00+00:00")
    receipts.write(folder, QUIZ, (done,))
    told["hand_in"] = asdict(done)
    replies = replies_of(widget, monkeypatch)
    hear(widget, act="hand_in")
    replies.get(timeout=5)
    assert [each["code"] for each in widget.hand_ins] == [code]
    assert widget.changed is False
    hear(widget, number=2, question="wri-short-word", value="commence")
    assert widget.changed is True
    assert show(folder).changed is True
    hear(widget, number=3, question="wri-short-word", value="begin")
    assert widget.changed is False


def test_a_receipt_that_could_not_be_written_is_still_shown(folder, at_exchange, monkeypatch):
    """A full disk after handing in does not hide the receipt from the learner."""
    told, _gate = at_exchange
    told["hand_in"] = asdict(receipts.HandIn(code="AAAA-AAAA-AAAA", at="2026-11-20T10:00:00+00:00"))
    told["note"] = "The file could not be written."
    widget = show(folder)
    replies = replies_of(widget, monkeypatch)
    hear(widget, act="hand_in")
    assert replies.get(timeout=5)["note"] == told["note"]
    assert [each["code"] for each in widget.hand_ins] == ["AAAA-AAAA-AAAA"]


def test_each_learner_sees_an_order_of_their_own(folder, monkeypatch):
    """Where the author allows it, the page gets the options in the learner's own order, the same each time."""
    change(folder, shuffle=True)
    seen = set()
    for name in map(str, range(12)):
        monkeypatch.setenv("JUPYTERHUB_USER", name)
        orders = [[option["id"] for option in show(folder).quiz["questions"][0]["options"]] for _ in "ab"]
        assert orders[0] == orders[1]
        seen.add(tuple(orders[0]))
    assert len(seen) > 1
    assert {tuple(sorted(order)) for order in seen} == {("begin", "commence", "initiate")}


def test_importing_the_quiz_does_not_import_nbgrader():
    """A notebook that shows a quiz starts fast: nbgrader is loaded only in the process that hands in."""
    code = "import sys, prevention_cpd.quiz.take.widget, prevention_cpd.quiz.take.handing_in; sys.exit('nbgrader' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
