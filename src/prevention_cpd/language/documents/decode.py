"""Bytes of a text file as text, whatever wrote them."""

from __future__ import annotations

import codecs
import contextlib
import re

from prevention_cpd.language.documents.document import Unreadable

_MARKS = (
    # The longer ones first: UTF-32's mark begins like that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
#: What no text holds: the controls but for white space and escape.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: Encodings that a page may declare; Python knows more, some of which are no encodings of text.
_KNOWN = re.compile(
    r"(?:windows-|cp|iso-?8859-|koi8-|mac|shift_?jis|euc-|gb|big5)[a-z0-9_-]{0,12}", re.IGNORECASE
)


#: Bytes that stand for nothing in Windows-1252.
_NO_SIGN = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text with plain line ends, and a note where the encoding had to be guessed.

    Raises:
        Unreadable: when this is no text.
    """
    text, notes = _decoded(data)
    if len(_CONTROLS.findall(text[:200_000])) * 100 > min(len(text), 200_000):
        raise Unreadable("this is not text", "Name a text, Markdown, HTML, Word (.docx) or PDF file")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), ()
            except UnicodeDecodeError:
                what = f"the file says that it is {name.removesuffix('-sig').upper()}, but it is not"
                raise Unreadable(what, "Save it as UTF-8") from None
    if wide := _without_mark(data[:4096]):
        try:
            return data.decode(wide), (f"the text was read as {wide.upper()}",)
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    other = _declared(data[:4096])
    # Texts that were put together hold both: what is UTF-8 stays so.
    text = data.decode("utf-8", "cpd_mixed") if other == "windows-1252" else data.decode(other, "replace")
    return text, (f"line {line} is not UTF-8; what is not was read as {codecs.lookup(other).name}",)


def _western(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as Windows-1252, or as Latin-1 where that has no such sign."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_WESTERN.get(byte, chr(byte)) for byte in wrong), error.end


#: The signs of Windows-1252.
_WESTERN = {byte: bytes([byte]).decode("windows-1252") for byte in range(128, 256) if byte not in _NO_SIGN}
codecs.register_error("cpd_mixed", _western)


def _declared(start: bytes) -> str:
    """Return the encoding that a page declares, or the one that most old files have."""
    found = _DECLARED.search(start)
    name = found.group(1).decode("ascii").lower() if found else ""
    # As browsers do: what calls itself Latin-1 is Windows-1252.
    with contextlib.suppress(LookupError):
        if _KNOWN.fullmatch(name) and codecs.lookup(name).name not in {"iso8859-1", "cp1252"}:
            return name
    return "windows-1252"


def _without_mark(start: bytes) -> str | None:
    """Tell UTF-16 without its mark: every second byte of Western text is zero."""
    half = len(start) // 2
    if half > 1:
        if start[1::2].count(0) > 0.6 * half and start[::2].count(0) < 0.1 * half:
            return "utf-16-le"
        if start[::2].count(0) > 0.6 * half and start[1::2].count(0) < 0.1 * half:
            return "utf-16-be"
    return None
