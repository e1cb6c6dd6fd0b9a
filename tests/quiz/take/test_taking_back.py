"""What is taken back is what the page shows, and what is done is written down whatever stops the process."""

import errno
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from quiz.class_room import open_class_room
from quiz.small_course import QUIZ

from prevention_cpd.quiz.take import handing_in, receipts, submit_process

#: All want the same exchange: one worker does all.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("taking back")]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A course whose quiz is released, and its learner."""
    return open_class_room(tmp_path_factory.mktemp("back"), QUIZ)


@pytest.fixture
def folder(room, request, monkeypatch):
    """The learner's own copy of the quiz, one answer given; this process is the learner's."""
    folder = room.be_the_learner(monkeypatch, QUIZ, request.node.name)
    room.answer(folder, wri_short_word="begin")
    return folder


@pytest.fixture
def twice(room, folder):
    """Two hand-ins, of which only the first could be written into receipt.json."""
    first, _note = handing_in.hand_in(folder)
    room.answer(folder, wri_short_word="commence")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receipts, "write", full)
        second, note = handing_in.hand_in(folder, (first,))
    assert "receipt.json could not be written" in note
    assert receipts.read(folder, QUIZ) == (first,)
    return first, second


def full(*_about):
    """Fail as on a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_the_hand_in_that_is_shown_is_taken_back(room, folder, twice):
    """A receipt that could not be written does not make an earlier hand-in go; the file has both afterwards."""
    first, second = twice
    told = submit_process.run(
        "take_back", folder, known=[asdict(first), asdict(second)], shown=asdict(second)
    )
    assert (told["done"], told["hand_in"]["code"], told["note"]) == (True, second.code, "")
    assert list(room.submissions()) == [first.folder]
    kept = receipts.read(folder, QUIZ)
    assert [(each.code, bool(each.taken_back)) for each in kept] == [(first.code, False), (second.code, True)]
    again = submit_process.run("take_back", folder, known=[asdict(second)], shown=asdict(second))
    assert (again["done"], again["reason"]) == (False, "it is not handed in any more.")
    assert list(room.submissions()) == [first.folder]


def test_taking_back_where_nothing_can_be_written(room, folder, twice, monkeypatch):
    """The right one goes all the same, and the words say what could not be written."""
    first, second = twice
    monkeypatch.setattr(receipts, "write", full)
    done, note = handing_in.take_back(folder, twice, second)
    assert (done.code, list(room.submissions())) == (second.code, [first.folder])
    assert note.startswith("It was taken back, but the file receipt.json could not be written")


def test_the_next_receipt_brings_the_missing_one(folder, twice):
    """Handing in again writes down what could not be written before, and names the last as replaced."""
    first, second = twice
    third = submit_process.run("hand_in", folder, known=[asdict(first), asdict(second)])["hand_in"]
    assert third["replaces"] == second.code
    assert [each.code for each in receipts.read(folder, QUIZ)] == [first.code, second.code, third["code"]]


def test_merging_forgets_nothing():
    """What either side knows is kept in order of time; taken back in one is taken back."""
    first, second, third = (
        receipts.HandIn(code=code, at=f"2026-11-2{day}T10:00:00+01:00") for day, code in enumerate("ABC")
    )
    gone = receipts.HandIn(**{**asdict(first), "taken_back": "2026-11-23T10:00:00+01:00"})
    assert receipts.merged((first, third), (second,)) == (first, second, third)
    assert receipts.merged((first, third), (gone,)) == (gone, third)
    assert receipts.merged((gone, third), (first, third)) == (gone, third)
    assert receipts.merged((), ()) == ()


def test_a_submission_is_whole_under_its_final_name(folder, monkeypatch):
    """When it gets the name that is collected, its time is in it, and nothing of it is written afterwards."""
    rename, seen = Path.rename, {}

    def watched(path, target):
        if path.is_dir():
            seen[Path(target)] = {each.name: each.stat().st_mtime_ns for each in path.iterdir()}
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", watched)
    done, _note = handing_in.hand_in(folder)
    (inbound,) = (path for path in seen if path.name == done.folder)
    assert {"timestamp.txt", "submission_secret.txt", "answers.json"} < seen[inbound].keys()
    assert {each.name: each.stat().st_mtime_ns for each in inbound.iterdir()} == seen[inbound]
    # The learner's own copy comes first: what is in the exchange is handed in.
    assert list(seen)[-1] == inbound


#: Does what it is told, and is asked to stop just before it writes the receipt.
STOPPED = """
import os, signal, sys, time
from prevention_cpd.quiz.take import handing_in, receipts
real = receipts.write
def write(*about):
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(0.1)
    return real(*about)
receipts.write = write
sys.exit(handing_in.main(sys.argv[1:]))
"""


def test_stopped_between_the_exchange_and_the_receipt(room, folder):
    """What is handed in or taken back is written down, though the process was asked to stop meanwhile."""
    for action, left in (("hand_in", 1), ("take_back", 0)):
        command = [sys.executable, "-c", STOPPED, action, folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        told = json.loads(done.stdout.splitlines()[-1])
        assert told["done"] is True
        assert [asdict(each) for each in receipts.read(folder, QUIZ)] == [told["hand_in"]]
        assert len(room.submissions()) == left


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("time.sleep(0.5); print('{\"done\": true}')", {"done": True, "unknown": False}),
        ("sys.exit(1)", {"done": False, "unknown": False}),
        ("time.sleep(60)", {"done": False, "unknown": True}),
    ],
)
def test_what_a_stopped_process_has_done_is_heard(monkeypatch, last, expected):
    """A process that finishes when asked to stop is believed; of one that must be killed it is not known what it did."""
    monkeypatch.setattr(submit_process, "GRACE", 2)
    code = f"import signal, sys, time; signal.signal({int(signal.SIGTERM)}, signal.SIG_IGN); print('ready', flush=True); {last}"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    told = submit_process._stop(process, "hand_in")
    assert {name: told[name] for name in expected} == expected
    assert told["unknown"] is False or "it is not known whether it was handed in" in told["reason"]


def test_only_the_exchange_has_another_way(folder):
    """The page is told to offer another way where the exchange failed, and not where there is nothing to hand in."""
    (folder.parent / "nbgrader_config.py").write_text(
        "c = get_config()\nc.Exchange.root = '/nowhere/at/all'\n"
    )
    assert submit_process.run("hand_in", folder)["otherwise"] is True
    (folder / "answers.json").unlink()
    told = submit_process.run("hand_in", folder)
    assert (told["otherwise"], told["reason"]) == (False, "no answer has been saved yet.")
