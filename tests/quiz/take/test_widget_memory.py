"""What the kernel side of the quiz remembers of answers and hand-ins, and what it learns from the files."""

from dataclasses import asdict
from pathlib import Path

import pytest
from quiz.small_course import QUIZ, answers_text
from quiz.take.talking import hear, replies_of

from prevention_cpd.quiz.take import receipts, submit_process
from prevention_cpd.quiz.take import widget as widget_module
from prevention_cpd.quiz.take.widget import show


@pytest.fixture
def folder(course):
    """The folder of a released quiz."""
    return course.quizzes / "release" / QUIZ


def test_what_could_not_be_saved_is_known_until_it_is(folder):
    """A view that is drawn again learns from the widget which answers are not saved and why."""
    widget = show(folder)
    (folder / "answers.json").write_text(answers_text({}, quiz="other"))
    hear(widget, question="wri-short-word", value="begin")
    assert "another quiz" in widget.unsaved["wri-short-word"]
    assert widget.answers == {"wri-short-word": "begin"}
    (folder / "answers.json").unlink()
    hear(widget, number=2, question="wri-short-word", value="begin")
    assert widget.unsaved == {}


def test_what_another_window_did_is_seen(folder, monkeypatch):
    """Asked to look, the widget knows the answers and receipts of now; what is not saved stays, what is gone is told."""
    widget, other = show(folder), show(folder)
    hear(widget, question="wri-parts", value=["date"])
    hear(other, question="wri-short-word", value="begin")
    hear(other, number=2, question="wri-note", value="theirs")
    widget.unsaved = {"wri-note": "no."}
    widget.answers = {**widget.answers, "wri-note": "mine"}
    done = receipts.HandIn(code="AAAA-AAAA-AAAA", at="2026-11-20T10:00:00+00:00")
    receipts.write(folder, QUIZ, (done,))
    replies = replies_of(widget, monkeypatch)
    hear(widget, act="look", number=4)
    assert replies.get(timeout=5) == {"act": "look", "number": 4, "view": "a", "done": True}
    assert widget.answers == {"wri-parts": ["date"], "wri-short-word": "begin", "wri-note": "mine"}
    assert (widget.unsaved, widget.changed) == ({"wri-note": "no."}, True)
    assert widget.hand_ins == [asdict(done)]
    (folder / "answers.json").write_text(answers_text({"wri-parts": ["date"], "wri-note": "mine"}))
    hear(widget, act="look", number=5)
    assert widget.unsaved == {"wri-short-word": "the file answers.json does not hold this answer any more."}
    assert widget.answers["wri-short-word"] == "begin"


def test_what_is_taken_back_is_what_the_page_shows(folder, monkeypatch):
    """The process is told which hand-in the page shows, and what the page remembers; one that is unknown is not asked for."""
    known = [
        asdict(receipts.HandIn(code=code, at=at, course="c", folder=code))
        for code, at in (("A", "2026-11-20T10:00:00+00:00"), ("B", "2026-11-21T10:00:00+00:00"))
    ]
    asked = []

    def run(action, place, **more):
        asked.append((action, place, more))
        return {"done": False, "reason": "no.", "unknown": True, "hand_in": None}

    monkeypatch.setattr(widget_module.submit_process, "run", run)
    widget = show(folder)
    widget.hand_ins = known
    replies = replies_of(widget, monkeypatch)
    hear(widget, act="take_back", hand_in=known[1])
    assert replies.get(timeout=5)["unknown"] is True
    assert asked == [("take_back", folder, {"known": known, "shown": known[1]})]
    # Nothing was written, and what the page remembers is not forgotten for that.
    assert widget.hand_ins == known
    for named in (None, {"folder": "other"}):
        hear(widget, act="take_back", hand_in=named)
        assert "not handed in any more" in replies.get(timeout=5)["reason"]
    assert len(asked) == 1


def test_a_note_of_the_start_goes_with_the_first_answer(folder):
    """What was to be known before answering is not told again when an answer has been saved; where the old file is kept is."""
    (folder / "answers.json").write_text("damaged")
    widget = show(folder)
    assert "not valid JSON" in widget.note
    hear(widget, question="wri-short-word", value="begin")
    assert widget.note == "The old answers.json could not be read. It was kept as answers-unreadable-1.json."
    hear(widget, number=2, question="wri-short-word", value="commence")
    assert "answers-unreadable-1.json" in widget.note
    (folder / "answers.json").write_text(
        answers_text({"wri-parts": ["date"]}).replace('"wri-parts"', '"wri-note": 5, "wri-parts"')
    )
    widget = show(folder)
    assert "wri-note" in widget.note
    hear(widget, question="wri-short-word", value="begin")
    assert widget.note == ""


def test_a_folder_may_be_named_from_here(folder, monkeypatch):
    """A relative folder is found again when the kernel has gone elsewhere, and by the process that hands in."""
    monkeypatch.chdir(folder.parent)
    widget = show(folder.name)
    monkeypatch.chdir(folder)
    hear(widget, question="wri-short-word", value="begin")
    assert show(folder).answers == {"wri-short-word": "begin"}
    monkeypatch.chdir(folder.parent)
    told = submit_process.run("take_back", Path(folder.name))
    assert told["reason"] == "it is not handed in any more."


def test_the_way_back_to_a_whole_folder_works(folder):
    """Nbgrader fetches into no folder that is there, so the words say to rename it and to take the answers along."""
    (folder / "questions.json").write_text("{")
    told = show(folder).message
    for words in ("Rename this folder (do not delete it)", "copy the file answers.json"):
        assert words in told
        assert words in submit_process.run("hand_in", folder)["reason"]
