"""`cpd class erase`: a person taken out of the class everywhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from prevention_cpd.quiz.record.erasing import Erased


@click.command()
@click.argument("person", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Change nothing; tell what would be erased.")
def erase(person: str, *, yes: bool, dry_run: bool) -> None:
    """Erase a person: every row, every file that is theirs, here and in the exchange.

    It tells what is kept, and why. Class lists that name the person go too; cpd grade makes them anew.
    """
    without_grammar()
    from prevention_cpd.cli.class_dates import exchange  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.quiz.record import erasing  # noqa: PLC0415

    tree = course()
    with problems_told():
        place = exchange(tree)
        found = erasing.erase(tree.quizzes, person, exchange=place, only_tell=True)
        _tell(found, say("erasing", "would", person=person))
        if dry_run:
            return
        if not yes and not (sys.stdin.isatty() and click.confirm(words("erasing")["sure"])):
            click.echo(f"{words('erasing')['say_yes']}.")
            sys.exit(1)
        try:
            erasing.erase(tree.quizzes, person, exchange=place)
        except OSError as error:
            why = error.strerror or str(error)
            raise click.ClickException(say("erasing", "half", file=error.filename, why=why)) from None
    click.echo(words("erasing")["done"])


def _tell(found: Erased, head: str) -> None:
    click.echo(head)
    for table, count in found.rows.items():
        click.echo(f"    {say('erasing', 'rows', table=table, count=count)}")
    for place in found.files:
        click.echo(f"    {shorten(place)}")
    click.echo(words("erasing")["kept"])
    for what, why in found.kept:
        click.echo(f"    {what}: {why}" if why else f"    {what}")
