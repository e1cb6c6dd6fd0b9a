"""A quiz is handed in through nbgrader's exchange, with a receipt, and can be taken back."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from quiz.class_room import change, open_class_room
from quiz.small_course import QUIZ

from prevention_cpd.questions import receipt
from prevention_cpd.questions.answers import read_answers
from prevention_cpd.quiz.take import handing_in, receipts, submit_process
from prevention_cpd.quiz.take.exchange import NotDoneError

#: All want the same exchange: one worker does all.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("handing in")]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A course whose quiz is released, and its learner."""
    return open_class_room(tmp_path_factory.mktemp("room"), QUIZ)


@pytest.fixture
def folder(room, request, monkeypatch):
    """The learner's own copy of the quiz, two answers given; this process is the learner's."""
    folder = room.be_the_learner(monkeypatch, QUIZ, request.node.name)
    room.answer(folder, wri_short_word="begin", wri_parts=["date"])
    return folder


def test_hand_in_change_hand_in_again_take_back(room, folder):
    """Each hand-in is whole and has a receipt for what came in; the second says what it replaces; taken back, the first counts."""
    first = submit_process.run("hand_in", folder)
    assert (first["done"], first["reason"], first["note"]) == (True, "", "")
    (name, answers), *others = room.submissions().items()
    assert others == []
    assert {key: entry["value"] for key, entry in answers.items()} == {
        "wri-short-word": "begin",
        "wri-parts": ["date"],
    }
    assert sorted(path.name for path in (room.inbound / name).iterdir()) == [
        "answers.json",
        "questions.json",
        "submission_secret.txt",
        "timestamp.txt",
        f"{QUIZ}.ipynb",
    ]
    came_in = read_answers(room.inbound / name / "answers.json", QUIZ).values
    assert first["hand_in"]["code"] == receipt.code(QUIZ, "A", came_in)
    assert (first["hand_in"]["answered"], first["hand_in"]["total"], first["hand_in"]["replaces"]) == (
        2,
        4,
        "",
    )
    assert first["hand_in"]["version"] == json.loads((folder / "questions.json").read_text())["version"]
    assert first["hand_in"]["late"] is False
    room.answer(folder, wri_short_word="commence")
    second = submit_process.run("hand_in", folder)
    assert second["hand_in"]["replaces"] == first["hand_in"]["code"] != second["hand_in"]["code"]
    assert len(room.submissions()) == 2
    back = submit_process.run("take_back", folder)
    assert (back["done"], back["hand_in"]["code"]) == (True, second["hand_in"]["code"])
    assert list(room.submissions()) == [name]
    kept = receipts.read(folder, QUIZ)
    assert [(each.code, bool(each.taken_back)) for each in kept] == [
        (first["hand_in"]["code"], False),
        (second["hand_in"]["code"], True),
    ]
    # What was handed in stays in nbgrader's own history on the learner's machine.
    assert len(list((room.home / "cache" / "prevention-cpd").iterdir())) == 2
    room.course.nbgrader("collect", QUIZ)
    student = next((room.course.quizzes / "submitted").iterdir()).name
    collected = read_answers(room.course.quizzes / "submitted" / student / QUIZ / "answers.json", QUIZ)
    assert receipt.code(QUIZ, "A", collected.values) == first["hand_in"]["code"]


def test_after_the_deadline(room, folder):
    """Handing in late works and says so; taking back does not."""
    change(folder, deadline="2020-01-01T00:00:00+00:00")
    assert submit_process.run("hand_in", folder)["hand_in"]["late"] is True
    back = submit_process.run("take_back", folder)
    assert (back["done"], back["reason"]) == (False, "the deadline has passed.")
    assert len(room.submissions()) == 1


def test_only_the_learners_own_folder_is_ever_removed(room, folder):
    """Whatever receipt.json says, no other folder of the exchange is touched."""
    other = room.inbound / f"somebody+{QUIZ}+2026-11-20 10:00:00 UTC+x"
    other.mkdir()
    (other / "answers.json").write_text('{"answers": {}}')
    done = submit_process.run("hand_in", folder)["hand_in"]
    own = done["folder"].split("+")[0]
    named = (
        other.name,
        "..",
        "",
        f"../inbound/{other.name}",
        f"{own}+{QUIZ}+/../{other.name}",
        f"{own}+other+1",
    )
    for name in named:
        receipts.write(folder, QUIZ, (receipts.HandIn(**{**done, "folder": name}),))
        # In this process, which is faster; the folder it works in is as before.
        with pytest.raises(NotDoneError, match="cannot be removed from here"):
            handing_in.take_back(folder)
    receipts.write(folder, QUIZ, (receipts.HandIn(**{**done, "course": "../elsewhere"}),))
    with pytest.raises(NotDoneError, match="cannot be removed from here"):
        handing_in.take_back(folder)
    assert {other.name, done["folder"]} == set(room.submissions())
    # A trainer who clears the exchange leaves nothing to take back, and that is told.
    receipts.write(folder, QUIZ, (receipts.HandIn(**{**done, "folder": f"{own}+{QUIZ}+gone"}),))
    with pytest.raises(NotDoneError, match="no longer in the exchange"):
        handing_in.take_back(folder)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("c.Exchange.root = '/nowhere/at/all'", "the exchange of the course is not there"),
        ("c.CourseDirectory.course_id = 'other'", "does not know this course"),
        ("c.Exchange.root = '{empty}'", "which course this quiz belongs to"),
    ],
)
def test_without_an_exchange_nothing_is_lost(room, folder, settings, words, tmp_path):
    """No exchange, a wrong one or an unknown course are told in words, and the answers stay as they are."""
    tmp_path.chmod(0o777)
    config = "c = get_config()\n" + settings.format(empty=tmp_path)
    (folder.parent / "nbgrader_config.py").write_text(config)
    before = (folder / "answers.json").read_bytes()
    told = submit_process.run("hand_in", folder)
    assert words in told["reason"]
    assert told["done"] is False
    assert (folder / "answers.json").read_bytes() == before
    assert not (folder / "receipt.json").exists()
    assert room.submissions() == {}


def test_what_was_half_copied_is_removed(room, folder):
    """When the learner's own cache cannot be written, the copy in the exchange goes too: all or nothing."""
    blocked = room.base / "blocked"
    blocked.write_text("no folder")
    config = f"c = get_config()\nc.Exchange.cache = {str(blocked)!r}\n"
    (folder.parent / "nbgrader_config.py").write_text(config)
    told = submit_process.run("hand_in", folder)
    assert (told["done"], "a file could not be copied" in told["reason"]) == (False, True)
    assert list(room.inbound.iterdir()) == []


def test_a_full_disk_while_handing_in(room, folder, tmp_path):
    """A disk that is full in the middle of it is told; nothing half copied stays, and with room again it works."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", tmp_path]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        config = f"c = get_config()\nc.Exchange.cache = {str(tmp_path)!r}\n"
        (folder.parent / "nbgrader_config.py").write_text(config)
        told = submit_process.run("hand_in", folder)
        assert (told["done"], "a disk is full" in told["reason"]) == (False, True)
        assert list(room.inbound.iterdir()) == []
        assert list(tmp_path.glob("*/*")) == []
        subprocess.run(["mount", "-o", "remount,size=1m", tmp_path], check=True)
        assert submit_process.run("hand_in", folder)["done"] is True
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_two_in_the_same_second_keep_the_first(room, folder):
    """Where the exchange is set to whole seconds, a hand-in that finds its place taken does not delete what is there."""
    config = "c = get_config()\nc.Exchange.timestamp_format = '%Y-%m-%d 10:00:00 %Z'\n"
    (folder.parent / "nbgrader_config.py").write_text(config)
    assert submit_process.run("hand_in", folder)["done"] is True
    (name,) = room.submissions()
    cached = room.home / "cache" / "prevention-cpd" / name.rsplit("+", 1)[0]
    assert submit_process.run("hand_in", folder)["done"] is False
    assert list(room.submissions()) == [name]
    assert (cached / "answers.json").is_file()


#: Hands in, but first tells that the copy in the exchange has begun, and then takes its time.
SLOW = """
import shutil, sys, time
from prevention_cpd.quiz.take import handing_in
real = shutil.copytree
def slow(source, target, **more):
    import os
    os.mkdir(target)
    print("copying", file=sys.stderr, flush=True)
    time.sleep(30)
    return real(source, target, **more)
shutil.copytree = slow
sys.exit(handing_in.main(["hand_in", sys.argv[1]]))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_stopped_half_way(room, folder, number):
    """A hand-in that is stopped leaves answers and receipts whole; unless it is killed outright, the exchange too."""
    before = (folder / "answers.json").read_bytes()
    process = subprocess.Popen([sys.executable, "-c", SLOW, folder], stderr=subprocess.PIPE, text=True)
    while "copying" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(number)
    process.communicate(timeout=20)
    assert (folder / "answers.json").read_bytes() == before
    assert not (folder / "receipt.json").exists()
    # What is left of a killed one has no name that `nbgrader collect` looks for.
    assert list(room.inbound.glob(f"*{QUIZ}*")) == []
    assert number == signal.SIGKILL or list(room.inbound.iterdir()) == []


def test_a_process_that_hangs_is_stopped(folder):
    """A pipe in place of the notebook would be read for ever: the learner is told instead."""
    os.mkfifo(folder / "questions.json.pipe")
    (folder / "questions.json").unlink()
    (folder / "questions.json.pipe").rename(folder / "questions.json")
    begin = time.monotonic()
    told = submit_process.run("hand_in", folder, patience=3)
    assert "took too long" in told["reason"]
    assert time.monotonic() - begin < 10


def test_a_module_of_the_learners_folder_is_not_run(room, folder):
    """A file named like a module of Python, in the folder of the quiz or above it, is left alone."""
    for place in (folder, folder.parent):
        for name in ("json.py", "nbgrader.py", "tempfile.py"):
            (place / name).write_text(f"open({str(room.base / 'trace')!r}, 'w')\n")
    assert submit_process.run("hand_in", folder)["done"] is True
    assert not (room.base / "trace").exists()
