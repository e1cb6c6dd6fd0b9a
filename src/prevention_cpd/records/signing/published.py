"""What an issuer makes known: its keys and what it has withdrawn. Nothing in it is about a person."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.schema import complaints
from prevention_cpd.records.wording import say

if TYPE_CHECKING:
    from pathlib import Path

Reason = Literal["corrected", "mistake", "asked", "other"]
REASONS: tuple[Reason, ...] = ("corrected", "mistake", "asked", "other")
FILE = "issuer.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A public key."""

    #: Its `did:key`.
    id: str
    #: ISO 8601 with zone, as all times here.
    since: str
    #: When the next one took its place; empty for the one in use.
    until: str = ""
    stolen: bool = False
    #: SHA-256 of each certificate that was signed with it before it was stolen.
    genuine: tuple[str, ...] = ()

    def fault(self, digest: str, signed_at: float) -> str:
        """Return why a certificate of this key does not hold: `stolen` or `replaced`; empty if it may.

        Args:
            digest: SHA-256 of the certificate.
            signed_at: the date in it, in seconds since 1970.
        """
        if self.stolen and digest not in self.genuine:
            return "stolen"
        if self.until and signed_at > datetime.fromisoformat(self.until).timestamp():
            return "replaced"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A certificate that no longer holds."""

    id: str
    on: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Keys and withdrawals of an issuer, at a time."""

    name: str
    keys: tuple[Key, ...]
    withdrawn: tuple[Withdrawal, ...] = ()
    published_at: str

    @property
    def key(self) -> Key:
        """The key in use: the last one."""
        return self.keys[-1]

    def with_key(self, new: Key, at: str) -> Published:
        """Return it with a new key in use."""
        *older, last = self.keys
        return replace(self, keys=(*older, replace(last, until=at), new), published_at=at)

    def without_key(self, name: str, genuine: tuple[str, ...], at: str) -> Published:
        """Return it with a stolen key: only what was signed before the theft still holds."""
        keys = (replace(key, stolen=True, genuine=genuine) if key.id == name else key for key in self.keys)
        return replace(self, keys=tuple(keys), published_at=at)

    def without(self, new: tuple[Withdrawal, ...], at: str) -> Published:
        """Return it with more withdrawals; what is withdrawn already stays as it is."""
        known = {each.id for each in self.withdrawn}
        more = tuple(each for each in new if each.id not in known)
        return replace(self, withdrawn=(*self.withdrawn, *more), published_at=at)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        keys = [{name: value for name, value in asdict(key).items() if value} for key in self.keys]
        return {**asdict(self), "schema": 1, "type": "cpd-issuer", "keys": keys}


def load(path: Path) -> Published:
    """Read the file of an issuer.

    Raises:
        CourseError: when it is not there or is no such file.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        why = error.strerror if isinstance(error, OSError) else say("issuer", "no_json")
        fix = say("issuer", "unreadable_fix")
        raise CourseError([_problem(path, say("issuer", "unreadable", why=why), fix)]) from None
    if found := [_problem(path, what, fix) for _way, what, fix in complaints(data, "records/signing/issuer")]:
        raise CourseError(found)
    return Published(
        name=data["name"],
        keys=tuple(Key(**{**key, "genuine": tuple(key.get("genuine", ()))}) for key in data["keys"]),
        withdrawn=tuple(Withdrawal(**each) for each in data["withdrawn"]),
        published_at=data["published_at"],
    )


def _problem(path: Path, what: str, fix: str) -> Problem:
    return Problem(file=path, line=0, code=Code.CERTIFICATE, what=what, fix=fix)
