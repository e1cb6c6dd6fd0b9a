"""The issuer of certificates: its private key, which only its owner reads, and what it makes known.

A folder holds `issuer.json` and one file for the key in use. It lies outside the course, so that no copy of a
course carries the key: in the data folder of the user, or where `CPD_ISSUER` says.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from platformdirs import user_data_path

from prevention_cpd.core.files import write_bytes, write_json
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.locking import alone
from prevention_cpd.records.signing import published
from prevention_cpd.records.signing.did_key import did_of
from prevention_cpd.records.signing.published import Key, Published, Reason, Withdrawal
from prevention_cpd.records.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The environment variables that name the folder, and hold the passphrase where nobody can type it.
VARIABLE = "CPD_ISSUER"
PASSPHRASE = "CPD_ISSUER_PASSPHRASE"  # noqa: S105  # the name of a variable


#: There is none; its file is lost; others can read it; it needs its passphrase; it needs none.
State = Literal["missing", "lost", "open", "locked", "unlocked"]


def folder_of(course: str) -> Path:
    """Return the folder of the issuer of a course.

    Args:
        course: the id of the course.
    """
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named) if named else user_data_path("prevention-cpd") / "issuer" / course


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer, by its folder."""

    folder: Path

    @property
    def file(self) -> Path:
        """What it makes known."""
        return self.folder / published.FILE

    def known(self) -> Published:
        """Return what it makes known.

        Raises:
            CourseError: when there is no issuer here, or its file cannot be read.
        """
        if not self.file.exists():
            raise CourseError([self.problem("missing")])
        return published.load(self.file)

    def new(self, name: str, passphrase: str) -> Published:
        """Make an issuer with its first key.

        Args:
            name: of the provider, as certificates will say it.
            passphrase: what opens the key; without one the file alone is enough.

        Raises:
            CourseError: when there is one already.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with alone(self.folder):
            if self.file.exists():
                raise CourseError([self.problem("exists")])
            at = now()
            made = Published(name=name, keys=(self._new_key(passphrase, at),), published_at=at)
            self._write(made)
        return made

    def rotate(self, passphrase: str, genuine: Iterable[str] | None = None) -> Published:
        """Put a new key in the place of the one in use; what the old one signed until now stays good.

        The old private key is deleted: nobody needs it, and so nobody can steal it.

        Args:
            passphrase: what opens the new key; without one the file alone is enough.
            genuine: if the old one is in strange hands, SHA-256 of each certificate on record for it.
        """
        with alone(self.folder):
            before, at = self.known(), now()
            after = before.with_key(self._new_key(passphrase, at), at)
            if genuine is not None:
                after = after.without_key(before.key.id, tuple(sorted(genuine)), at)
            self._write(after)
            self.key_file(before.key.id).unlink(missing_ok=True)
        return after

    def stolen(self, key: str, genuine: Iterable[str]) -> Published:
        """Say that a key is in strange hands.

        Args:
            key: its `did:key`.
            genuine: SHA-256 of each certificate that the record has for this key.
        """
        with alone(self.folder):
            after = self.known().without_key(key, tuple(sorted(genuine)), now())
            self._write(after)
        return after

    def withdraw(self, ids: Iterable[str], reason: Reason) -> Published:
        """Withdraw certificates by their ids."""
        with alone(self.folder):
            at = now()
            after = self.known().without(tuple(Withdrawal(id=each, on=at, reason=reason) for each in ids), at)
            self._write(after)
        return after

    def key_file(self, did: str) -> Path:
        """Return the file of a private key."""
        return self.folder / f"{did.removeprefix('did:key:')}.pem"

    def unlock(self, passphrase: str) -> tuple[str, Ed25519PrivateKey]:
        """Return the name of the key in use and the private key.

        Raises:
            CourseError: when the file is lost, open to others, or the passphrase does not fit.
        """
        did = self.known().key.id
        path = self.key_file(did)
        try:
            if _is_open(path):
                raise CourseError([self.problem("open", path=path)])
            key = load_pem_private_key(path.read_bytes(), passphrase.encode() or None)
        except OSError:
            raise CourseError([self.problem("lost", path=path)]) from None
        except (ValueError, TypeError):
            raise CourseError([self.problem("passphrase", path=path)]) from None
        if not isinstance(key, Ed25519PrivateKey) or _did(key) != did:
            raise CourseError([self.problem("other_key", path=path)])
        return did, key

    @property
    def state(self) -> State:
        """Whether the key can be used, as far as can be told without its passphrase.

        Raises:
            CourseError: when what the issuer makes known cannot be read.
        """
        if not self.file.exists():
            return "missing"
        try:
            path = self.key_file(self.known().key.id)
            if _is_open(path):
                return "open"
            return "locked" if b"ENCRYPTED" in path.read_bytes() else "unlocked"
        except OSError:
            return "lost"

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase is needed."""
        path = self.key_file(self.known().key.id)
        return path.is_file() and b"ENCRYPTED" in path.read_bytes()

    def _new_key(self, passphrase: str, at: str) -> Key:
        private = Ed25519PrivateKey.generate()
        lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
        did = _did(private)
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
        write_bytes(self.key_file(did), pem, mode=0o600)
        return Key(id=did, since=at)

    def _write(self, made: Published) -> None:
        write_json(self.file, made.as_data(), mode=0o644)

    def problem(self, name: str, *, path: Path | None = None) -> Problem:
        """Return what is wrong here.

        Args:
            name: of its words in `strings.yml`, below `issuer`.
            path: the file that it is in; the public one unless given.
        """
        what, fix = say("issuer", name), say("issuer", f"{name}_fix", variable=VARIABLE)
        return Problem(file=path or self.file, line=0, code=Code.CERTIFICATE, what=what, fix=fix)


def now() -> str:
    """Return the time, to the second."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _is_open(path: Path) -> bool:
    """Whether others on this machine can read a file."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)


def _did(key: Ed25519PrivateKey) -> str:
    return did_of(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
