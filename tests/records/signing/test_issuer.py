"""The issuer's folder: who may read the key, and what is said when it cannot be used."""

import os
import stat
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from records.certified import issuer

from prevention_cpd.core.problems import CourseError
from prevention_cpd.records.signing import published
from prevention_cpd.records.signing.issuer import Issuer, folder_of


def test_only_its_owner_reads_the_key(tmp_path):
    """Folder and file are closed to others, and what is made known is open."""
    own = issuer(tmp_path / "own")
    key = own.key_file(own.known().key.id)

    assert stat.S_IMODE(own.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(own.file.stat().st_mode) == 0o644


def test_a_key_that_others_can_read_is_not_used(tmp_path):
    """What to do is told: close it, or take a new one."""
    own = issuer(tmp_path / "own")
    own.key_file(own.known().key.id).chmod(0o640)

    with pytest.raises(CourseError, match="other people on this machine"):
        own.unlock("")


def test_a_passphrase_opens_the_key_and_no_other_does(tmp_path):
    """A wrong one, none at all and one too many are told."""
    own = Issuer(tmp_path / "own")
    own.new("A school", "open sesame")

    assert own.is_locked
    assert own.unlock("open sesame")[0] == own.known().key.id
    for wrong in ("", "open", "open sesame "):
        with pytest.raises(CourseError, match="passphrase does not open"):
            own.unlock(wrong)
    with pytest.raises(CourseError, match="passphrase does not open"):
        issuer(tmp_path / "open").unlock("open sesame")


def test_a_lost_key_and_another_one_are_told(tmp_path):
    """With what to do."""
    own, other = issuer(tmp_path / "own"), issuer(tmp_path / "other")
    key = own.key_file(own.known().key.id)
    key.write_bytes(other.key_file(other.known().key.id).read_bytes())
    with pytest.raises(CourseError, match="not the private key that belongs"):
        own.unlock("")

    key.unlink()

    with pytest.raises(CourseError, match="cannot be read"):
        own.unlock("")


def test_there_is_one_issuer_in_a_folder(tmp_path):
    """A second one would orphan what the first one signed."""
    own = issuer(tmp_path / "own")
    before = own.known()

    with pytest.raises(CourseError, match="an issuer here already"):
        own.new("Another", "")

    assert own.known() == before


def test_the_folder_is_not_in_the_course(monkeypatch, tmp_path):
    """It is in the data of the user, one for each course, unless it is named."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("CPD_ISSUER", raising=False)
    assert folder_of("small") == tmp_path / "prevention-cpd" / "issuer" / "small"

    monkeypatch.setenv("CPD_ISSUER", str(tmp_path / "keys"))

    assert folder_of("small") == tmp_path / "keys"


def test_of_two_withdrawals_at_once_none_is_lost(tmp_path, monkeypatch):
    """Who comes second waits, and adds to what the first one wrote."""
    own = issuer(tmp_path / "own")
    load = published.load
    monkeypatch.setattr(published, "load", lambda path: (load(path), time.sleep(0.1))[0])
    ids = [f"urn:uuid:{uuid.uuid4()}" for _ in range(4)]

    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda each: own.withdraw([each], "mistake"), ids))

    assert {each.id for each in own.known().withdrawn} == set(ids)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path):
    """The key in use stays the key in use."""
    own = issuer(tmp_path / "own")
    before = own.known()
    own.folder.chmod(0o500)

    with pytest.raises(OSError, match="denied"):
        own.rotate("")

    own.folder.chmod(0o700)
    assert own.known() == before
