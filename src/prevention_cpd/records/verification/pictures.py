"""QR codes in a picture, or on a page that was scanned.

typst reads every usual kind of picture, and the pages of a PDF too. It gives one kind back, which is read
here, so that no library of pictures is needed.
"""

from __future__ import annotations

import json
import struct
import zlib
from itertools import accumulate
from pathlib import Path
from typing import Any

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.records.wording import words

_TEMPLATE = Path(__file__).with_name("picture.typ")
#: Sizes to look at a picture in, in pixels of its longer side: a fine code needs many, a blurred one few.
_SIZES = (1600, 2600)
#: Of a picture, in bytes. Each costs many on its way; a photograph has a quarter of this.
LARGEST = 16 * 1024 * 1024


def codes(raw: bytes) -> list[str]:
    """Return what the QR codes of a picture or of the first page of a PDF say; none if there is none.

    What is larger than `LARGEST` is not looked at.

    Raises:
        CourseError: when what reads pictures is not installed.
    """
    try:
        import typst  # noqa: PLC0415  # an extra
        import zxingcpp  # noqa: PLC0415  # the same
    except ImportError:
        what, fix = words("pdf")["no_pictures"], words("pdf")["missing_fix"]
        raise CourseError(
            [Problem(file=_TEMPLATE, line=0, code=Code.CERTIFICATE, what=what, fix=fix)]
        ) from None
    if len(raw) > LARGEST:
        return []
    compiler = typst.Compiler(_TEMPLATE, ignore_system_fonts=True)
    for size in _SIZES:
        inputs = {"data": json.dumps({"picture": list(raw), "size": size})}
        try:
            png: Any = compiler.compile(sys_inputs=inputs, format="png", ppi=72)
        except typst.TypstError:
            return []
        found = zxingcpp.read_barcodes(
            _green(png), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
        if found:
            return [each.text for each in found]
    return []


def _green(png: bytes) -> memoryview:
    """Return one colour of a PNG picture, as rows of bytes: four colours of eight bits, not interlaced."""
    width, height = struct.unpack(">II", png[16:24])
    packed, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + size]
        at += size + 12
    raw = zlib.decompress(packed)
    above, rows = bytes(width), bytearray()
    for start in range(0, len(raw), 4 * width + 1):
        above = _row(raw[start], raw[start + 2 : start + 1 + 4 * width : 4], above)
        rows += above
    return memoryview(rows).cast("B", shape=[height, width])


def _row(kind: int, row: bytes, above: bytes) -> bytes:
    """Undo the filter of a row, https://www.w3.org/TR/png/#9Filters."""
    if kind == 0:
        return row
    if kind == 1:
        sums: accumulate[int] = accumulate(row, _sum)
        return bytes(sums)
    if kind == 2:
        return bytes([(new + up) & 255 for new, up in zip(row, above, strict=True)])
    found, left, corner = bytearray(), 0, 0
    for new, up in zip(row, above, strict=True):
        left = (new + ((left + up) // 2 if kind == 3 else _nearest(left, up, corner))) & 255
        corner = up
        found.append(left)
    return bytes(found)


def _sum(one: int, other: int) -> int:
    return (one + other) & 255


def _nearest(left: int, up: int, corner: int) -> int:
    by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner
