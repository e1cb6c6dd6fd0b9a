"""Text packed for a script to unpack: deflated; the search's too with each word once, and where it stands."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import Counter
from typing import Any

#: How the script of the search begins.
_INDEX = "window.CPD_SEARCH = "
#: A run of letters and digits, or of what stands between two of them.
_RUN = re.compile(r"[^\W_]+|[\W_]+")
_END, _START = re.compile(r"\w$", re.ASCII), re.compile(r"\w", re.ASCII)


def index_script(about: dict[str, Any], text: str) -> str:
    """Return the script of the search: what it knows, and a text, which packs a quarter smaller coded."""
    runs, numbers = coded(text)
    known = json.dumps({**about, "vocabulary": runs}, ensure_ascii=False, separators=(",", ":"))
    return f"{_INDEX}{json.dumps([packed(known.encode()), packed(numbers)])};\n"


def read_index(script: str) -> str:
    """Return what the script of the search holds, known and text; nothing where it is another or damaged."""
    if not script.startswith(_INDEX):
        return ""
    try:
        known, numbers = map(unpacked, json.loads(script.removeprefix(_INDEX).strip().removesuffix(";")))
        return f"{known.decode()}\n{decoded(json.loads(known)['vocabulary'], numbers)}"
    except (ValueError, TypeError, LookupError, zlib.error):
        return ""


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


def decoded(runs: list[str], numbers: bytes) -> str:
    """Put a text together again, as `cpd-search.js` does."""
    text, code, before = [], 0, ""
    for byte in numbers:
        code = code * 128 + (byte & 127)
        if byte > 127:
            continue
        run = runs[code]
        text += [" ", run] if _END.search(before) and _START.match(run) else [run]
        before, code = run, 0
    return "".join(text)


def _number(value: int) -> bytes:
    groups = [value & 127]
    while value := value >> 7:
        groups.append(128 | value & 127)
    return bytes(reversed(groups))


def packed(content: bytes) -> str:
    """Return bytes deflated, as text that a plain script can hold: a page from disk may fetch nothing."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    return base64.b64encode(packer.compress(content) + packer.flush()).decode()


def unpacked(text: str) -> bytes:
    """Return what was packed."""
    return zlib.decompress(base64.b64decode(text), -zlib.MAX_WBITS)
