"""`cpd quiz ...`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from prevention_cpd.cli import by_file
from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, problems_told, shorten, stop
from prevention_cpd.quiz.build import assignments
from prevention_cpd.quiz.build import leaks as searching
from prevention_cpd.quiz.take import voila
from prevention_cpd.quiz.words import say


@click.group()
def quiz() -> None:
    """Build the quizzes, give them out and take them in, search for keys, check a receipt."""


for each in (by_file.page, by_file.preview, by_file.receive, by_file.feedback):
    quiz.add_command(each)


@quiz.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; tell what is not up to date.")
def build(*, only_check: bool) -> None:
    """Write quizzes/source from banks and blueprints.

    The same banks give the same bytes; a notebook that is up to date is left alone.
    """
    tree = course()
    with problems_told():
        if only_check:
            stop(assignments.stale(tree))
        for path in assignments.build_all(tree):
            click.echo(shorten(path))


@quiz.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--port", default=8866, show_default=True, help="The port on this machine.")
@click.option("--open/--no-open", "opens", default=True, help="Open the quiz in the browser.")
def take(folder: Path, *, port: int, opens: bool) -> None:
    """Show the quiz in FOLDER as one clean page, with no code in sight.

    FOLDER is an assignment that was fetched. The answers go to answers.json in it. Only who has the address
    that is printed, with its token, can open the page: others on this machine cannot answer for you.
    """
    try:
        voila.serve(folder, port=port, open_browser=opens)
    except FileNotFoundError as error:
        click.echo(say("take", "no_quiz", file=error), err=True)
        sys.exit(1)


@quiz.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True))
def leaks(folders: tuple[Path, ...]) -> None:
    """Search what learners get for the keys of graded questions.

    FOLDERS are searched byte by byte, also decoded; without any, the compiled book and
    the released quizzes.
    """
    tree = course()
    places = folders or tuple(
        place for place in (tree.root / "_build" / "html", tree.quizzes / "release") if place.is_dir()
    )
    with problems_told():
        hidden = searching.of_course(tree)
    found = [leak for place in places for leak in searching.search(place, hidden)]
    for leak in found:
        reading = f" ({leak.reading})" if leak.reading else ""
        click.echo(f"{shorten(leak.file)}:0: leak: {leak.what}{reading}")
    if not places:
        click.echo("Nothing was searched: there is no compiled book and no released quiz.")
    elif not found:
        click.echo(f"No key and no answers found in {', '.join(str(shorten(place)) for place in places)}.")
    sys.exit(1 if found or not places else 0)


@quiz.command()
@click.argument("code", nargs=-1, required=True)
@json_option
def receipt(code: tuple[str, ...], *, as_json: bool) -> None:
    """Say whose hand-in the receipt CODE belongs to.

    The code is compared with the answers that are collected now, and with the attempts that were
    graded before. Capitals, spaces and dashes do not matter.
    """
    # nbgrader takes a second to load; no other command needs to wait for it.
    from prevention_cpd.quiz.results import checking  # noqa: PLC0415

    typed = " ".join(code)
    with problems_told(as_json=as_json):
        found = list(checking.find(course().quizzes, typed))
    if as_json:
        click.echo(json.dumps({"receipt": typed, "hand_ins": [each.as_data() for each in found]}, indent=2))
    else:
        for each in found:
            click.echo(
                f"{each.student}: {each.quiz}, {each.time or 'time not known'}, receipt {each.receipt}"
            )
        if not found:
            click.echo(
                f"Nothing that was collected has the receipt {typed}. Collect with --update, and look again."
            )
    sys.exit(0 if found else 1)
