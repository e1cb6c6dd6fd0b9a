"""Word files (.docx) as prose: body, tables, boxes, headers, footers, notes, comments and drawings."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import defusedxml
from defusedxml.ElementTree import DefusedXMLParser

from prevention_cpd.language.documents.document import Builder, Document, Unreadable
from prevention_cpd.language.documents.wordstory import Story, Styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prevention_cpd.language.documents.document import Unit

#: What the parts may unfold to, all together: a thousand pages stay far below it.
MOST_XML = 64 * 1024 * 1024
_PARTS: tuple[tuple[str, Unit], ...] = (
    (r"word/header\d*\.xml", "header"),
    (r"word/footnotes\.xml", "footnote"),
    (r"word/endnotes\.xml", "endnote"),
    (r"word/footer\d*\.xml", "footer"),
    (r"word/comments\d*\.xml", "comment"),
    (r"word/diagrams/data\d*\.xml", "drawing"),
    (r"word/charts/chart\w*\.xml", "chart"),
)
#: What may hold words and is not read.
_UNREAD = (
    (r"word/embeddings/.+|word/activeX/.+\.bin", "embedded file"),
    (r"word/afchunk.*|word/.+\.(?:mht|html?|rtf)", "inserted document"),
    (r"word/ink/.+", "handwriting"),
)
_DAMAGED = ("the Word file is damaged", "Open it in a word processor and save it again as .docx")


def read(data: bytes) -> Document:
    """Return the text of a Word file; places are paragraphs that hold text, counted from the top.

    Raises:
        Unreadable: when it is no Word file, damaged, encrypted or made to do harm.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _document(archive)
    except defusedxml.DefusedXmlException:
        what = "the Word file declares XML entities, which no word processor writes"
        raise Unreadable(what, "Do not trust it; ask who sent it") from None
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001  # a stranger's archive may break the libraries in any way
        raise Unreadable(*_DAMAGED) from None


def _document(archive: zipfile.ZipFile) -> Document:
    names = set(archive.namelist())
    main = _main_part(names)
    left = [MOST_XML]
    styles = Styles()
    if "word/styles.xml" in names:
        _parse(archive, "word/styles.xml", styles, left)
    built, pictures = Builder(), 0
    for pattern, unit in ((re.escape(main), "paragraph"), *_PARTS):
        # One story for all headers: a header is often stored once for each section.
        story = Story(built, unit, styles, once=unit in {"header", "footer"})
        for name in sorted(name for name in names if re.fullmatch(pattern, name)):
            _parse(archive, name, story, left)
        pictures += story.pictures if any(name.startswith("word/media/") for name in names) else 0
    if pictures:
        built.unread.append(f"the words in {pictures} picture{'s' * (pictures > 1)} were not read")
    for pattern, what in _UNREAD:
        held = sorted(name for name in names if re.fullmatch(pattern, name, re.IGNORECASE))
        built.unread += [f"the {what} “{name.removeprefix('word/')}” was not read" for name in held]
    return built.document()


def _main_part(names: set[str]) -> str:
    """Return the part with the text, or tell what the archive is instead."""
    if found := sorted(name for name in names if re.fullmatch(r"word/document\d*\.xml", name)):
        return found[0]
    if any(name.startswith(("xl/", "ppt/")) for name in names) or "mimetype" in names:
        raise Unreadable(
            "this is an office file, but not one of Word's (.docx)", "Save it as .docx, PDF or text"
        )
    if "[Content_Types].xml" in names:
        raise Unreadable(*_DAMAGED)
    raise Unreadable("this is an archive, not a text", "Unpack it and name the files")


def _parse(archive: zipfile.ZipFile, name: str, target: Any, left: list[int]) -> None:
    """Feed a part to a target; document type declarations are refused, and size is counted as it unfolds."""
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    feed: Callable[[bytes], None] = parser.feed
    for piece in _unfolded(archive, name, left):
        feed(piece)
    parser.close()


def _unfolded(archive: zipfile.ZipFile, name: str, left: list[int]) -> Iterator[bytes]:
    with archive.open(name) as part:
        while piece := part.read(256 * 1024):
            left[0] -= len(piece)
            if left[0] < 0:
                raise Unreadable(
                    "the Word file unfolds to more than a text can be", "Split it, or do not trust it"
                )
            yield piece
