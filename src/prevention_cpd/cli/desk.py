"""`cpd desk`: the trainer's page, on this machine."""

from __future__ import annotations

import getpass
import logging
import sys

import click

from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core.startup import without_grammar


@click.command()
@click.option("--port", default=0, help="The port on this machine; without it a free one.")
@click.option("--name", help="Who is marking; without it the name of your account.")
@click.option("--open/--no-open", "opens", default=True, help="Open the desk in the browser.")
@click.option(
    "--start-file",
    is_flag=True,
    help="Only write the files that open the desk, alone or for a class in the room, by double click.",
)
def desk(*, port: int, name: str | None, opens: bool, start_file: bool) -> None:
    """Open the trainer's desk in the browser: class list, quizzes at a glance, marking, results.

    Only this machine can reach it, and only with the address that is printed. Ctrl+C or closing the window
    ends it; what was begun is stopped, and nothing that was saved is lost.
    """
    without_grammar()
    # nbgrader and Tornado take a second to load; no other command needs to wait for them.
    from prevention_cpd.server.desk import opening  # noqa: PLC0415
    from prevention_cpd.server.desk import start_file as files  # noqa: PLC0415
    from prevention_cpd.server.words import words  # noqa: PLC0415

    tree = course()
    if start_file:
        click.echo(shorten(files.write(tree.root, words("desk")["start_file"])))
        room = ("class", "serve", "--tls", "--open")
        click.echo(shorten(files.write(tree.root, words("desk")["room_file"], room)))
        return
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    with problems_told():
        try:
            opening.run(tree, port=port, name=name or _account(), opens=opens, tell=_tell)
        except OSError as error:
            click.echo(
                f"The desk cannot be opened: {error.strerror or error} ({error.filename or f'port {port}'}).",
                err=True,
            )
            sys.exit(1)
        except KeyboardInterrupt:
            click.echo()


def _tell(address: str) -> None:
    click.echo(f"The desk is at {address}\nKeep this window open; Ctrl+C or closing it ends the desk.")


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "trainer"
