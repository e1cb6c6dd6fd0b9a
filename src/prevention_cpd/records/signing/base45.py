"""Bytes as the letters that a QR code packs tightest: RFC 9285, and nothing that it does not allow."""

from __future__ import annotations

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}


def encode(raw: bytes) -> str:
    """Return three signs for two bytes, and two for a last one."""
    found = []
    for at in range(0, len(raw), 2):
        pair = raw[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, rest = divmod(value, 45)
            found.append(_SIGNS[rest])
    return "".join(found)


def decode(text: str) -> bytes:
    """Return the bytes.

    Raises:
        ValueError: for a sign, a length or a value that no encoder writes.
    """
    found = bytearray()
    for at in range(0, len(text), 3):
        part = text[at : at + 3]
        if len(part) == 1 or not all(sign in _VALUES for sign in part):
            raise ValueError("not base 45")
        value = sum(_VALUES[sign] * 45**place for place, sign in enumerate(part))
        size = len(part) - 1
        if value >= 256**size:
            raise ValueError("not base 45")
        found += value.to_bytes(size, "big")
    return bytes(found)
