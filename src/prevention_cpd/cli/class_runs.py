"""`cpd class run`: runs (cohorts) of the course."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime

import click

from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, problems_told
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.times import spoken, typed_day
from prevention_cpd.quiz.words import say, words


@click.group()
def run() -> None:
    """Runs of the course: each has its own people, dates and results."""
    without_grammar()


@run.command()
@click.argument("name")
@click.option("--title", default="", help="Its name for people; NAME unless given.")
@click.option("--starts", default="", help="The day from which hand-ins belong to it, like 2026-09-01.")
def new(name: str, *, title: str, starts: str) -> None:
    """Start the run NAME. Bring its people in with `cpd class import FILE --run NAME`."""
    from prevention_cpd.quiz.record import access, runs  # noqa: PLC0415  # nbgrader takes a second to load

    tree = course()
    at = _day(starts, "--starts")
    since = datetime(at.year, at.month, at.day).astimezone().isoformat() if at else ""
    with problems_told(), access.writing(tree.quizzes) as connection:
        runs.start(connection, name, title=title, starts_at=since, place=tree.quizzes / "gradebook.db")
    click.echo(say("runs", "started", run=name))


@run.command(name="list")
@json_option
def list_(*, as_json: bool) -> None:
    """List the runs, the latest first."""
    from prevention_cpd.quiz.record import access, runs  # noqa: PLC0415

    with problems_told(as_json=as_json), access.reading(course().quizzes) as connection:
        every = runs.every(connection)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in every], ensure_ascii=False, indent=2))
        return
    today = datetime.now(UTC).date().isoformat()
    for each in every:
        click.echo(
            say("runs", "row", id=each.id, title=each.title, people=each.people, since=spoken(each.starts_at))
        )
        if each.archived_at:
            click.echo(say("runs", "archived", time=spoken(each.archived_at)))
        if each.delete_on:
            name = "overdue" if each.delete_on <= today else "delete_on"
            click.echo(say("runs", name, day=each.delete_on))
    if not every:
        click.echo(words("runs")["empty"])


@run.command()
@click.argument("name")
@click.option("--delete-on", default="", help="The day on which its data are to be erased, like 2027-09-01.")
def archive(name: str, *, delete_on: str) -> None:
    """End the run NAME: nothing handed in later belongs to it, and it can be read as ever."""
    from prevention_cpd.quiz.record import access, runs  # noqa: PLC0415

    tree = course()
    day = _day(delete_on, "--delete-on")
    with problems_told(), access.writing(tree.quizzes) as connection:
        runs.known(connection, name, place=tree.quizzes / "gradebook.db")
        runs.archive(connection, name, delete_on=day.isoformat() if day else "")
    click.echo(say("runs", "ended", run=name))


@run.command()
@click.argument("name")
def reopen(name: str) -> None:
    """Open the run NAME again: it goes on as if it had not ended, and no day of erasure is set."""
    from prevention_cpd.quiz.record import access, runs  # noqa: PLC0415

    tree = course()
    with problems_told(), access.writing(tree.quizzes) as connection:
        runs.known(connection, name, place=tree.quizzes / "gradebook.db")
        runs.reopen(connection, name)
    click.echo(say("runs", "reopened", run=name))


def _day(text: str, option: str) -> date | None:
    try:
        return typed_day(text) if text else None
    except ValueError:
        raise click.BadParameter(words("runs")["no_day"], param_hint=option) from None
