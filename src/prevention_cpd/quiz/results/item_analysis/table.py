"""The parts of a table of marks: who, the total, the questions, their points, the cells."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prevention_cpd.quiz.results.item_analysis.marks import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What people write over the sum of the points.
_TOTAL = {"total", "sum", "score", "grade", "marks", "points", "result"} | {
    "gesamt", "summe", "punkte", "bewertung", "note", "somme", "totale", "totaal", "puntos",
}  # fmt: skip
#: What stands at the head of the row of points.
_MOST = {"most", "max", "maximum", "points possible"}
#: What other systems write for no answer.
BLANK = {"", "-", "–", "—"}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The cells of a table of marks as they stand, blanks as empty text."""

    #: The line of the headings.
    line: int
    questions: Sequence[str]
    #: The points of each question, or nothing where the table does not say.
    most: Sequence[str] = ()
    #: Line, learner, and one cell a question.
    rows: Sequence[tuple[int, str, Sequence[str]]]
    #: By line.
    totals: Mapping[int, float] = field(default_factory=dict)
    #: By line, what the learner answered to each question, where the table has it.
    answers: Mapping[int, Sequence[str]] = field(default_factory=dict)


def number(cell: str) -> float | None:
    """Return the number in a cell, with a point or a comma before its decimals; None where there is none."""
    cell = cell.replace(",", ".").replace("\N{MINUS SIGN}", "-")
    value = float(cell) if _NUMBER.fullmatch(cell) else math.inf
    return value if math.isfinite(value) else None


def plain(rows: Sequence[Sequence[str]]) -> Table | None:
    """Return the table of a file that somebody made: learner, perhaps total, questions."""
    filled = [(line, list(row)) for line, row in enumerate(rows, start=1) if any(row)]
    if not filled:
        return None
    width = max(len(row) for _, row in filled)
    filled = [(line, row + [""] * (width - len(row))) for line, row in filled]
    used = [at for at in range(width) if any(row[at] for _, row in filled)]
    (head_line, head), *body = [(line, [row[at] for at in used]) for line, row in filled]
    cells = [(line, row[0], ["" if cell in BLANK else cell for cell in row[1:]]) for line, row in body]
    most: Sequence[str] = ()
    if cells and cells[0][1].casefold() in _MOST:
        most, cells = cells[0][2], cells[1:]
    skip = int(_has_total(head, cells))
    sums = {line: value for line, _, row in cells if skip and (value := number(row[0])) is not None}
    return Table(
        line=head_line,
        questions=head[1 + skip :],
        most=most[skip:],
        rows=[(line, learner, row[skip:]) for line, learner, row in cells],
        totals=sums,
    )


def _has_total(head: Sequence[str], cells: Sequence[tuple[int, str, Sequence[str]]]) -> bool:
    """Tell whether the second column is the total: by its heading, or as the sum of three or more others."""
    if len(head) > 1 and head[1].casefold().strip(" .:") in _TOTAL:
        return True
    if len(head) < 5 or len(cells) < 2:
        return False
    values = [[number(cell) or 0.0 for cell in row] for _, _, row in cells]
    slack = ROUNDING * len(head)
    sums = all(math.isclose(row[0], sum(row[1:]), rel_tol=0, abs_tol=slack) for row in values)
    return sums and any(row[0] for row in values)
