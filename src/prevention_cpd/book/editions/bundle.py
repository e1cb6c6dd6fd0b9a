"""One zip for a machine without a network: book, notebooks, handbook, and a page to start from."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.core.settings import Settings

#: Windows opens paths of up to 260 signs; whoever unpacks needs room for the folder around it.
LONGEST = 140
#: Names that Windows keeps for its devices, and signs that its file names cannot hold.
RESERVED = re.compile(r'(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[<>:"\\|?*\x00-\x1f]|[. ]$')

_OF_SPHINX = frozenset({".buildinfo", "objects.inv"})


def write(to: Path, book: Path, handbook: bytes, settings: Settings) -> None:
    """Write the bundle.

    Args:
        to: the zip to write.
        book: the folder of the compiled book, with its notebooks.
        handbook: the PDF.
        settings: of the course.

    Raises:
        ValueError: for a name that Windows could not unpack.
    """
    start = filled("start", course=settings, words=strings("bundle"))
    to.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bundle:
        for name, content in _files(book, start, handbook):
            entry = f"{settings.id}/{name}"
            if len(entry) > LONGEST or any(RESERVED.search(part) for part in entry.split("/")):
                raise ValueError(f"Windows could not unpack {entry}")
            bundle.writestr(_entry(entry, settings), content)


def _files(book: Path, start: str, handbook: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each file with its name in the bundle; the notebooks stay where the pages look for them."""
    yield "START.html", start.encode()
    # Windows unpacks a page alone when it is opened inside the zip: without this file, it says so.
    yield "start.css", b".unpack { display: none } .ready { display: block }\n"
    yield "handbook.pdf", handbook
    for path in sorted(book.rglob("*")):
        if path.is_file() and path.name not in _OF_SPHINX:
            yield f"book/{path.relative_to(book).as_posix()}", path.read_bytes()


def _entry(name: str, settings: Settings) -> zipfile.ZipInfo:
    """Return an entry with the day of the edition: the same course makes the same bundle."""
    year, month, day = map(int, settings.revised.split("-"))
    entry = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
