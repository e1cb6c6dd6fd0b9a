"""answers.json: written whole or not at all, read as a stranger's file."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevention_cpd.questions.answers import LARGEST, now, read_answers, write_answers


def saved(path, answers=None, **changes):
    """Write a file of the right form, with changes."""
    data = {"schema": 1, "quiz": "quiz", "form": "A", "answers": answers or {}, **changes}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_what_is_written_is_read(tmp_path):
    """Values and times come back as they were, umlauts and emoji included."""
    path = tmp_path / "answers.json"
    write_answers(path, quiz="quiz", form="A", answers={"q": {"value": "Grüße 👮", "saved_at": now()}})

    found = read_answers(path, "quiz")

    assert found.values == {"q": "Grüße 👮"}
    assert found.problems == ()
    assert [entry.name for entry in tmp_path.iterdir()] == ["answers.json"]


def test_a_missing_file_is_no_answer(tmp_path):
    """Who answered nothing has no file, and that is no problem."""
    assert read_answers(tmp_path / "answers.json", "quiz").problems == ()


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    """When the disk fails half way, what was saved before is still there, and no rest lies about."""
    path = saved(tmp_path / "answers.json", {"q": {"value": "a"}})

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_answers(path, quiz="quiz", form="A", answers={})

    assert read_answers(path, "quiz").values == {"q": "a"}
    assert len(list(tmp_path.iterdir())) == 1


HOSTILE = {
    "empty": b"",
    "spaces": b" \n ",
    "not UTF-8": b'{"schema": 1, "quiz": "\xff"}',
    "cut off": b'{"schema": 1, "quiz": "qui',
    "not JSON": b"answers",
    "another shape": b"[1, 2]",
    "another schema": b'{"schema": 2, "quiz": "quiz", "answers": {}}',
    "another quiz": b'{"schema": 1, "quiz": "other", "answers": {}}',
    "answers as list": b'{"schema": 1, "quiz": "quiz", "answers": []}',
    "doubled key": b'{"schema": 1, "quiz": "quiz", "answers": {"q": {"value": 1}, "q": {"value": 2}}}',
    "NaN": b'{"schema": 1, "quiz": "quiz", "answers": {"q": {"value": NaN}}}',
    "deep": b"[" * 100_000,
    "huge number": b"9" * 10_000,
    "too large": b'"' + b"x" * LARGEST + b'"',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_bad_file_is_refused_with_a_reason(tmp_path, content):
    """Whatever the file holds, nothing is raised, nothing counts, and the trainer reads why."""
    path = tmp_path / "answers.json"
    path.write_bytes(content)

    found = read_answers(path, "quiz")

    assert found.values == {}
    assert found.problems[0].startswith("answers.json was not read: ")


def test_only_a_regular_file_is_opened(tmp_path):
    """A link, a pipe and a folder under the name are refused at once; a pipe does not block."""
    secret = saved(tmp_path / "secret.json", {"q": {"value": "a"}})
    path = tmp_path / "answers.json"
    for make in (lambda: path.symlink_to(secret), lambda: os.mkfifo(path), path.mkdir):
        make()
        found = read_answers(path, "quiz")
        assert found.values == {}
        assert found.problems
        path.rmdir() if path.is_dir() else path.unlink()


def test_answers_that_can_be_read_still_count(tmp_path):
    """One entry of a wrong form does not spoil the others."""
    answers = {"q1": {"value": "a"}, "q2": "b", "q3": {"saved_at": "x"}, "q4": {"value": "\ud800"}}
    path = tmp_path / "answers.json"
    saved(path, answers)

    found = read_answers(path, "quiz")

    assert found.values == {"q1": "a"}
    assert len(found.problems) == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_no_bytes_raise(tmp_path: Path, content):
    """Any bytes at all are read or refused."""
    path = tmp_path / "answers.json"
    path.write_bytes(content)

    assert isinstance(read_answers(path, "quiz").problems, tuple)
