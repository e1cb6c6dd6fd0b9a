"""Whether a certificate holds, by what its issuer makes known; `js/verdict.js` says the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from prevention_cpd.records.signing import token as tokens
from prevention_cpd.records.signing.did_key import public_of

if TYPE_CHECKING:
    from datetime import datetime

    from prevention_cpd.records.signing.published import Key, Published
    from prevention_cpd.records.signing.token import Token

State = Literal["valid", "unreadable", "unknown_issuer", "altered", "withdrawn", "not_yet", "no_longer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What can be said of a certificate."""

    state: State
    #: What it says; empty unless the issuer signed it.
    claims: dict[str, Any]
    #: Why it was withdrawn, and since when; empty where it was not.
    reason: str = ""
    since: str = ""


def verdict(text: str, known: Published, at: datetime) -> Verdict:
    """Say whether a certificate holds.

    Nothing of a text that is not signed is read, but whether it names one of the issuer's keys.

    Args:
        text: a token, or what a QR code holds.
        known: what the issuer makes known.
        at: the time to judge for.
    """
    try:
        token = tokens.read(text)
    except ValueError:
        return Verdict(state="unreadable", claims={})
    key = next((each for each in known.keys if each.id.encode() in token.header), None)
    if key is None:
        return Verdict(state="unknown_issuer", claims={})
    if not _signed(token, key):
        return Verdict(state="altered", claims={})
    return _of_genuine(token, key, known, at.timestamp())


def _signed(token: Token, key: Key) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_of(key.id)).verify(token.signature, token.signed)
    except InvalidSignature:
        return False
    return True


def _of_genuine(token: Token, key: Key, known: Published, at: float) -> Verdict:
    claims = json.loads(token.payload)
    if fault := key.fault(digest(token), claims["nbf"]):
        return Verdict(state="withdrawn", claims=claims, reason=fault)
    for each in known.withdrawn:
        if each.id == claims["jti"]:
            return Verdict(state="withdrawn", claims=claims, reason=each.reason, since=each.on)
    if at < claims["nbf"]:
        return Verdict(state="not_yet", claims=claims)
    if at >= claims.get("exp", float("inf")):
        return Verdict(state="no_longer", claims=claims)
    return Verdict(state="valid", claims=claims)


def digest(token: Token) -> str:
    """Return the SHA-256 of a certificate: what is printed on it, and how it is told from a forged one."""
    return hashlib.sha256(str(token).encode()).hexdigest()
