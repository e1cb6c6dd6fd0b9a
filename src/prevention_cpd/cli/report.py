"""`cpd report`: what the marks say about the questions."""

from __future__ import annotations

import json
from pathlib import Path

import click

from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import problems_told, shorten
from prevention_cpd.quiz.results.item_analysis import analyse, marks_file, printed


@click.command()
@click.option(
    "--marks",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A table of marks, as CSV or .xlsx.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the questions to this file, as CSV for a spreadsheet.",
)
@click.option("--all-attempts", is_flag=True, help="Count every row of a learner, not only the first.")
@json_option
def report(marks: Path, output: Path | None, *, all_attempts: bool, as_json: bool) -> None:
    """Analyse the questions of a quiz from the marks of a class.

    The first column of the table names the learner, the second may hold the total, and each other
    column is a question. A row under the headings that begins with `most` may hold the points.
    The grades that Moodle exports with marks for each question are read as they are, and so is the
    student analysis of a classic quiz in Canvas. A blank counts as no points, and is shown as a blank.

    With fewer than 30 learners the figures are shown and nothing is judged.
    """
    with problems_told(as_json=as_json):
        found = marks_file.read(marks, all_attempts=all_attempts)
    analysis = analyse(found.marks)
    if output:
        try:
            # The mark at the start is how Excel knows UTF-8.
            output.write_text(printed.as_csv(analysis), encoding="utf-8-sig", newline="")
        except OSError as error:
            raise click.BadParameter(
                f"it cannot be written ({error.strerror})", param_hint="--output"
            ) from None
        click.echo(shorten(output), err=as_json)
    if as_json:
        data = {**analysis.as_data(), "notes": list(found.notes)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif not output:
        click.echo(printed.text(analysis, found.notes))
