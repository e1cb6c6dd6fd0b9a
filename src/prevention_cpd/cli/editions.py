"""`cpd notebooks`, `cpd handbook` and `cpd bundle`: the course in other forms than the book."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from prevention_cpd.cli.book import compiled
from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core import settings


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def notebooks(folder: Path | None) -> None:
    """Write the pages as notebooks into FOLDER (_build/notebooks), each whole in itself.

    A notebook can be copied anywhere. Its activities need the course's package to come alive, and can be read
    without it.
    """
    tree = course()
    made = compiled(tree, tree.root / "_build", quiet=True).folder / "notebooks"
    to = folder or tree.root / "_build" / "notebooks"
    shutil.copytree(made, to, dirs_exist_ok=True)
    click.echo(f"{len(list(made.rglob('*.ipynb')))} notebooks. Open {shorten(to / 'index.ipynb')}")


@click.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
def handbook(output: Path | None) -> None:
    """Set the whole course as one tagged PDF (_build/handbook.pdf), with the answers at the back."""
    tree = course()
    from prevention_cpd.book.editions.handbook import make  # noqa: PLC0415  # as above

    book = compiled(tree, tree.root / "_build", quiet=True)
    to = output or tree.root / "_build" / "handbook.pdf"
    with problems_told():
        pdf = make(book.folder, book.pages, settings.load(tree.settings))
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(pdf)
    click.echo(f"The handbook is {shorten(to)}")


@click.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The zip to write.")
def bundle(output: Path | None) -> None:
    """Put book, notebooks and handbook into one zip (_build/<course>.zip) for machines without a network."""
    tree = course()
    from prevention_cpd.book.editions import bundle as bundles  # noqa: PLC0415  # as above
    from prevention_cpd.book.editions.handbook import make  # noqa: PLC0415

    book = compiled(tree, tree.root / "_build", quiet=True)
    chosen = settings.load(tree.settings)
    to = output or tree.root / "_build" / f"{chosen.id}.zip"
    with problems_told():
        bundles.write(to, book.folder, make(book.folder, book.pages, chosen), chosen)
    click.echo(f"The bundle is {shorten(to)} ({to.stat().st_size / 1e6:.0f} MB)")
