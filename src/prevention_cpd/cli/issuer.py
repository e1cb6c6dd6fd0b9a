"""`cpd issuer`: the key that signs certificates, and what the provider makes known of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prevention_cpd.cli import passphrase
from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core import settings
from prevention_cpd.core.startup import without_grammar

if TYPE_CHECKING:
    from prevention_cpd.records.signing.issuer import Issuer

_OPEN = click.option(
    "--without-passphrase", is_flag=True, help="Protect the key by the rights of its file alone."
)

_HOLD = "{n} certificates of the old key still hold, by their digests. No other does."
_PUBLISH = "Now run `cpd issuer publish`: who checks certificates needs the new list."


@click.group()
def issuer() -> None:
    """Make, change and make known the key that signs certificates."""


@issuer.command()
@_OPEN
def new(*, without_passphrase: bool) -> None:
    """Make an issuer: a folder with a private key, outside the course.

    The name in certificates is `provider: name` of assets/course.yml. CPD_ISSUER names another folder.
    """
    tree = course()
    with problems_told():
        own, name = _issuer(), settings.load(tree.settings).fields["provider"]["name"]
        if not own.file.exists():
            made = own.new(name, "" if without_passphrase else passphrase.new())
            click.echo(f"{name}: {made.key.id}")
            click.echo(
                f"The key is in {own.folder}. Keep a copy of it, and of the passphrase, in a safe place."
            )
            return
        own.new(name, "")


@issuer.command()
@click.option(
    "--stolen",
    is_flag=True,
    help="Somebody else has the key in use: only what the record has of it still holds.",
)
@_OPEN
def rotate(*, stolen: bool, without_passphrase: bool) -> None:
    """Put a new key in the place of the one in use. What the old one signed until now stays good.

    Do it when the key is lost or its passphrase forgotten; with --stolen each time that somebody leaves who
    knew the passphrase.
    """
    without_grammar()
    from prevention_cpd.quiz.grading import gradebook  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.quiz.record import access, certificates  # noqa: PLC0415
    from prevention_cpd.records.signing import clock  # noqa: PLC0415

    tree = course()
    with problems_told():
        own = _issuer()
        before, last, genuine = own.known(), "", None
        # Without a class a key may be replaced; that it was stolen needs the class record.
        if stolen or not gradebook.absent(access.address(tree.quizzes)):
            with access.reading(tree.quizzes) as connection:
                last = certificates.latest(connection)
                genuine = certificates.digests(connection, before.key.id) if stolen else None
        clock.check(before, last, own.file)
        made = own.rotate("" if without_passphrase else passphrase.new(), genuine)
    click.echo(f"{made.name}: {made.key.id}")
    if genuine is not None:
        click.echo(_HOLD.format(n=len(genuine)))
    click.echo(_PUBLISH)


@issuer.command()
@click.argument("key")
def stolen(key: str) -> None:
    """Say that somebody else has KEY, an older key of the issuer. For the one in use: `rotate --stolen`.

    `cpd issuer publish` writes the names of all keys.
    """
    without_grammar()
    from prevention_cpd.quiz.record import access, certificates  # noqa: PLC0415  # nbgrader takes a second to load

    tree = course()
    with problems_told():
        own = _issuer()
        older = [each.id for each in own.known().keys[:-1]]
        if key not in older:
            raise click.UsageError(f"{key} is no older key. Older keys: {', '.join(older) or 'none'}.")
        with access.reading(tree.quizzes) as connection:
            genuine = certificates.digests(connection, key)
        own.stolen(key, genuine)
    click.echo(_HOLD.format(n=len(genuine)))
    click.echo(_PUBLISH)


@issuer.command()
@click.argument("certificates", nargs=-1, required=True)
@click.option(
    "--reason",
    type=click.Choice(["corrected", "mistake", "asked", "other"]),
    required=True,
    help="A mark was corrected, it was issued by mistake, the person asked for it, or another one.",
)
def withdraw(certificates: tuple[str, ...], *, reason: str) -> None:
    """Withdraw CERTIFICATES, by the numbers that are printed on them.

    The list says the number, the date and the reason, and nothing about the person.
    """
    without_grammar()
    from prevention_cpd.records.certificates import issuing, withdrawing  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.records.signing.published import REASONS  # noqa: PLC0415

    tree = course()
    with problems_told():
        ids = withdrawing.known(tree.quizzes, certificates)
        known = _issuer().withdraw(ids, next(each for each in REASONS if each == reason))
        withdrawing.take_away(issuing.folder(tree), ids)
    click.echo(f"{len(known.withdrawn)} withdrawn in all. Now run `cpd issuer publish`.")


@issuer.command()
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder."
)
def publish(output: Path) -> None:
    """Write what others need for checking: `issuer.json` and the page `verify.html`.

    Both hold public keys and withdrawals, and nothing about a person. Put them on a web site or a shared
    drive, or send them.
    """
    from prevention_cpd.records.verification import publishing  # noqa: PLC0415

    tree = course()
    with problems_told():
        for path in publishing.publish(settings.load(tree.settings), _issuer(), output):
            click.echo(str(shorten(path)))


def _issuer() -> Issuer:
    from prevention_cpd.records.signing.issuer import Issuer, folder_of  # noqa: PLC0415

    return Issuer(folder_of(settings.load(course().settings).id))
