"""`cpd quiz page`, `preview` and `receive`: a quiz for people who have a browser and nothing else."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path

import click

from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core import files
from prevention_cpd.quiz.format import naming
from prevention_cpd.quiz.page.page import page as page_of


@click.command()
@click.argument("quiz")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file; by default QUIZ.html."
)
def page(quiz: str, output: Path | None) -> None:
    """Write QUIZ as one HTML file, to be opened from a disk or a mail.

    It needs no server and no network. The answers stay in the learner's browser until the learner saves
    the hand-in file, which `cpd quiz receive` takes in.
    """
    place = output or Path(f"{quiz}.html")
    with problems_told():
        text = page_of(naming.given_out(course().quizzes, quiz))
    try:
        files.write_text(place, text, mode=0o644)
    except OSError as error:
        raise click.FileError(str(place), error.strerror or type(error).__name__) from None
    size = len(text.encode()) // 1000
    click.echo(f"{shorten(place)} ({size} kB). Send it to the learners, or put it on a shared drive.")


@click.command()
@click.argument("quiz")
@click.option("--open/--no-open", "opens", default=True, help="Open the page in the browser.")
def preview(quiz: str, *, opens: bool) -> None:
    """Try QUIZ as a learner sees it, keeping nothing.

    The page is written outside the course, so that no trial answer can come to the learners.
    """
    with problems_told():
        text = page_of(naming.given_out(course().quizzes, quiz), preview=True)
    place = Path(tempfile.mkdtemp(prefix="cpd-preview-")) / f"{quiz}.html"
    files.write_text(place, text)
    click.echo(f"A preview of {quiz}, which keeps nothing: {place}")
    if opens:
        webbrowser.open(place.as_uri())
