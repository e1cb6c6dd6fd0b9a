"""`cpd class date`: until when a quiz may be handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from prevention_cpd.cli.telling import course, problems_told
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.times import spoken, typed
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.quiz.build.redating import Whom


class When(click.ParamType):  # type: ignore[type-arg]  # of newer versions of click
    """A moment; without a zone it is that of this machine. `none` for no deadline."""

    name = "when"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a time with its zone, or None."""
        if value == "none":
            return None
        try:
            return typed(value)
        except ValueError:
            self.fail(words("dates")["no_time"], param, ctx)


@click.command()
@click.argument("quiz")
@click.argument("when", type=When())
@click.option("--form", help="The form, such as B; the ordinary one unless given.")
@click.option("--run", default="", help="Only for this run; the current one unless given.")
@click.option("--everybody", is_flag=True, help="For everybody, in whatever run they are.")
@click.option("--group", "team", default="", help="Only for this group of the class list.")
@click.option("--person", default="", metavar="ID", help="Only for this person.")
@click.option("--past", "past_too", is_flag=True, help="Take it also when it has passed already.")
def date(  # noqa: PLR0913  # one for each option
    quiz: str,
    when: datetime | None,
    *,
    form: str | None,
    run: str,
    everybody: bool,
    team: str,
    person: str,
    past_too: bool,
) -> None:
    """Set until when QUIZ may be handed in: WHEN is like "2026-12-01 17:00", or none.

    Unless you say whom it is for, it is for the current run: the latest that has begun and not ended,
    or the next where none has begun.
    The narrowest deadline counts: a person's, else a group's, else a run's, else everybody's. Each form has
    its own. Learners see the new one, and nobody's notebook counts as changed. "none" takes a deadline away,
    so that the wider one counts again; with --everybody none is left but those of runs, groups and people.
    """
    if everybody and (run or team or person):
        raise click.UsageError(words("dates")["everybody_alone"])
    without_grammar()
    from prevention_cpd.quiz.build import redating  # noqa: PLC0415  # nbgrader takes a second to load

    tree = course()
    with problems_told():
        current = current_run(tree)
        if not (run or everybody or team or person):
            run = current
        whom = redating.Whom(run=run, team=team, person=person)
        named = redating.form_of(tree.quizzes, quiz, form) if form else quiz
        place = None if whom.is_some else outbound(tree, named)
        redating.redate(tree.quizzes, named, when, whom, outbound=place, past_too=past_too)
    until = say("dates", "until", time=spoken(when.isoformat())) if when else _without(tree, named, whom)
    click.echo(
        say("dates", "done", quiz=named, whom=person or team or run or words("dates")["all"], until=until)
    )
    click.echo(words("dates")["shown_to_some" if whom.is_some or run != current else "shown"])


def _without(tree: Tree, quiz: str, whom: Whom) -> str:
    """Say what counts where a deadline was taken away."""
    from prevention_cpd.quiz.record import access, dates, runs  # noqa: PLC0415  # nbgrader takes a second to load

    if whom.is_some:
        return words("dates")["taken"]
    with access.reading(tree.quizzes) as connection:
        run = runs.known(connection, whom.run, place=tree.quizzes / "gradebook.db") if whom.run else None
        wider = dates.of_run(connection, run)[quiz]
    return say("dates", "taken_run", time=spoken(wider.isoformat())) if wider else words("dates")["open"]


def current_run(tree: Tree) -> str:
    """Return the id of the current run; empty where no run goes on."""
    from prevention_cpd.quiz.record import access  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.quiz.record.run import current  # noqa: PLC0415

    with access.reading(tree.quizzes) as connection:
        found = current(connection)
    return found.id if found else ""


def outbound(tree: Tree, quiz: str) -> Path | None:
    """Return the quiz in the exchange, if it is there."""
    place = exchange(tree)
    return place / "outbound" / quiz if place and (place / "outbound" / quiz).is_dir() else None


def exchange(tree: Tree) -> Path | None:
    """Return the folder of this course in the exchange, if it is there."""
    from nbgrader.exchange.default import Exchange  # noqa: PLC0415

    from prevention_cpd.quiz.grading import trainer_config  # noqa: PLC0415

    converter = trainer_config.converter(tree)
    root = Exchange(coursedir=converter.coursedir, parent=converter.parent).root
    place = tree.root / root / converter.coursedir.course_id
    return place if place.is_dir() else None
