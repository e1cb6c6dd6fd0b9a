"""Results as a table: for a terminal, for CSV and for .xlsx, with nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.escape import printable, spreadsheet_cell
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.results import verdict
from prevention_cpd.quiz.results.outcomes import summary
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from prevention_cpd.quiz.results.outcomes import Result

COLUMNS = (
    "learner", "name", "form", "attempt", "score", "of", "percent", "passed", "missed", "late", "state",
)  # fmt: skip
#: What a cell of a table can hold.
Cell = str | int | float | None


def rows(course: Path, quiz: str, results: Sequence[Result]) -> list[list[Cell]]:
    """Return one row a person, in the order of `COLUMNS`."""
    text, states = words("results"), words("export")
    forms = {form.form: form for form in questions_file.forms(course, quiz)}
    return [
        [
            each.learner,
            each.name,
            each.form,
            each.attempt,
            each.score,
            each.of,
            None if each.share is None else round(100 * each.share, 2),
            "" if each.passed is None else text["yes" if each.passed else "no"],
            " ".join(verdict.missed(forms[each.form], each.missed)) if each.missed else "",
            text["yes"] if each.late else "",
            states[each.state],
        ]
        for each in results
    ]


def text(quiz: str, table: Sequence[Sequence[Cell]], results: Sequence[Result]) -> str:
    """Return the table for a terminal, with the figures of the class under it."""
    lines = [_heading(), *([_shown(cell) for cell in row] for row in table)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    shown = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
    return "\n".join([*shown, "", *figures(quiz, results)])


def figures(quiz: str, results: Sequence[Result]) -> Iterator[str]:
    """Say how the class did."""
    found = summary(results)
    yield say("results", "marked", quiz=quiz, people=found.people, taken=found.taken)
    if found.average is not None:
        yield say("results", "average", percent=number(round(100 * found.average, 1)))
    if found.rate is not None:
        percent = number(round(100 * found.rate, 1))
        yield say("results", "rate", passed=found.passed, decided=found.decided, percent=percent)
    if left := found.taken - found.decided:
        yield say("results", "undecided", count=left)
    if found.people > found.taken:
        yield say("results", "unmarked", count=found.people - found.taken)


def write_csv(place: Path, table: Sequence[Sequence[Cell]]) -> None:
    """Write the table as CSV, with the mark by which Excel knows the encoding."""
    with place.open("w", newline="", encoding="utf-8-sig", errors="backslashreplace") as file:
        writer = csv.writer(file)
        writer.writerow(_heading())
        writer.writerows([spreadsheet_cell(cell) for cell in row] for row in table)


def write_xlsx(place: Path, table: Sequence[Sequence[Cell]]) -> None:
    """Write the table as a workbook; text is text there, whatever it begins with."""
    import openpyxl  # noqa: PLC0415  # only who wants a workbook waits for it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    # Written row by row: a class of thousands would else stand in memory cell by cell.
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()

    def cell(value: Cell) -> Any:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, _plain(value))
        made.data_type = "s"
        return made

    for column, values in enumerate(zip(_heading(), *table, strict=True), start=1):
        longest = max(len(str(value or "")) for value in values)
        sheet.column_dimensions[get_column_letter(column)].width = min(60, longest + 2)
    sheet.freeze_panes = "A2"
    heading = [cell(name) for name in _heading()]
    for each in heading:
        each.font = Font(bold=True)
    sheet.append(heading)
    for row in table:
        sheet.append([cell(value) for value in row])
    book.save(place)


def _heading() -> list[str]:
    return [words("results")[name] for name in COLUMNS]


def _plain(value: str) -> str:
    """Return a text with a question mark for each sign that a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415  # only a workbook needs it

    return str(ILLEGAL_CHARACTERS_RE.sub("?", value.encode("utf-8", "replace").decode()))


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return printable(cell) if isinstance(cell, str) else number(cell)
