"""Text for a script to unpack: each word once, and where it stands, which deflate packs a quarter smaller."""

from __future__ import annotations

import base64
import re
import zlib
from collections import Counter

#: A run of letters and digits, or of what stands between two of them.
_RUN = re.compile(r"[^\W_]+|[\W_]+")
_END, _START = re.compile(r"\w$", re.ASCII), re.compile(r"\w", re.ASCII)


def coded(text: str) -> tuple[list[str], bytes]:
    """Return the runs of a text, the commonest first, and the text as the numbers of its runs.

    A single space between two letters or digits of ASCII is left out. A number is written in groups of
    seven bits, the highest first; all but the last of them have the eighth bit set.
    """
    runs = _RUN.findall(text)
    around = zip(["", *runs], runs, [*runs[1:], ""], strict=False)
    kept = [
        run
        for before, run, after in around
        if not (run == " " and _END.search(before) and _START.match(after))
    ]
    order = [run for run, _ in Counter(kept).most_common()]
    numbers = {run: _number(place) for place, run in enumerate(order)}
    return order, b"".join(numbers[run] for run in kept)


def _number(value: int) -> bytes:
    groups = [value & 127]
    while value := value >> 7:
        groups.append(128 | value & 127)
    return bytes(reversed(groups))


def packed(content: bytes) -> str:
    """Return bytes deflated, as text that a plain script can hold: a page from disk may fetch nothing."""
    packer = zlib.compressobj(9, wbits=-15)
    return base64.b64encode(packer.compress(content) + packer.flush()).decode()
