"""Any table of marks, as a spreadsheet or another system writes it.

The first column names the learner, the second may hold the total, then one column a question; a row
`most` under the headings may hold the points. Exports of other systems are told by their headings.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.intake import table_file
from prevention_cpd.quiz.results.item_analysis import exports
from prevention_cpd.quiz.results.item_analysis.marks import ROUNDING, Choices, Marks, Question
from prevention_cpd.quiz.results.item_analysis.table import Table, number, plain
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: A closed question offers no more.
_MOST_OPTIONS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksFile:
    """The marks of a file, and what a reader should know of how they were read, in sentences."""

    marks: Marks
    notes: tuple[str, ...]


def read(path: Path, *, all_attempts: bool = False) -> MarksFile:
    """Read a table of marks: CSV with any separator and encoding, or .xlsx.

    Who left everything blank did not take the quiz. Of several rows of one learner the first counts,
    unless all attempts shall count.

    Raises:
        CourseError: with every cell that cannot be used.
    """
    try:
        rows = table_file.read(path, fitness=_fitness).rows
    except table_file.NoTable as error:
        raise CourseError([_problem(path, 0, str(error), words("table_file")["fix"])]) from None
    table = next(filter(None, (form(rows) for form in (exports.canvas, exports.moodle, plain))), None)
    if table is None or not table.questions or not table.rows:
        text = words("marks_file")
        raise CourseError([_problem(path, 0, text["empty"], text["empty_fix"])])
    if problems := [*_headings(path, table), *_cells(path, table)]:
        raise CourseError(problems)
    return _marks(table, all_attempts=all_attempts)


def _fitness(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return how many cells hold a number, and how many the headings are: a comma may be a decimal sign."""
    numbers = sum(number(cell) is not None for row in rows for cell in row[1:])
    return numbers, len(next((row for row in rows if any(row)), ()))


def _headings(path: Path, table: Table) -> Iterator[Problem]:
    """Yield what is wrong with the headings."""
    for at, name in enumerate(table.questions):
        if not name:
            what = say("marks_file", "no_heading", column=at + 1)
            yield _problem(path, table.line, what, words("marks_file")["no_heading_fix"])
        elif name in table.questions[:at]:
            what = say("marks_file", "double", question=name)
            yield _problem(path, table.line, what, words("marks_file")["double_fix"])


def _cells(path: Path, table: Table) -> Iterator[Problem]:
    """Yield each cell that is no mark, or more than the points."""
    text = words("marks_file")
    most: list[float | None] = [None] * len(table.questions)
    if table.most:
        for at, (name, cell) in enumerate(zip(table.questions, table.most, strict=True)):
            most[at] = number(cell)
            if most[at] is None or (most[at] or 0) < 0:
                what = say("marks_file", "no_points", question=name, cell=cell[:40])
                yield _problem(path, table.line + 1, what, text["no_points_fix"])
    for line, learner, cells in table.rows:
        if not learner:
            yield _problem(path, line, text["no_learner"], text["no_learner_fix"])
        for name, worth, cell in zip(table.questions, most, cells, strict=True):
            mark = number(cell)
            if cell and mark is None:
                what = say("marks_file", "no_mark", question=name, cell=cell[:40])
                yield _problem(path, line, what, text["no_mark_fix"])
            elif mark is not None and worth is not None and mark > worth + ROUNDING:
                what = say("marks_file", "above", question=name, mark=f"{mark:g}", points=f"{worth:g}")
                yield _problem(path, line, what, text["above_fix"])


def _marks(table: Table, *, all_attempts: bool) -> MarksFile:
    """Return the marks of a table in which every cell is known to be sound."""
    text, notes = words("marks_file"), []
    taken = [row for row in table.rows if any(row[2])]
    if absent := len(table.rows) - len(taken):
        notes.append(say("marks_file", "absent", count=absent))
    first = {learner: line for line, learner, _ in reversed(taken)}
    counted = [row for row in taken if all_attempts or first[row[1]] == row[0]]
    if later := len(taken) - len(counted):
        notes.append(say("marks_file", "later", count=later))
    rows = tuple(tuple(map(number, cells)) for _, _, cells in counted)
    if table.most:
        most = [number(cell) or 0.0 for cell in table.most]
    else:
        most = [_likely_points([row[at] for row in rows]) for at in range(len(table.questions))]
        notes.append(text["guessed"])
    unmarked = [name for at, name in enumerate(table.questions) if all(row[at] is None for row in rows)]
    if unmarked:
        notes.append(say("marks_file", "unmarked", questions=", ".join(unmarked)))
    if table.totals and (differ := _differing(table, rows, [line for line, _, _ in counted])):
        notes.append(say("marks_file", "totals", count=differ))
    questions = tuple(
        Question(id=name, points=worth) for name, worth in zip(table.questions, most, strict=True)
    )
    choices = _choices(table, rows, most, [line for line, _, _ in counted]) if table.answers else {}
    return MarksFile(marks=Marks(questions=questions, rows=rows, choices=choices), notes=tuple(notes))


def _choices(
    table: Table, rows: Sequence[Sequence[float | None]], most: Sequence[float], lines: Sequence[int]
) -> dict[str, Choices]:
    """Return who took which option, of each question whose answers look like options.

    There are few of them for so many learners, and each has always all the points or none.
    """
    found = {}
    for at, name in enumerate(table.questions):
        given = [table.answers[line][at] for line in lines]
        scored = {(answer, row[at]) for answer, row in zip(given, rows, strict=True) if answer}
        options = {answer: mark == most[at] for answer, mark in sorted(scored) if mark in {0, most[at]}}
        if len(options) == len(scored) and 0 < len(options) <= min(_MOST_OPTIONS, len(rows) // 3):
            taken = [frozenset([answer] if answer else []) for answer in given]
            found[name] = Choices(options=options, taken=taken)
    return found


def _likely_points(marks: Sequence[float | None]) -> float:
    """Return the points of a question of which only marks are known: the highest, made whole, at least 1."""
    return float(max(1, math.ceil(max((mark or 0.0 for mark in marks), default=0.0))))


def _differing(table: Table, rows: Sequence[Sequence[float | None]], lines: Sequence[int]) -> int:
    """Return how many totals are not the sum of the marks beside them, rounding apart."""
    slack = ROUNDING * (len(table.questions) + 1)
    return sum(
        total is not None and abs(total - sum(mark or 0.0 for mark in row)) > slack
        for total, row in zip((table.totals.get(line) for line in lines), rows, strict=True)
    )


def _problem(path: Path, line: int, what: str, fix: str) -> Problem:
    return Problem(file=path, line=line, code=Code.MARKS, what=what, fix=fix)
