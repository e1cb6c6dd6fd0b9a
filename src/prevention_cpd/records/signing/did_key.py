"""A public key that is its own name: `did:key` for Ed25519, https://w3c-ccg.github.io/did-key-spec/."""

from __future__ import annotations

_SIGNS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#: What stands before an Ed25519 key, so that a reader knows its kind.
_ED25519 = b"\xed\x01"
_BEFORE = "did:key:z"


def did_of(public: bytes) -> str:
    """Return the name of a public key of 32 bytes; the two bytes before it leave no leading zero."""
    value, found = int.from_bytes(_ED25519 + public, "big"), ""
    while value:
        value, rest = divmod(value, 58)
        found = _SIGNS[rest] + found
    return _BEFORE + found


def public_of(did: str) -> bytes:
    """Return the 32 bytes of the public key that a name holds.

    Raises:
        ValueError: when it is not the `did:key` of an Ed25519 key.
    """
    value = 0
    for sign in did.removeprefix(_BEFORE):
        value = value * 58 + _SIGNS.index(sign)
    raw = value.to_bytes(64, "big").lstrip(b"\0")
    public = raw.removeprefix(_ED25519)
    if len(public) != 32 or did_of(public) != did:
        raise ValueError("not the did:key of an Ed25519 key")
    return public
