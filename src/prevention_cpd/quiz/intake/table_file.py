"""A table as a spreadsheet or another system writes it in any country: its rows as text."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

#: The largest table that is read, in bytes: some hundred thousand learners.
_LARGEST = 20 * 1024 * 1024
# A mark that is not closed makes one cell of a whole list: that is told then, and not the size of the cell.
csv.field_size_limit(_LARGEST)
#: What spreadsheets put between columns.
_BETWEEN = ",;\t|"
_XLSX, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: A formula without a result; one that gives an empty text says so. A sheet larger than this is not searched.
_FORMULA = re.compile(rb'<c (?![^>]*t="str")[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>|</c>)')
_INFLATED = 10 * _LARGEST
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class NoTable(Exception):  # noqa: N818  # says what is the matter, as a sentence without its full stop
    """The file holds no table that can be read."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds."""

    #: Cells without the spaces around them; row 1 stands first.
    rows: list[list[str]]
    #: Whether the file does not say how its letters are written, so that some may be wrong.
    guessed: bool = False


def read(path: Path, *, fitness: Callable[[Sequence[Sequence[str]]], Any]) -> Read:
    """Return the rows of a CSV or .xlsx file.

    Args:
        path: the file.
        fitness: how well rows make sense, as something to compare; tells which sign stands between columns.

    Raises:
        NoTable: when the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise NoTable(say("table_file", "unreadable", reason=error.strerror or str(error))) from None
    if len(raw) > _LARGEST:
        raise NoTable(words("table_file")["too_large"])
    if raw.startswith(_OLD):
        raise NoTable(words("table_file")["old_workbook"])
    if raw.startswith(_XLSX):
        return Read(_tidy(_of_workbook(raw)))
    return _of_text(raw, fitness)


def _of_text(raw: bytes, fitness: Callable[[Sequence[Sequence[str]]], Any]) -> Read:
    """Return the rows of a CSV file, whatever its encoding and its separator."""
    encoding = next((name for bom, name in _BOMS.items() if raw.startswith(bom)), "utf-8")
    guessed = False
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        guessed = True
        # What Excel writes in Western Europe and the Americas without being asked.
        text = raw.decode("cp1252", errors="replace")
    if "\0" in text:
        raise NoTable(words("table_file")["no_table"])
    text = text.removeprefix("\ufeff")
    # Excel's own first line that names the separator.
    if named := re.match(r"sep=(.)\r?\n", text):
        return Read(_tidy(_strictly(text[named.end() :], named.group(1), [[]])), guessed)
    sign = max(_BETWEEN, key=lambda sign: fitness(_tidy(_parsed(text, sign))))
    return Read(_tidy(_strictly(text, sign, [])), guessed)


def _parsed(text: str, sign: str, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=sign, skipinitialspace=True, strict=strict)


def _strictly(text: str, sign: str, rows: list[list[str]]) -> list[list[str]]:
    """Return these rows and those of the text; a mark that is not closed would make one cell of many rows."""
    # People leave blanks between a closing mark and what ends the cell.
    close = re.sub(rf'("(?:[^"]|"")*")(?: +(?=[{re.escape(sign)}\r\n]|\Z))?', r"\1", text)
    try:
        for row in _parsed(close, sign, strict=True):
            rows.append(row)  # noqa: PERF402  # how many were read tells where it ended
    except csv.Error:
        raise NoTable(say("table_file", "quotes", row=len(rows) + 1)) from None
    return rows


def _of_workbook(raw: bytes) -> list[list[str]]:
    """Return the rows of the first sheet of an .xlsx file that has any."""
    import openpyxl  # noqa: PLC0415  # only who brings a workbook waits for it

    try:
        lacking = _lacks_results(raw)
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    except Exception as error:  # noqa: BLE001  # a stranger's file breaks the reader in ways without number
        raise NoTable(say("table_file", "unreadable", reason=type(error).__name__)) from None
    if lacking:
        raise NoTable(words("table_file")["formulas"])
    rows = next((rows for rows in sheets if any(any(row) for row in rows)), [])
    return [[_cell(value) for value in row] for row in rows]


def _lacks_results(raw: bytes) -> bool:
    """Tell whether a formula has no result, as where no spreadsheet has saved what a program wrote."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        sheets = [each for each in packed.infolist() if each.filename.startswith("xl/worksheets/")]
        return any(_FORMULA.search(packed.read(each)) for each in sheets if each.file_size < _INFLATED)


def _cell(value: object) -> str:
    """Write a cell as people see it: a number of staff without the fraction that a workbook keeps."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _tidy(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    return [[" ".join(unicodedata.normalize("NFC", cell).split()) for cell in row] for row in rows]
