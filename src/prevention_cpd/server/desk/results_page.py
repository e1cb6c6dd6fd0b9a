"""Who passed: a page, and the same as a file for a spreadsheet."""

from __future__ import annotations

import functools
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from prevention_cpd.quiz.record import people
from prevention_cpd.quiz.results import outcomes, results_table
from prevention_cpd.quiz.words import words
from prevention_cpd.server.desk.common import DeskPage, page_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prevention_cpd.quiz.results.outcomes import Result

#: The shares are counted in so many parts, for the picture.
_PARTS = 10
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Results(DeskPage):
    """Shows who passed."""

    async def get(self, quiz: str) -> None:
        """Show it."""
        form = self.form_of(quiz)
        run = self.chosen.id if self.chosen else None
        found = await self.run(functools.partial(outcomes.results, self.course, quiz, run=run))
        bars = distribution(found)
        page = page_of(found, self.get_query_argument("page", ""))
        self.show(
            "results.html.j2",
            form=form,
            page=page,
            columns=[words("results")[name] for name in results_table.COLUMNS],
            table=[
                (dict(zip(results_table.COLUMNS, row, strict=True)), result)
                for row, result in zip(
                    results_table.rows(self.course, quiz, page.rows), page.rows, strict=True
                )
            ],
            listed={*await self.reading(people.everybody)},
            figures=list(results_table.figures(form.title, found)),
            bars=bars,
            most=max(bars, default=0),
        )


class ResultsFile(DeskPage):
    """Gives the results as a file."""

    async def get(self, quiz: str, ending: str) -> None:
        """Send it."""
        self.form_of(quiz)
        raw = await self.run(self._made, quiz, ending, self.chosen.id if self.chosen else None)
        self.give(f"{quiz}.{ending}", _TYPES[ending], raw)

    def _made(self, quiz: str, ending: str, run: str | None) -> bytes:
        table = results_table.rows(self.course, quiz, outcomes.results(self.course, quiz, run=run))
        write = {"csv": results_table.write_csv, "xlsx": results_table.write_xlsx}[ending]
        with tempfile.TemporaryDirectory(prefix="cpd-results-") as name:
            place = Path(name) / f"{quiz}.{ending}"
            write(place, table)
            return place.read_bytes()


def distribution(results: Iterable[Result]) -> list[int]:
    """Return how many have a share in each tenth, the full share in the last."""
    shares = [each.share for each in results if each.share is not None]
    counts = Counter(min(_PARTS - 1, int(share * _PARTS + 1e-9)) for share in shares)
    return [counts[part] for part in range(_PARTS)]
