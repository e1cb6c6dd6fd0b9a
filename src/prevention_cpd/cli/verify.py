"""`cpd verify`: whether a certificate holds."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core import settings
from prevention_cpd.records.signing import published
from prevention_cpd.records.signing.issuer import Issuer, folder_of
from prevention_cpd.records.verification import checking


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--issuer",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The provider's issuer.json; the issuer of this course unless given.",
)
@json_option
def verify(paths: tuple[Path, ...], file: Path | None, *, as_json: bool) -> None:
    """Say whether certificates hold. PATHS are files or folders: PDF, .jwt, or a picture of the QR code.

    Needs no network. Exit status: 0 when all are valid, 1 when one is not, or none was found.
    """
    with problems_told(as_json=as_json):
        known = (
            published.load(file) if file else Issuer(folder_of(settings.load(course().settings).id)).known()
        )
        found = list(checking.check(paths, known, datetime.now(UTC)))
    if as_json:
        rows = [{"file": str(path), **asdict(verdict)} for path, verdict in found]
        click.echo(
            json.dumps({"as_of": known.published_at, "certificates": rows}, ensure_ascii=False, indent=2)
        )
    else:
        for path, verdict in found:
            click.echo(f"{shorten(path)}: {checking.told(verdict, known)}")
        click.echo(checking.as_of(known))
    sys.exit(0 if found and all(verdict.state == "valid" for _path, verdict in found) else 1)
