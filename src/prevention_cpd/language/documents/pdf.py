"""PDF as prose: the text of each page, line by line."""

from __future__ import annotations

import io
import logging
import re
import time
from typing import TYPE_CHECKING

import pypdf
from pypdf.errors import DependencyError

from prevention_cpd.language.documents.document import UNSEEN, Builder, Document, Place, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Letters that some fonts draw as one; translate() puts them apart again.
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_DROPPED = {**UNSEEN, 0: None}
#: First parts of words that keep their hyphen at the end of a line: "self-" + "generated".
_FIRST_PARTS = (
    "child co contact cyber fantasy hands high kid kiddie low lower medium minor non person pre re revenge"
    " self semi sex street under victim webcam year"
)
_KEEP_HYPHEN = frozenset(_FIRST_PARTS.split())
_BROKEN = re.compile(r"([^\W\d_]+)-$")
#: A page with more drawing commands than this is a plan or a trap, not a text.
_MOST_COMMANDS = 8_000_000
_MOST_TEXT = 20_000_000
_ENCRYPTED = ("the PDF is encrypted", "Save a copy without a password")


def read(data: bytes, seconds: float = 90) -> Document:
    """Return the text of a PDF; places are page and line.

    Raises:
        Unreadable: when it is encrypted, broken or takes longer than `seconds`.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told in our own words
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(*_ENCRYPTED)
        count = len(reader.pages)
    except DependencyError:
        raise Unreadable(*_ENCRYPTED) from None
    built, skipped, until = Builder(), list[int](), time.monotonic() + seconds
    for number in range(1, count + 1):
        if time.monotonic() > until or built.length > _MOST_TEXT:
            what = f"only {number - 1} of the {count} pages could be read in the time and space allowed"
            raise Unreadable(what, "Split the file, or save its text as a text file")
        try:
            lines = list(_lines(reader.pages[number - 1]))
        except Exception:  # noqa: BLE001  # a stranger's page may break the library in any way
            skipped.append(number)
            continue
        _add(built, lines, number)
    if count and len(skipped) == count:
        raise Unreadable("no page of the PDF can be read", "Export or print it to PDF again")
    notes = [f"page {number} could not be read" for number in skipped[:5]]
    if len(skipped) > len(notes):
        notes.append(f"{len(skipped) - len(notes)} more pages could not be read")
    if not built.length:
        notes.append("the PDF holds no text: it may be a scan, which needs text recognition first")
    return built.document(tuple(notes))


def _lines(page: pypdf.PageObject) -> Iterator[str]:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > _MOST_COMMANDS:
        raise ValueError("too many drawing commands")
    for line in page.extract_text().splitlines():
        yield line.translate(_LIGATURES).translate(_DROPPED).rstrip()


def _add(built: Builder, lines: list[str], page: int) -> None:
    """Add the lines of a page; a word that was broken at the end of a line is put together again."""
    for number, line in enumerate(lines, 1):
        after = lines[number] if number < len(lines) else ""
        broken = _BROKEN.search(line[-64:]) if after[:1].islower() else None
        place = Place(number=number, page=page)
        if broken is None:
            built.add(line + "\n", place)
        elif broken.group(1).lower() in _KEEP_HYPHEN:
            built.add(line, place)
        else:
            built.add(line[:-1], place)
