"""`cpd results`: who passed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, nothing_graded, problems_told, shorten, stop
from prevention_cpd.core.startup import without_grammar

if TYPE_CHECKING:
    from collections.abc import Callable

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("quiz")
@click.option("--run", metavar="RUN", help="Only the people of this run.")
@click.option("--csv", "as_csv", type=_FILE, help="Write one row a person to this file, for a spreadsheet.")
@click.option("--xlsx", type=_FILE, help="The same as an Excel workbook.")
@json_option
def results(quiz: str, *, run: str | None, as_csv: Path | None, xlsx: Path | None, as_json: bool) -> None:
    """Tell who passed QUIZ: for each person the attempt that counts, over all forms.

    What passes stands in the quiz as it was released. Somebody with an answer that waits for a marker
    has neither passed nor not passed yet.
    """
    # nbgrader takes a second to load; no other command needs to wait for it.
    without_grammar()
    from prevention_cpd.quiz.results import outcomes, results_table  # noqa: PLC0415

    tree = course()
    with problems_told(as_json=as_json):
        found = outcomes.results(tree.quizzes, quiz, run=run)
    if as_json:
        click.echo(json.dumps([each.as_data() for each in found], ensure_ascii=False, indent=2))
    if not any(each.score is not None for each in found) and not as_json:
        stop([nothing_graded(tree.quizzes, quiz)])
    table = results_table.rows(tree.quizzes, quiz, found)
    _write(as_csv, "--csv", lambda place: results_table.write_csv(place, table), quiet=as_json)
    _write(xlsx, "--xlsx", lambda place: results_table.write_xlsx(place, table), quiet=as_json)
    if not as_json:
        click.echo(results_table.text(quiz, table, found))


def _write(place: Path | None, option: str, write: Callable[[Path], None], *, quiet: bool) -> None:
    if place is None:
        return
    try:
        write(place)
    except OSError as error:
        raise click.BadParameter(f"it cannot be written ({error.strerror})", param_hint=option) from None
    click.echo(shorten(place), err=quiet)
