"""PDF as prose: the text of each page, line by line, with its comments and what its forms hold."""

from __future__ import annotations

import io
import logging
import re
import time
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.errors import DependencyError
from pypdf.generic import DecodedStreamObject, NameObject

from prevention_cpd.language.documents.document import Builder, Document, Place, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: A page with more drawing commands than this is a plan or a trap, not a text.
_MOST_COMMANDS = 8_000_000
_MOST_TEXT = 20_000_000
_ENCRYPTED = ("the PDF is encrypted", "Save a copy without a password")
_NO_CIPHER = (
    "the PDF is protected, and this installation cannot undo it",
    "Install the Python package cryptography, or print it to PDF again",
)
#: A page with a picture and fewer letters than this is a scan with a stamp on it.
_FEW_LETTERS = 60
#: A soft hyphen that stands for a blank which nobody sees; pypdf would show the blank.
_UNSEEN_HYPHEN = re.compile(
    rb"(/ActualText\s*(?:<(?:FEFF)?00AD>|\((?:\xfe\xff\x00)?\xad\))[^<>]{0,40}>>\s*BDC)(.{0,400}?)(?=\bEMC\b)",
    re.DOTALL | re.IGNORECASE,
)
_SHOWN = re.compile(rb"<[0-9A-Fa-f\s]*>\s*Tj|\((?:\\.|[^\\()])*\)\s*Tj|\[[^\]]*\]\s*TJ", re.DOTALL)


def read(data: bytes, seconds: float = 90, progress: Callable[[int, int], None] | None = None) -> Document:
    """Return the text of a PDF; places are page and line.

    Args:
        data: the file.
        seconds: the time it may take.
        progress: is told the page that was read, and how many there are.

    Raises:
        Unreadable: when it is encrypted, broken or takes longer than `seconds`.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told in our own words
    reader, count = _opened(data)
    built, until = Builder(), time.monotonic() + seconds
    failed: list[int] = []
    scanned: list[int] = []
    for number in range(1, count + 1):
        if time.monotonic() > until or built.length > _MOST_TEXT:
            what = f"only {number - 1} of the {count} pages could be read in the time and space allowed"
            raise Unreadable(what, "Split the file, or save its text as a text file")
        try:
            page = reader.pages[number - 1]
            lines, notes = list(_lines(page)), list(_notes(page))
            letters = sum(map(len, lines))
            if not letters or (letters < _FEW_LETTERS and _has_picture(page)):
                scanned.append(number)
        except Exception:  # noqa: BLE001  # a stranger's page may break the library in any way
            failed.append(number)
            continue
        for at, line in enumerate(lines, 1):
            built.add(line + "\n", Place(number=at, page=number))
        for at, note in enumerate(notes, 1):
            built.add(f"\n{note}\n\n", Place(number=at, page=number, unit="comment"))
        if lines and number < count:
            built.add("\f")
        if progress:
            progress(number, count)
    if count and len(failed) == count:
        raise Unreadable("no page of the PDF can be read", "Export or print it to PDF again")
    built.unread += _told(failed, "could not be read")
    built.unread += _told(scanned, "holds no text, or a picture and hardly any: it may be a scan", "hold")
    built.unread += _attached(reader)
    return built.document()


def _opened(data: bytes) -> tuple[pypdf.PdfReader, int]:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(*_ENCRYPTED)
        count = len(reader.pages)
        if reader.is_encrypted and count:
            reader.pages[0].get_contents()  # some ciphers are missed only here
    except DependencyError:
        raise Unreadable(*_NO_CIPHER) from None
    return reader, count


def _lines(page: pypdf.PageObject) -> Iterator[str]:
    contents = page.get_contents()
    if contents is not None:
        drawn = contents.get_data()
        if len(drawn) > _MOST_COMMANDS:
            raise ValueError("too many drawing commands")
        if b"ActualText" in drawn:
            stream = DecodedStreamObject()
            stream.set_data(
                _UNSEEN_HYPHEN.sub(lambda found: found.group(1) + _SHOWN.sub(b"", found.group(2)), drawn)
            )
            page[NameObject("/Contents")] = stream
    for line in page.extract_text().splitlines():
        yield line.replace("\x00", "").rstrip()


def _notes(page: pypdf.PageObject) -> Iterator[str]:
    """Yield what comments say, and what the fields of a form hold."""
    annotations: Any = page["/Annots"] if "/Annots" in page else ()  # noqa: SIM401  # get() gives no more than a reference
    for each in annotations:
        note: Any = each.get_object()
        parts = [note.get(key) for key in ("/Contents", "/V")]
        yield from (str(part) for part in parts if isinstance(part, str) and part.strip())


def _has_picture(page: pypdf.PageObject) -> bool:
    held: Any = page["/Resources"] if "/Resources" in page else {}  # noqa: SIM401  # as above
    drawn = held["/XObject"] if "/XObject" in held else {}  # noqa: SIM401
    return any(drawn[name].get("/Subtype") == "/Image" for name in drawn)


def _told(pages: list[int], what: str, many: str = "") -> list[str]:
    """Return a sentence for each page, or for all where they are many."""
    if len(pages) <= 5:
        return [f"page {number} {what}" for number in pages]
    runs: list[list[int]] = []
    for number in pages:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    named = ", ".join("-".join(map(str, run)) for run in runs)
    return [f"pages {named} {what.replace('holds', many) if many else what}"]


def _attached(reader: pypdf.PdfReader) -> list[str]:
    try:
        names = sorted(reader.attachments)
        root: Any = reader.trailer["/Root"]
        form = root.get("/AcroForm")
        dynamic = form is not None and "/XFA" in form.get_object()
    except Exception:  # noqa: BLE001  # as above
        return ["the list of attachments could not be read"]
    told = [f"the attachment “{name}” was not read" for name in names]
    return [*told, *(["the form is a dynamic one (XFA), whose fields were not read"] if dynamic else [])]
