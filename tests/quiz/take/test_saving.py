"""Answers are saved one by one, and a failure is told."""

import contextlib
import errno
import json
import os
import resource
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from prevention_cpd.quiz.take import saving
from prevention_cpd.quiz.take.saving import Keeper


@pytest.fixture
def keeper(tmp_path):
    """A keeper of an empty folder."""
    return Keeper(folder=tmp_path, quiz="z", form="A", questions=frozenset({"q1", "q2"}))


def data(keeper):
    """Return what was saved."""
    return json.loads(keeper.path.read_text())


def test_saves_as_the_contract_says(keeper):
    """The file names schema, quiz and form, and each answer has its value and its time with zone."""
    saved = keeper.save("q1", ["a", "b"])
    assert saved.reason == ""
    assert data(keeper) == {
        "schema": 1,
        "quiz": "z",
        "form": "A",
        "answers": {"q1": {"value": ["a", "b"], "saved_at": saved.saved_at}},
    }


def test_other_answers_stay(keeper):
    """A second window that has the same quiz open loses nothing to the first."""
    keeper.save("q1", "a")
    Keeper(folder=keeper.folder, quiz="z", form="A", questions=keeper.questions).save("q2", "text")
    assert {name: entry["value"] for name, entry in data(keeper)["answers"].items()} == {
        "q1": "a",
        "q2": "text",
    }
    assert [path.name for path in keeper.folder.iterdir()] == ["answers.json"]


def test_nothing_is_lost_when_two_save_at_once(tmp_path):
    """Threads of a kernel and other kernels that save at the same moment lose none of each other's answers."""
    names = [f"q{number}" for number in range(40)]
    questions = frozenset(names)

    def save(name):
        return Keeper(folder=tmp_path, quiz="z", form="A", questions=questions).save(name, name).reason

    other = os.fork()
    if other == 0:
        os._exit(any(save(name) for name in names[:10]))
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(save, names[10:])) == [""] * 30
    assert os.waitpid(other, 0)[1] == 0
    assert json.loads((tmp_path / "answers.json").read_text())["answers"].keys() == questions
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "cannot be written to"),
        (errno.EROFS, "cannot be written to"),
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EIO, "cannot be written ("),
    ],
)
def test_tells_why_nothing_was_saved(keeper, monkeypatch, number, words):
    """A folder that cannot be written to, a full disk and anything else are told, and the old file stays whole."""
    keeper.save("q1", "a")
    before = keeper.path.read_bytes()

    def fail(*_args, **_more):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(saving, "write_answers", fail)
    saved = keeper.save("q1", "b")
    assert words in saved.reason
    assert saved.saved_at == ""
    assert keeper.path.read_bytes() == before


def test_read_only_folder(keeper):
    """A folder that really is read-only is told so (as an ordinary user: root may write everywhere)."""
    keeper.folder.chmod(0o555)
    inside, outside = os.pipe()
    child = os.fork()
    if child == 0:
        for folder in list(keeper.folder.parents)[:3]:
            os.geteuid() == 0 and folder.chmod(folder.stat().st_mode | 0o055)
        os.geteuid() == 0 and os.setuid(65534)
        os.write(outside, keeper.save("q1", "a").reason.encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert b"cannot be written to" in os.read(inside, 1000)
    keeper.folder.chmod(0o755)


def test_never_writes_over_another_quiz(keeper):
    """A file that belongs to another quiz is left alone, and the learner is told."""
    keeper.path.write_text('{"schema": 1, "quiz": "other", "form": "A", "answers": {}}')
    assert "another quiz" in keeper.save("q1", "a").reason
    assert json.loads(keeper.path.read_text())["quiz"] == "other"


def test_never_writes_through_a_link(keeper, tmp_path_factory):
    """A link in place of the file is refused; what it points to is not touched."""
    target = tmp_path_factory.mktemp("else") / "target"
    target.write_text("mine")
    keeper.path.symlink_to(target)
    assert "ordinary file" in keeper.save("q1", "a").reason
    assert target.read_text() == "mine"


def test_keeps_a_file_that_cannot_be_read(keeper):
    """A damaged file is kept under another name, and saving goes on."""
    keeper.path.write_text('{"schema": 1, "quiz": "z", "ans')
    saved = keeper.save("q1", "a")
    assert "answers-unreadable-1.json" in saved.note
    assert (keeper.folder / "answers-unreadable-1.json").read_text().endswith('"ans')
    assert data(keeper)["answers"]["q1"]["value"] == "a"


def test_limits_are_told(keeper):
    """An answer that is too long, answers that are too many, and a question of another quiz are refused with the reason."""
    assert "20,000" in keeper.save("q1", "x" * 20_001).reason
    assert keeper.save("q1", "x" * 20_000).reason == ""
    assert "1 MiB" in keeper.save("q2", ["y" * 1000] * 1100).reason
    assert "no such question" in keeper.save("q3", "a").reason
    assert keeper.read().problems == ()


def test_odd_values_do_not_break_saving(keeper):
    """What JSON cannot hold is refused with a reason, never with a traceback."""
    assert keeper.save("q1", float("nan")).reason
    assert keeper.save("q1", "\ud800").reason
    assert keeper.save("q1", "fine").reason == ""


def in_a_child(act):
    """Run `act` in a process of its own and return the text that it gives; it may spoil that process."""
    inside, outside = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(outside, act().encode())
        os._exit(0)
    os.close(outside)
    os.waitpid(child, 0)
    with os.fdopen(inside) as told:
        return told.read()


def test_a_file_that_may_not_grow_stays_whole(keeper):
    """Where the system cuts the writing off half way, it is told and the answers that were saved are all there."""
    keeper.save("q1", "a")
    before = keeper.path.read_bytes()

    def act():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        return keeper.save("q2", "x" * 5000).reason

    assert "cannot be written (File too large)" in in_a_child(act)
    assert keeper.path.read_bytes() == before
    assert [path.name for path in keeper.folder.iterdir()] == ["answers.json"]


def test_a_disk_that_is_really_full(tmp_path):
    """On a full disk the learner is told, what was saved is whole, and saving goes on when there is room again."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        keeper = Keeper(folder=disk, quiz="z", form="A", questions=frozenset({"q1", "q2"}))
        assert keeper.save("q1", "a").reason == ""
        with contextlib.suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(b"x" * 1024)
        saved = keeper.save("q2", "y" * 19_000)
        assert (saved.saved_at, "disk is full" in saved.reason) == ("", True)
        assert keeper.read().values == {"q1": "a"}
        (disk / "filler").unlink()
        assert keeper.save("q2", "y" * 19_000).reason == ""
        assert sorted(path.name for path in disk.iterdir()) == ["answers.json"]
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_kernel_that_is_killed_loses_nothing_that_was_saved(keeper):
    """Killed at any moment, the file is whole and holds at least every answer that was said to be saved."""
    for number in range(10):
        inside, outside = os.pipe()
        child = os.fork()
        if child == 0:
            count = 0
            while True:
                count += 1
                if keeper.save("q1", f"{number} {count} " + "x" * 3000).saved_at:
                    os.write(outside, b".")
        told = len(os.read(inside, 3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(outside)
        with os.fdopen(inside, "rb") as rest:
            told += len(rest.read())
        answers = keeper.read()
        assert answers.problems == ()
        run, count, _text = answers.values["q1"].split(" ")
        assert (int(run), int(count) >= told) == (number, True)
