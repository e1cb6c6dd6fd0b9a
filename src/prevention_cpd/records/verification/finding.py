"""The certificates that a file holds: as text, inside a PDF, or in a picture of the QR code."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from prevention_cpd.records.signing import token
from prevention_cpd.records.verification import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A certificate with its picture is a hundredth of this.
LARGEST = 64 * 1024 * 1024
#: What any form of a certificate begins with.
_BEGINS = (b"eyJ", token.SHORT.encode())
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def certificates(path: Path) -> list[str]:
    """Return the texts of the certificates that a file holds; none if there is none.

    Raises:
        OSError: when it cannot be read.
    """
    if path.stat().st_size > LARGEST:
        return []
    raw = path.read_bytes()
    if raw.lstrip().startswith(_BEGINS):
        return [raw.decode("utf-8", "replace")]
    if raw.startswith(b"%PDF"):
        return [*attached(raw)] or pictures.codes(raw)
    return pictures.codes(raw)


def attached(pdf: bytes) -> Iterator[str]:
    """Yield each certificate that lies in a PDF as a file of its own.

    Streams are looked through one by one, so that a page in a browser can do the same.
    """
    for found in _STREAM.finditer(pdf):
        for raw in _inflated(found.group(1)):
            if raw.startswith(b"eyJ"):
                yield raw.decode("utf-8", "replace")


def _inflated(stream: bytes) -> Iterator[bytes]:
    """Yield a stream as it is and as it was before it was deflated; a line may end between it and its end."""
    yield stream
    for end in (0, 1, 2):
        expand = zlib.decompressobj()
        try:
            raw = expand.decompress(stream[: len(stream) - end], token.LARGEST)
        except zlib.error:
            continue
        if expand.eof and not expand.unused_data:
            yield raw
            return
