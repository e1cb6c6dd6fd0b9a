"""What is told of things that were moved away: all that matters, in a list that stays small, whatever stops the run."""

import os
from pathlib import Path

import pytest
from nbgrader.api import Student
from quiz.hostile.submitted import kept_of, make

from prevention_cpd.core import files
from prevention_cpd.quiz.intake import received
from prevention_cpd.quiz.intake.quarantine import LONGEST_ID, SetAside, storable, told, why_not_stored
from prevention_cpd.quiz.intake.submissions import prepare


@pytest.fixture
def folder(tmp_path):
    """A submission as it should be."""
    return make(tmp_path)


@pytest.fixture
def writes(monkeypatch):
    """The lists of reasons that were written, by size in bytes."""
    sizes, write = [], files.write_text

    def count(path, text, **options):
        sizes.append(len(text))
        return write(path, text, **options)

    monkeypatch.setattr(files, "write_text", count)
    return sizes


def stop_after(monkeypatch, moves):
    """Let a run be killed after so many moves."""
    rename, done = Path.rename, []

    def some(self, target):
        if len(done) == moves:
            raise KeyboardInterrupt
        done.append(self)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", some)


def test_thousands_of_extras_are_told_with_one_write(folder, writes):
    """The list is written once and small, though 3,000 pipes go, and that answers came in is not forgotten over them."""
    for number in range(3000):
        os.mkfifo(folder / f"{number:04} {'x' * 240}")
    (folder / "answers.json").unlink()
    (folder / "answers.json").symlink_to("/dev/zero")
    writes.clear()
    reasons = prepare(folder, kept_of(folder))
    assert len(writes) == 1
    assert writes[0] < 20_000
    assert len(reasons) == 22
    assert reasons[0].startswith("answers.json: it is a link")
    assert reasons[-1] == "Files that were moved as well: 2980."
    assert told(folder, kept_of(folder)) == prepare(folder, kept_of(folder)) == reasons
    assert len(writes) == 1
    assert received.read(folder, folder.name, kept_of(folder)).received


def test_too_many_plain_files_are_told_with_one_write(folder, writes):
    """The first thousand stay, as a quiz needs none of them; the rest goes for one reason, written once."""
    for number in range(1300):
        (folder / f"{number}.txt").touch()
    writes.clear()
    reasons = prepare(folder, kept_of(folder))
    assert len(writes) == 1
    assert reasons[-1] == "Files that were moved as well: 280."
    assert len(list(folder.glob("[0-9]*.txt"))) == 1000


@pytest.mark.parametrize("moves", [0, 1, 2, 30])
@pytest.mark.parametrize("text", ["2026-11-20 10:00:00 UTC", "yesterday"])
def test_a_run_that_was_killed_has_told_all(folder, monkeypatch, moves, text):
    """Wherever the run is stopped, be it after the moving of the time, all reasons and their number are told by the next."""
    (folder / "timestamp.txt").write_text(text)
    for path in (folder / "answers.json", folder / "submission_secret.txt"):
        path.unlink()
        path.symlink_to("/dev/zero")
    for number in range(60):
        os.mkfifo(folder / f"pipe{number}")
    with monkeypatch.context() as patch:
        stop_after(patch, moves)
        with pytest.raises(KeyboardInterrupt):
            prepare(folder, kept_of(folder))
    reasons = prepare(folder, kept_of(folder))
    names = {reason.partition(":")[0] for reason in reasons}
    own = {"answers.json", "submission_secret.txt", *(["timestamp.txt"] if text == "yesterday" else [])}
    assert own < names
    assert len(reasons) == len(own) + 21
    assert reasons[-1] == "Files that were moved as well: 40."
    assert received.read(folder, folder.name, kept_of(folder)).received


def test_a_list_of_another_form_is_none(folder):
    """Whatever stands in the list, nothing is raised."""
    os.mkfifo(folder / "pipe")
    prepare(folder, kept_of(folder))
    place = kept_of(folder).with_name(f"{folder.name}.json")
    known = place.read_text()
    for text in (known.replace("{", "[[", 1), known.replace('"more": 0', '"more": "x"'), "[" * 100_000, "é"):
        place.write_text(text)
        SetAside(folder, kept_of(folder)).reasons()
    start = known[: known.index('"reasons"')]
    for reasons in ("5", "[1]", "null"):
        place.write_text(f'{start}"reasons": {reasons}, "more": 3}}')
        assert told(folder, kept_of(folder)) == []


def test_ids_that_no_gradebook_can_hold():
    """They are those that are no text, and those longer than the column of nbgrader, which PostgreSQL refuses."""
    assert Student.id.type.length == LONGEST_ID
    assert storable("ü" * LONGEST_ID)
    assert why_not_stored("ann") == ""
    assert "longer than 128 characters" in why_not_stored("x" * (LONGEST_ID + 1))
    assert "is no text" in why_not_stored(os.fsdecode(b"ann\xff"))
    assert not storable("x" * (LONGEST_ID + 1))
