"""`cpd class leave`: people who have left the class, or are back."""

from __future__ import annotations

import click

from prevention_cpd.cli.people import chosen
from prevention_cpd.cli.telling import course, problems_told
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.words import say


@click.command()
@click.argument("people", nargs=-1, required=True, metavar="ID...")
@click.option("--run", default="", help="They have left this run; the class itself unless given.")
@click.option("--back", is_flag=True, help="They are back.")
def leave(people: tuple[str, ...], *, run: str, back: bool) -> None:
    """Note that people have left, so that their work is not awaited. What they handed in stays."""
    without_grammar()
    from prevention_cpd.quiz.record import access, runs  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.quiz.record.people import everybody  # noqa: PLC0415

    tree = course()
    with problems_told(), access.writing(tree.quizzes) as connection:
        if run:
            runs.known(connection, run, place=tree.quizzes / "gradebook.db")
        known = set(runs.members(connection, run) if run else everybody(connection))
        some = chosen(tree, known, people, as_json=False, run=run)
        (runs.join if back else runs.leave)(connection, run, some)
    click.echo(say("runs", "back" if back else "left", people=", ".join(people)))
