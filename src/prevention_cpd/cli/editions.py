"""`cpd notebooks`: the course in other forms than the book."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from prevention_cpd.cli.book import compiled
from prevention_cpd.cli.telling import course, shorten


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
def notebooks(folder: Path | None) -> None:
    """Write the pages as notebooks into FOLDER (_build/notebooks), each whole in itself.

    A notebook can be copied anywhere. Its activities need the course's package to come alive, and can be read
    without it.
    """
    tree = course()
    made = compiled(tree, tree.root / "_build", quiet=True) / "notebooks"
    to = folder or tree.root / "_build" / "notebooks"
    shutil.copytree(made, to, dirs_exist_ok=True)
    click.echo(f"{len(list(made.rglob('*.ipynb')))} notebooks. Open {shorten(to / 'index.ipynb')}")
