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
    else by the first two columns; the row of averages at the end has neither a state nor times.
    """
    head = rows[0] if rows else []
    asked = {at: found for at, cell in enumerate(head) if (found := _MOODLE_QUESTION.fullmatch(cell))}
    total = next((at for at, cell in enumerate(head) if _MOODLE_TOTAL.fullmatch(cell)), None)
    if not asked or total is None:
        return None
    width = len(head)
    filled = [
        (line, [*row, *[""] * (width - len(row))]) for line, row in enumerate(rows[1:], start=2) if any(row)
    ]
    mail = next((at for at in range(total) if any("@" in row[at] for _, row in filled)), None)
    # Name and address stand at the front; what an average lacks is everything between them and the total.
    people = [(line, row) for line, row in filled if sum(map(bool, row[:total])) > 1]
    return Table(
        line=1,
        questions=[found[1] for found in asked.values()],
        most=[found[2] for found in asked.values()],
        rows=[
            (
                line,
                row[mail] if mail is not None and row[mail] else " ".join(row[:2]).strip(),
                ["" if row[at] in BLANK else row[at] for at in asked],
            )
            for line, row in people
        ],
        totals={line: value for line, row in people if (value := number(row[total])) is not None},
    )


def canvas(rows: Sequence[Sequence[str]]) -> Table | None:
    """Return the table of Canvas's student analysis, or None when it is none."""
    head = rows[0] if rows else []
    asked = {
        at + 1: found[1]
        for at, cell in enumerate(head[:-1])
        if (found := _CANVAS_ANSWER.fullmatch(cell)) and number(head[at + 1]) is not None
    }
    named = [cell.casefold() for cell in head]
    if not asked or "attempt" not in named:
        return None
    who = named.index("id") if "id" in named else 0
    total = named.index("score") if "score" in named else None
    filled = [
        (line, [*row, *[""] * (len(head) - len(row))])
        for line, row in enumerate(rows[1:], start=2)
        if any(row)
    ]
    return Table(
        line=1,
        questions=list(asked.values()),
        most=[head[at] for at in asked],
        # Canvas writes 0 points beside an answer that was not given.
        rows=[
            (line, row[who] or row[0], [row[at] if row[at - 1] else "" for at in asked])
            for line, row in filled
        ],
        totals={
            line: value
            for line, row in filled
            if total is not None and (value := number(row[total])) is not None
        },
    )
