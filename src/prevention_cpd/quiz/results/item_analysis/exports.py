"""The grade exports of other systems: Moodle's quiz grades, and Canvas's student analysis of a quiz."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.quiz.results.item_analysis.table import BLANK, Table, number

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Moodle heads a question "Q. 1 /1.00" and the total "Grade/10.00", in the language of the site.
_MOODLE_QUESTION = re.compile(r"(\D*\d+)\s*/\s*(\d+(?:[.,]\d+)?)")
_MOODLE_TOTAL = re.compile(r"\D+/\s*\d+(?:[.,]\d+)?")
#: Canvas heads an answer "4711: The stem", and the points for it, in the next column, with their most.
_CANVAS_ANSWER = re.compile(r"(\d+): ?.*")


def moodle(rows: Sequence[Sequence[str]]) -> Table | None:
    """Return the table of a Moodle export, or None when it is none.

    It comes from Results, Grades, with marks for each question. A learner is told by mail address, or
    else by the first two columns. A row of averages has nothing but its name before the total, and an
    attempt that is not finished has no total.
    """
    head, filled = _filled(rows)
    asked = {at: found for at, cell in enumerate(head) if (found := _MOODLE_QUESTION.fullmatch(cell))}
    total = next((at for at, cell in enumerate(head) if _MOODLE_TOTAL.fullmatch(cell)), None)
    if not asked or total is None:
        return None
    mail = next((at for at in range(total) if any("@" in row[at] for _, row in filled)), None)
    people = [(line, row) for line, row in filled if sum(map(bool, row[:total])) > 1]
    return Table(
        line=1,
        questions=[found[1] for found in asked.values()],
        most=[found[2] for found in asked.values()],
        rows=[
            (
                line,
                row[mail] if mail is not None and row[mail] else " ".join(row[:2]).strip(),
                ["" if {row[at], row[total]} & BLANK else row[at] for at in asked],
            )
            for line, row in people
        ],
        totals=_totals(people, total),
    )


def canvas(rows: Sequence[Sequence[str]]) -> Table | None:
    """Return the table of Canvas's student analysis, or None when it is none.

    Attempts stand there with the newest first. A survey without names has one row a learner.
    """
    head, filled = _filled(rows)
    asked = {
        at + 1: found[1]
        for at, cell in enumerate(head[:-1])
        if (found := _CANVAS_ANSWER.fullmatch(cell)) and number(head[at + 1]) is not None
    }
    if not asked:
        return None
    who, attempt, total = (head.index(name) if name in head else None for name in ("id", "attempt", "score"))
    if attempt is not None:
        filled.sort(key=lambda each: number(each[1][attempt]) or 0)
    return Table(
        line=1,
        questions=list(asked.values()),
        most=[head[at] for at in asked],
        # No answer has 0 points there; what a person marked may have points and no text.
        rows=[
            (
                line,
                (row[who] if who is not None else "") or f"row {line}",
                [row[at] if row[at - 1] or number(row[at]) else "" for at in asked],
            )
            for line, row in filled
        ],
        totals={} if total is None else _totals(filled, total),
        answers={line: [row[at - 1] for at in asked] for line, row in filled},
    )


def _filled(rows: Sequence[Sequence[str]]) -> tuple[Sequence[str], list[tuple[int, list[str]]]]:
    """Return the headings, and each row that is not empty with its line, as long as the headings."""
    head = rows[0] if rows else []
    width = len(head)
    return head, [
        (line, [*row, *[""] * (width - len(row))]) for line, row in enumerate(rows[1:], start=2) if any(row)
    ]


def _totals(rows: Sequence[tuple[int, Sequence[str]]], at: int) -> dict[int, float]:
    return {line: value for line, row in rows if (value := number(row[at])) is not None}
