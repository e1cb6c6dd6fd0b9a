"""Any file as a document: what it is, is told by its content, not by its name."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from prevention_cpd.language.documents import mail, markdown, webpage
from prevention_cpd.language.documents.decode import decode
from prevention_cpd.language.documents.document import Document, Place, Unreadable, from_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_BYTES", "Document", "Place", "Unreadable", "files_in", "read", "read_bytes"]

#: What is read at most: a longer text is not one document, and scans can be large.
MOST_BYTES = 256 * 1024 * 1024
MOST_TEXT_BYTES = 32 * 1024 * 1024
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".myst", ".qmd"})
_HTML = frozenset({".html", ".htm", ".xhtml"})
_WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
#: What is picked from a folder.
SUFFIXES = _MARKDOWN | _HTML | _WORD | mail.SUFFIXES | {".txt", ".text", ".pdf"}
_NAMES = {**dict.fromkeys(_WORD, "Word file"), ".pdf": "PDF"}
_BREAK_UP = "Split it, or save the part that matters"


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the readable files below a folder, in order; hidden ones, and links to folders, are left out."""
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # "~$report.docx" is what Word leaves beside a file that is open.
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                yield Path(at, name)


def read(path: Path) -> Document:
    """Return the document in a file.

    Raises:
        Unreadable: when there is none, or it cannot be read.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            # To open a pipe could wait for ever.
            fix = "Name a file; `-` reads standard input"
            raise Unreadable("this is not a regular file", fix, missing=True)
        if about.st_size > MOST_BYTES:
            raise Unreadable(f"the file is larger than {MOST_BYTES >> 20} MiB", _BREAK_UP)
        with path.open("rb") as file:
            return read_bytes(file.read(MOST_BYTES + 1), path.suffix.lower())
    except OSError as error:
        what = f"the file cannot be read ({error.strerror or 'unknown error'})"
        raise Unreadable(what, "Check the name, and whether you may read it", missing=True) from None


def read_bytes(data: bytes, suffix: str = "") -> Document:
    """Return the document in the bytes of a file whose name ends in `suffix`.

    Raises:
        Unreadable: when they hold none.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(f"the file is larger than {MOST_BYTES >> 20} MiB", _BREAK_UP)
    if b"%PDF-" in data[:1024]:
        # These two are slow to load, and few runs need them.
        from prevention_cpd.language.documents import pdfprocess  # noqa: PLC0415

        return _named(pdfprocess.read(data), suffix, frozenset({".pdf"}), "PDF")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from prevention_cpd.language.documents import word  # noqa: PLC0415

        return _named(word.read(data), suffix, _WORD, "Word file")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        what = "this is an old Word file (.doc), or an office file with a password"
        raise Unreadable(what, "Save it as .docx without a password")
    if data.startswith(b"{\\rtf"):
        raise Unreadable("this is an RTF file", "Save it as .docx or as text")
    if suffix in _NAMES:
        what = f"the name says {_NAMES[suffix]}, but this is none" if data else "the file is empty"
        raise Unreadable(what, "Export it again, or give it its right name")
    return _text(data, suffix)


def _text(data: bytes, suffix: str) -> Document:
    if len(data) > MOST_TEXT_BYTES:
        raise Unreadable(f"the text is larger than {MOST_TEXT_BYTES >> 20} MiB", _BREAK_UP)
    if suffix in mail.SUFFIXES or mail.is_message(data):
        return _named(mail.read(data), suffix, mail.SUFFIXES, "web archive or e-mail")
    text, notes = decode(data)
    start = text[:200].lstrip().lower()
    if suffix in _HTML or start.startswith(("<!doctype html", "<html")):
        return webpage.read(text, notes)
    return markdown.read(text, notes) if suffix in _MARKDOWN else from_lines(text, notes=notes)


def _named(document: Document, suffix: str, suffixes: frozenset[str], what: str) -> Document:
    """Note where the name of a file says something else than its content."""
    if not suffix or suffix in suffixes:
        return document
    notes = (*document.notes, f"this is a {what}, whatever its name says, and was read as one")
    return replace(document, notes=notes)
