"""Bytes of a text file as text, whatever wrote them."""

from __future__ import annotations

import codecs
import re

from prevention_cpd.language.documents.document import UNSEEN, Unreadable

_MARKS = (
    # The longer ones first: UTF-32's mark begins like that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
#: What no text holds: the controls but for tab, line feed, form feed, carriage return and escape.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
#: Encodings that a page may declare; Python knows more, some of which are no encodings of text.
_KNOWN = re.compile(
    r"(?:windows-|cp|iso-?8859-|koi8-|mac|shift_?jis|euc-|gb|big5)[a-z0-9_-]{0,12}", re.IGNORECASE
)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text with plain line ends, and a note where the encoding had to be guessed.

    Raises:
        Unreadable: when this is no text.
    """
    text, notes = _decoded(data)
    if len(_CONTROLS.findall(text[:200_000])) * 100 > min(len(text), 200_000):
        raise Unreadable("this is not text", "Name a text, Markdown, HTML, Word (.docx) or PDF file")
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(UNSEEN), notes


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
    for name in (_declared(data[:4096]), "windows-1252", "latin-1"):
        try:
            return data.decode(name), (
                f"line {line} is not UTF-8; the text was read as {codecs.lookup(name).name}",
            )
        except (UnicodeDecodeError, LookupError):
            continue
    raise AssertionError  # Latin-1 reads any bytes


def _declared(start: bytes) -> str:
    """Return the encoding that a page declares, or the one that most old files have."""
    found = _DECLARED.search(start)
    name = found.group(1).decode("ascii").lower() if found else ""
    # As browsers do: what calls itself Latin-1 is Windows-1252.
    return name if _KNOWN.fullmatch(name) and name != "iso-8859-1" else "windows-1252"


def _without_mark(start: bytes) -> str | None:
    """Tell UTF-16 without its mark: every second byte of Western text is zero."""
    half = len(start) // 2
    if half > 1:
        if start[1::2].count(0) > 0.6 * half and start[::2].count(0) < 0.1 * half:
            return "utf-16-le"
        if start[::2].count(0) > 0.6 * half and start[1::2].count(0) < 0.1 * half:
            return "utf-16-be"
    return None
