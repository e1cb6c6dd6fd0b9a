"""`cpd class`: the class list, runs and dates."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prevention_cpd.cli.class_backup import backup, restore
from prevention_cpd.cli.class_dates import date
from prevention_cpd.cli.class_erase import erase
from prevention_cpd.cli.class_leave import leave
from prevention_cpd.cli.class_oral import oral
from prevention_cpd.cli.class_resit import resit
from prevention_cpd.cli.class_runs import run
from prevention_cpd.cli.class_server import codes, serve
from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, problems_told
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from prevention_cpd.quiz.record.class_list import Changes


@click.group(name="class")
def command() -> None:
    """The class: its list, its runs, its dates, its codes, the server for a room, and its backup."""


for each in (run, leave, date, resit, oral, erase, codes, serve, backup, restore):
    command.add_command(each)


@command.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--run", "run_name", default="", metavar="RUN", help="Put the people into this run.")
@click.option(
    "--leavers", is_flag=True, help="Note of those whom the list does not name that they have left."
)
@click.option("--dry-run", is_flag=True, help="Change nothing; tell what would be added and changed.")
@json_option
def import_(file: Path, *, run_name: str, leavers: bool, dry_run: bool, as_json: bool) -> None:
    """Bring the class list FILE into the gradebook: CSV as any spreadsheet writes it, or .xlsx.

    The first row names the columns: id, first name, last name, email, and if you like group. The id is the
    name of the learner's account. When a row is wrong, all that are wrong are told and nothing is changed.
    Nobody is removed.
    """
    without_grammar()
    from prevention_cpd.quiz.grading import gradebook  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.quiz.intake import class_list_file  # noqa: PLC0415
    from prevention_cpd.quiz.record import class_list  # noqa: PLC0415

    tree = course()
    place = tree.quizzes / "gradebook.db"
    with problems_told(as_json=as_json), gradebook.told(place):
        listed = class_list_file.read(file)
        url = gradebook.address() or f"sqlite:///{place}"
        changes = class_list.bring_in(
            url, tree.quizzes, listed.people, run=run_name, leavers=leavers, only_tell=dry_run
        )
    if listed.ignored:
        click.echo(say("class_list_file", "ignored", names=", ".join(listed.ignored)), err=True)
    if listed.guessed:
        click.echo(words("class_list_file")["guessed"], err=True)
    if as_json:
        click.echo(json.dumps(_plain(changes), ensure_ascii=False, indent=2))
        return
    for line in _lines(changes):
        click.echo(line)
    done, kept = "would be added" if dry_run else "added", "noted as left" if leavers else "kept"
    click.echo(
        f"{len(changes.added)} {done}, {len(changes.changed)} changed, {len(changes.same)} as before,"
        f" {len(changes.not_listed)} not on this list ({kept})."
    )


def _lines(changes: Changes) -> list[str]:
    added = [f"new: {one.id}, {one.first_name} {one.last_name}, {one.email}" for one in changes.added]
    changed = []
    for one, names in changes.changed:
        new = (f"{name.replace('_', ' ')}: {getattr(one, name)}" for name in names)
        changed.append(f"changed: {one.id}, {', '.join(new)}")
    return [*added, *changed, *(f"not on this list: {name}" for name in changes.not_listed)]


def _plain(changes: Changes) -> dict[str, object]:
    return {
        "added": [asdict(one) for one in changes.added],
        "changed": [{**asdict(one), "new": list(names)} for one, names in changes.changed],
        "same": list(changes.same),
        "not_listed": list(changes.not_listed),
        "left": list(changes.left),
    }
