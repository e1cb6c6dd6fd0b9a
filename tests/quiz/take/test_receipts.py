"""The learner's own files beside the answers: receipts and flags."""

import errno
import json
import os

import pytest

from prevention_cpd.quiz.take import flags, receipts
from prevention_cpd.quiz.take.receipts import HandIn

FIRST = HandIn(code="AAAA-AAAA-AAAA", at="2026-11-20T10:00:00+01:00", answered=3, total=4)
SECOND = HandIn(
    code="BBBB-BBBB-BBBB", at="2026-11-21T10:00:00+01:00", late=True, taken_back="2026-11-21T11:00:00+01:00"
)


def test_every_hand_in_is_kept(tmp_path):
    """What was written is read again, in order; the one that was taken back no longer counts."""
    receipts.write(tmp_path, "z", (FIRST, SECOND))
    assert receipts.read(tmp_path, "z") == (FIRST, SECOND)
    assert receipts.counting((FIRST, SECOND)) == (FIRST,)
    assert receipts.read(tmp_path, "y") == ()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"quiz": "z"}',
        b'{"quiz": "z", "hand_ins": 5}',
        b'{"quiz": "z", "hand_ins": [5, null, {}, {"code": 1, "at": "x"}, {"code": "x"}]}',
        b'{"quiz": "z", "hand_ins": [{"code": "x", "at": "y", "answered": "3"}]}',
        b'{"quiz": "z", "hand_ins": [{"code": "x", "at": "y", "late": 1}]}',
    ],
)
def test_a_damaged_file_stops_nothing_and_is_kept(tmp_path, raw):
    """What cannot be read counts as nothing, and the next receipt does not write over it."""
    (tmp_path / "receipt.json").write_bytes(raw)
    assert receipts.read(tmp_path, "z") == ()
    receipts.write(tmp_path, "z", (FIRST,))
    assert receipts.read(tmp_path, "z") == (FIRST,)
    assert (tmp_path / "receipt-unreadable-1.json").read_bytes() == raw


def test_a_link_is_not_followed(tmp_path):
    """A link in place of the file is neither read nor written through."""
    (tmp_path / "target").write_text(json.dumps({"quiz": "z", "hand_ins": [{"code": "x", "at": "y"}]}))
    (tmp_path / "receipt.json").symlink_to(tmp_path / "target")
    before = (tmp_path / "target").read_bytes()
    assert receipts.read(tmp_path, "z") == ()
    receipts.write(tmp_path, "z", (FIRST,))
    assert (tmp_path / "target").read_bytes() == before
    assert receipts.read(tmp_path, "z") == (FIRST,)


def test_a_full_disk_leaves_the_old_receipts(tmp_path, monkeypatch):
    """A write that fails half way leaves the file whole and no rest of itself."""
    receipts.write(tmp_path, "z", (FIRST,))

    def fail(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        receipts.write(tmp_path, "z", (FIRST, SECOND))
    assert receipts.read(tmp_path, "z") == (FIRST,)
    assert [path.name for path in tmp_path.iterdir()] == ["receipt.json"]
    flags.write(tmp_path, "z", ["q1"])
    assert flags.read(tmp_path, "z", ["q1"]) == []


@pytest.mark.parametrize(
    ("deadline", "time", "late"),
    [
        (None, "2026-11-20T10:00:00+01:00", False),
        ("2026-11-20T10:00:00+01:00", "2026-11-20T10:00:00+01:00", False),
        ("2026-11-20T10:00:00+01:00", "2026-11-20T10:00:01+01:00", True),
        ("2026-11-20T10:00:00+01:00", "2026-11-20T09:00:01+00:00", True),
        ("2026-11-20T10:00:00Z", "2026-11-20T10:30:00+01:00", False),
        ("soon", "2026-11-20T10:30:00+01:00", False),
        (5, "2026-11-20T10:30:00+01:00", False),
        ("2026-11-20T10:00:00", "2026-11-20T10:30:00+01:00", False),
    ],
)
def test_late_is_after_the_deadline_in_whatever_zone(deadline, time, late):
    """The very second of the deadline is in time; zones are taken into account; a deadline that is none makes nobody late."""
    assert receipts.past(deadline, time) is late


def test_flags_are_kept_and_losing_them_does_not_matter(tmp_path):
    """Flags are read again in the order of the questions; a damaged file, another quiz's and unknown names count as none."""
    flags.write(tmp_path, "z", ["q2", "gone"])
    assert flags.read(tmp_path, "z", ["q1", "q2"]) == ["q2"]
    assert flags.read(tmp_path, "y", ["q1", "q2"]) == []
    for raw in (b"", b"[]", b"\xff", b"[" * 50_000, b'{"quiz": "z", "flags": 5}'):
        (tmp_path / ".flags.json").write_bytes(raw)
        assert flags.read(tmp_path, "z", ["q1", "q2"]) == []
