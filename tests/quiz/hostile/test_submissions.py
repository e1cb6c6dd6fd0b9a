"""A submission folder made safe: again and again, for whom it belongs to, and while it changes."""

import json
import os
import shutil
import tempfile
import threading
from pathlib import Path

import pytest
from quiz.hostile.submitted import kept_of, make
from quiz.small_course import QUIZ, answers_text

from prevention_cpd.questions.answers import read_answers
from prevention_cpd.quiz.intake.quarantine import set_aside, told
from prevention_cpd.quiz.intake.submissions import learners, prepare
from prevention_cpd.quiz.intake.timestamps import handed_in

NOBODY = 65534


@pytest.fixture
def folder(tmp_path):
    """A submission as it should be."""
    return make(tmp_path)


def test_an_honest_submission_is_left_alone(folder):
    """Nothing is moved, written or told, and no place for it is made."""
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert prepare(folder, kept_of(folder)) == []
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before
    assert not kept_of(folder).parent.exists()


def test_reasons_are_told_again_until_something_newer_comes(folder):
    """Grading again tells the same; a newer submission starts afresh, and what was kept before stays beside the new."""
    kept = kept_of(folder)
    os.mkfifo(folder / "pipe")
    (folder / "answers.json").unlink()
    (folder / "answers.json").symlink_to("/dev/zero")
    reasons = prepare(folder, kept)
    assert sorted(reason.split(":")[0] for reason in reasons) == ["answers.json", "pipe"]
    assert prepare(folder, kept) == told(folder, kept) == reasons
    assert set_aside(folder / "answers.json", kept) == kept / "answers.json"
    (folder / "timestamp.txt").write_text("2026-11-21 10:00:00.000000 UTC")
    assert prepare(folder, kept) == told(folder, kept) == []
    assert set_aside(folder / "answers.json", kept) is None
    (folder / "answers.json").symlink_to("/dev/full")
    assert len(prepare(folder, kept)) == 1
    assert set_aside(folder / "answers.json", kept) == kept.with_name(f"{QUIZ}.2") / "answers.json"
    assert (kept / "answers.json").readlink() == Path("/dev/zero")


def test_a_lost_list_of_reasons_is_no_error(folder):
    """A list that is broken, of another form or a link is read as none."""
    kept = kept_of(folder)
    os.mkfifo(folder / "pipe")
    prepare(folder, kept)
    for text in ("", "[]", "5", "{}", '{"handed_in": "x", "reasons": 5}'):
        kept.with_name(f"{QUIZ}.json").write_text(text)
        assert told(folder, kept) == []


def test_names_are_told_on_one_line(folder):
    """The name of an extra cannot forge a line of what the trainer reads, nor turn it round."""
    os.mkfifo(folder / "x\nanswers.json: all is well\u202e\x1b[2J")
    os.mkfifo(folder / os.fsdecode(b"\xff"))
    for reason in prepare(folder, kept_of(folder)):
        assert reason.isprintable()
        reason.encode("utf-8")


def test_many_reasons_are_counted(folder):
    """A hundred pipes are moved; twenty are told, and how many more there are."""
    for number in range(100):
        os.mkfifo(folder / f"pipe{number}")
    reasons = prepare(folder, kept_of(folder))
    assert len(reasons) == 21
    assert "80" in reasons[-1]
    assert len(list(kept_of(folder).iterdir())) == 100


def test_what_cannot_be_moved_stops_the_run(folder, monkeypatch):
    """Grading would go on after any other exception, and read the device."""
    (folder / "extra").symlink_to("/dev/zero")
    monkeypatch.chdir(folder.parents[2])

    def refuse(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="Permission denied"):
        prepare(folder, kept_of(folder))


@pytest.mark.parametrize("which", ["folder", "learner"])
def test_a_link_gives_way_to_a_whole_folder(folder, which):
    """In place of a link stands a folder with all that nbgrader needs, to grade again and to release feedback too."""
    other = make(folder.parents[1], "bob")
    link = folder if which == "folder" else folder.parent
    shutil.rmtree(link)
    link.symlink_to(other if which == "folder" else other.parent)
    (reason,) = prepare(folder, kept_of(folder))
    assert "there was a link" in reason
    assert not folder.is_symlink()
    names = {f"{QUIZ}.ipynb", "timestamp.txt", "submission_secret.txt"}
    assert {path.name for path in folder.iterdir()} == names
    assert prepare(folder, kept_of(folder)) == [reason]
    assert len(list(other.iterdir())) == 4


def test_an_empty_notebook_stands_in_for_one_that_cannot_be_read(folder):
    """It is moved, told, and the submission can be graded again; one that was never there is not made up."""
    (folder / f"{QUIZ}.ipynb").write_text("no notebook")
    (reason,) = prepare(folder, kept_of(folder))
    assert json.loads((folder / f"{QUIZ}.ipynb").read_text())["cells"] == []
    assert prepare(folder, kept_of(folder)) == [reason]
    other = make(folder.parents[1], "bob")
    (other / f"{QUIZ}.ipynb").unlink()
    assert prepare(other, kept_of(other)) == [f"The notebook {QUIZ}.ipynb was not handed in under this name."]
    assert not (other / f"{QUIZ}.ipynb").exists()
    third = make(folder.parents[1], "cem")
    (third / f"{QUIZ}.ipynb").rename(third / "mine.ipynb")
    assert prepare(third, kept_of(third)) == []


def test_nothing_is_made_of_nothing(folder):
    """Where nobody handed in, no submission is made."""
    shutil.rmtree(folder)
    assert prepare(folder, kept_of(folder)) == []
    assert not folder.exists()


def test_another_disk(folder, monkeypatch):
    """Where submissions lie on another disk, what is set aside stays on that disk, beside the submission."""
    os.mkfifo(folder / "pipe")
    rename = Path.rename

    def other_disk(self, target):
        if "set-aside" in Path(target).parts:
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", other_disk)
    assert prepare(folder, kept_of(folder))
    assert not (folder / "pipe").exists()
    assert (folder.parent / f"set-aside-{QUIZ}" / "pipe").exists()


def test_permissions():
    """Without permission to read it, a submission is opened for its owner, and what cannot be read is set aside.

    Root may read everything; so, run by root, the test becomes nobody.
    """
    base = Path(tempfile.mkdtemp(prefix="cpd-"))
    try:
        folder = make(base)
        (folder / "closed").mkdir()
        (folder / "closed" / "zero").symlink_to("/dev/zero")
        (folder / "notes.txt").write_text("mine")
        for path in (folder / "closed", folder / "notes.txt", folder / "answers.json", folder):
            path.chmod(0)
        if os.geteuid() == 0:
            for parent, names, files in os.walk(base):
                for path in (parent, *(Path(parent, name) for name in [*names, *files])):
                    os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        found = as_nobody(
            lambda: [prepare(folder, kept_of(folder)), read_answers(folder / "answers.json", QUIZ).problems]
        )
        assert sorted(reason.split(":")[0] for reason in found[0]) == ["answers.json", "closed", "notes.txt"]
        assert all("permissions" in reason for reason in found[0])
        assert sorted(path.name for path in kept_of(folder).iterdir()) == [
            "answers.json",
            "closed",
            "notes.txt",
        ]
    finally:
        shutil.rmtree(base)


def as_nobody(work):
    """Return what `work` returns in a process without the rights of root."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.write(write, json.dumps(work()).encode())
        except BaseException as error:  # noqa: BLE001  # it must not go on as a second pytest
            os.write(write, json.dumps(repr(error)).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as file:
        found = json.loads(file.read())
    os.waitpid(child, 0)
    return found


def test_a_file_that_changes_is_read_whole_or_refused(folder, tmp_path):
    """While answers.json is written anew, becomes a link and becomes a pipe, each reading is an answer of its own or a reason."""
    path, part, stranger = folder / "answers.json", tmp_path / "part", tmp_path / "stranger.json"
    stranger.write_text(answers_text({"wri-parts": ["stranger"]}))
    own = [answers_text({"wri-parts": [word]}) for word in ("date", "place")]
    end = threading.Event()

    def change():
        while not end.is_set():
            for text in own:
                part.write_text(text)
                part.rename(path)
            part.symlink_to(stranger)
            part.rename(path)
            os.mkfifo(part)
            part.rename(path)

    path.write_text(own[0])
    thread = threading.Thread(target=change)
    thread.start()
    found = []
    try:
        while len(found) < 500 or not (
            any(each.values for each in found) and any(each.problems for each in found)
        ):
            found.append(read_answers(path, QUIZ))
            assert len(found) < 50_000
    finally:
        end.set()
        thread.join()
    values = [each.values.get("wri-parts") for each in found]
    assert {tuple(value) for value in values if value} <= {("date",), ("place",)}
    assert all(bool(each.values) != bool(each.problems) for each in found)


def test_times():
    """A time is read in UTC, whatever its zone; a pipe, a link and a missing file are no time, at once."""
    with tempfile.TemporaryDirectory() as base:
        path = Path(base) / "timestamp.txt"
        assert handed_in(path.parent) is None
        for text in ("2026-11-20 10:00:00.5 UTC", "2026-11-20 12:00:00.5 +0200", "2026-11-20T10:00:00.5Z"):
            path.write_text(text)
            assert str(handed_in(path.parent)) == "2026-11-20 10:00:00.500000"
        path.unlink()
        os.mkfifo(path)
        assert handed_in(path.parent) is None


def test_learners(folder):
    """Whoever handed in anything under the name of the quiz is a learner, be it a link to itself."""
    root = folder.parents[1]
    (root / "bob").mkdir()
    (root / "bob" / QUIZ).symlink_to(QUIZ)
    (root / "eve" / "other").mkdir(parents=True)
    (root / "note.txt").touch()
    assert learners(root, QUIZ) == {"ada", "bob"}
    assert learners(root / "nowhere", QUIZ) == set()
