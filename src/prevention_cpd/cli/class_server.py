"""`cpd class serve` and `cpd class codes`: a class in a room, with nothing but browsers."""

from __future__ import annotations

import contextlib
import logging
import secrets
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import click

from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core.files import write_text
from prevention_cpd.core.startup import without_grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prevention_cpd.core.tree import Tree

PORT = 8000


@click.command()
@click.option(
    "--learner", "learners", multiple=True, metavar="ID", help="Only this learner; may be repeated."
)
@click.option(
    "--at", "at", metavar="ADDRESS", help="Where the server will answer, as `cpd class serve` tells it."
)
@click.option(
    "-o",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="By default quizzes/reports/slips.html.",
)
def codes(learners: tuple[str, ...], at: str | None, file: Path | None) -> None:
    """Make one-time codes, and write slips to print, each with a QR code.

    Everybody on the class list gets a new code; earlier ones end. Whoever holds a slip can sign in as
    that person, once: print the page, and delete it.
    """
    without_grammar()
    from prevention_cpd.quiz.record import access, runs  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.server import serving  # noqa: PLC0415

    tree = course()
    at = (at or f"http://{serving.own_address()}:{PORT}").rstrip("/") + "/"
    place = file or _slips(tree)
    with _disk_told("No codes were made"), problems_told(), access.writing(tree.quizzes) as connection:
        listed = runs.current(connection)
        if unknown := sorted(set(learners) - set(listed)):
            raise click.BadParameter(f"not on the class list: {', '.join(unknown)}", param_hint="--learner")
        if not listed:
            click.echo("Nobody is on the class list. Bring it in with cpd class import FILE.", err=True)
            sys.exit(1)
        _write(tree, connection, at, learners or listed, place)
    click.echo(f"{len(learners or listed)} slips for {at} are in {shorten(place)}.")


@click.command()
@click.option("--address", metavar="A", help="Of this machine; by default the one in the room's network.")
@click.option(
    "--port",
    default=PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port on this machine; 0 takes a free one.",
)
@click.option("--behind", metavar="URL", help="What browsers open, where a proxy with TLS stands in front.")
@click.option("--tls", is_flag=True, help="Encrypt, with a certificate made for today.")
@click.option("--slips", is_flag=True, help="Make new codes for everybody, and slips to print.")
@click.option("--open", "opens", is_flag=True, help="Open the desk in the browser.")
@click.option(
    "--days",
    type=click.IntRange(1, 366),
    help="A learner stays signed in for so long; 1 by default, 60 with --behind.",
)
def serve(  # noqa: PLR0913  # one for each option
    address: str | None,
    port: int,
    behind: str | None,
    *,
    tls: bool,
    slips: bool,
    opens: bool,
    days: int | None,
) -> None:
    """Let a class in the same room take the quizzes with their browsers, until you press Ctrl-C.

    Learners sign in with one-time codes (`cpd class codes`), and you with the address that is printed.
    The quizzes that are released are open. What is handed in lies in quizzes/submitted, ready to grade.
    """
    without_grammar()
    from prevention_cpd.server import certificate, serving  # noqa: PLC0415  # Tornado and nbgrader load slowly
    from prevention_cpd.server.person import Person, Role  # noqa: PLC0415
    from prevention_cpd.server.settings import Settings, secret  # noqa: PLC0415
    from prevention_cpd.server.signin.cookie import CookieSession  # noqa: PLC0415

    tree, here = course(), address or ("127.0.0.1" if behind else serving.own_address())
    reached = serving.shown_address(here)
    shown = urlsplit(behind.rstrip("/") + "/") if behind else None
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    context, fingerprint = certificate.for_today(reached.strip("[]")) if tls else (None, "")
    with problems_told(), _disk_told("Not started", "Try another --port or --address."):
        if serving.close_folder(tree.quizzes):
            click.echo(f"Others on this machine could look into {shorten(tree.quizzes)}; it is closed now.")
        settings = Settings(
            tree=tree,
            session=CookieSession(days or (60 if behind else 1)),
            secret=secret(tree.quizzes),
            token=secrets.token_urlsafe(24),
            trainer=Person("trainer", Role.TRAINER),
            codes=True,
            encrypted=tls or bool(shown and shown.scheme == "https"),
            base_url=shown.path if shown else "/",
            behind_proxy=bool(shown),
        )

        def ready(app: Any, bound: int) -> None:
            at = shown.geturl() if shown else f"http{'s' if tls else ''}://{reached}:{bound}/"
            if slips:
                from prevention_cpd.quiz.record import runs  # noqa: PLC0415

                with app.engine.begin() as connection:
                    _write(tree, connection, at, runs.current(connection), _slips(tree))
                click.echo(
                    f"Slips to print: {shorten(_slips(tree))}. Delete the file when the class has begun."
                )
            if shown:
                click.echo(f"The proxy passes on to http://{reached}:{bound}")
            for line in _told(
                at, settings.token, fingerprint, alone=not shown and serving.is_this_machine(here)
            ):
                click.echo(line)
            if opens:
                webbrowser.open(
                    f"{at}sign-in?token={settings.token}&next={quote(f'{settings.base_url}desk', safe='')}"
                )

        # Where a program cannot catch the signal, as on Windows, Ctrl-C comes as this.
        with contextlib.suppress(KeyboardInterrupt):
            serving.serve(settings, here, port, tls=context, ready=ready)
        for line in _packed_up(tree):
            click.echo(line)


def _told(at: str, token: str, fingerprint: str, *, alone: bool) -> Iterator[str]:
    yield f"Learners: {at}"
    yield f"You:      {at}sign-in?token={token}"
    if alone:
        yield "Only this machine can reach that address. Name another one with --address."
    if fingerprint:
        yield "Encrypted. No authority vouches for the certificate, so each browser warns once."
        yield f"Its fingerprint (SHA-256), to compare in the browser: {fingerprint}"
    elif not alone and not at.startswith("https:"):
        yield "Not encrypted: whoever is in this network can read along. Use one of your own, or --tls."
    yield "Stop with Ctrl-C: what has been answered stays."


def _slips(tree: Tree) -> Path:
    place = tree.quizzes / "reports" / "slips.html"
    place.parent.mkdir(exist_ok=True)
    return place


def _write(tree: Tree, connection: Any, at: str, learners: Sequence[str], place: Path) -> None:
    """Make codes for people, and write their slips; only the owner of the file can read it."""
    from prevention_cpd.core import settings  # noqa: PLC0415
    from prevention_cpd.quiz.record import codes as one_time  # noqa: PLC0415
    from prevention_cpd.quiz.record import people  # noqa: PLC0415
    from prevention_cpd.server import slips  # noqa: PLC0415

    made = one_time.make(connection, learners)
    names = people.full_names(connection, list(made))
    write_text(place, slips.page(settings.load(tree.settings), at, made, names))


def _packed_up(tree: Tree) -> Iterator[str]:
    """Say for each quiz how many have handed in, and who has only begun."""
    from prevention_cpd.quiz.record import access, kept  # noqa: PLC0415

    with access.reading(tree.quizzes) as connection:
        counts = kept.counts(connection)
    yield "Stopped. All that was handed in is in quizzes/submitted; grade it with cpd grade QUIZ."
    for quiz, (begun, handed_in) in counts.items():
        left = begun - handed_in
        more = f"; {left} began and did not hand in: their answers are kept for the next time" if left else ""
        yield f"{quiz}: {handed_in} handed in{more}."


@contextlib.contextmanager
def _disk_told(what: str, fix: str = "") -> Iterator[None]:
    """Say in a sentence what the system refuses, such as a port that is taken."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        click.echo(f"{what}: {error.strerror or error}{place}. {fix}".rstrip(), err=True)
        sys.exit(1)
