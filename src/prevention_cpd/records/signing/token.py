"""A signed credential as text: a JSON Web Token, RFC 7515, signed with Ed25519, RFC 8037.

The same token in fewer signs is what a QR code holds: `CPD1:`, then in base 45 the signature and, deflated,
the header and the payload. `short_form.txt` is what deflate may refer back to; it never changes for `CPD1`.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from prevention_cpd.records.signing import base45

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHORT = "CPD1:"
_COMPACT = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+){2}")
_SIGNATURE = 64
#: More than any certificate holds; a short form that grows to more is not read.
LARGEST = 65_536


@dataclass(frozen=True, slots=True)
class Token:
    """A credential in its three parts, whether anybody vouches for it or not."""

    header: bytes
    payload: bytes
    signature: bytes

    @property
    def signed(self) -> bytes:
        """What the signature is over."""
        return f"{_b64(self.header)}.{_b64(self.payload)}".encode()

    def __str__(self) -> str:
        return f"{self.signed.decode()}.{_b64(self.signature)}"

    @property
    def short(self) -> str:
        """The form for a QR code."""
        press = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=common())
        body = press.compress(self.header + b"\n" + self.payload) + press.flush()
        return SHORT + base45.encode(self.signature + body)


@cache
def common() -> bytes:
    """Return the text that most certificates have much of."""
    return resources.files(__package__).joinpath("short_form.txt").read_bytes()


def sign(claims: Mapping[str, Any], did: str, key: Ed25519PrivateKey) -> Token:
    """Sign the claims of a credential.

    Args:
        claims: the credential with its registered claims.
        did: the name of the key.
        key: the private key.
    """
    header = _json({"alg": "EdDSA", "typ": "JWT", "kid": f"{did}#{did.removeprefix('did:key:')}"})
    unsigned = Token(header, _json(claims), b"")
    return Token(unsigned.header, unsigned.payload, key.sign(unsigned.signed))


def read(text: str) -> Token:
    """Read a token in either form, exactly as `sign` writes it.

    Raises:
        ValueError: when it is neither.
    """
    text = text.strip(" \t\r\n")
    if len(text) > LARGEST:
        raise ValueError("too long")
    token = _read_short(text.removeprefix(SHORT)) if text.startswith(SHORT) else _read_compact(text)
    if len(token.signature) != _SIGNATURE:
        raise ValueError("no signature of Ed25519")
    return token


def _read_compact(text: str) -> Token:
    if not _COMPACT.fullmatch(text):
        raise ValueError("not three parts")
    parts = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in text.split(".")]
    # Several last signs stand for the same bytes; only the one that is written counts.
    if str(token := Token(*parts)) != text:
        raise ValueError("not as it was written")
    return token


def _read_short(text: str) -> Token:
    raw = base45.decode(text)
    expand = zlib.decompressobj(-15, zdict=common())
    try:
        body = expand.decompress(raw[_SIGNATURE:], LARGEST)
    except zlib.error as error:
        raise ValueError("damaged") from error
    header, newline, payload = body.partition(b"\n")
    if not expand.eof or expand.unused_data or not newline:
        raise ValueError("damaged")
    return Token(header, payload, raw[:_SIGNATURE])


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _json(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
