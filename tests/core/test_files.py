"""Files are written whole or not at all."""

import json
import os
import stat

import pytest

from prevention_cpd.core import files


def test_what_is_written_is_whole_and_private(tmp_path):
    """The new content stands under the name, nothing beside it, with the permissions that were asked for."""
    path = tmp_path / "a.json"
    path.write_text("old")
    files.write_json(path, {"b": "ü", "a": 1})
    assert path.read_text("utf-8") == '{\n "a": 1,\n "b": "ü"\n}\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    files.write_text(path, "new", mode=0o644)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("data", [float("inf"), "\ud800", {1, 2}])
def test_what_cannot_be_written_leaves_what_was_there(tmp_path, data):
    """Half of a character, a number that is none and what is no JSON cost nothing that stood there."""
    path = tmp_path / "a.json"
    files.write_json(path, "old")
    with pytest.raises((ValueError, TypeError)):
        files.write_json(path, data)
    assert json.loads(path.read_text()) == "old"


def test_a_disk_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    """Where the disk fails at the last moment, the old file is whole and nothing is left beside it."""
    path = tmp_path / "a.json"
    files.write_json(path, "old")

    def fail(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        files.write_json(path, "new")
    assert json.loads(path.read_text()) == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]
