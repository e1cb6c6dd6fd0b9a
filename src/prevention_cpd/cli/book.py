"""`cpd build` and `cpd serve`."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from prevention_cpd.cli.telling import course, shorten

if TYPE_CHECKING:
    from prevention_cpd.book.editions.pages import Page
    from prevention_cpd.core.tree import Tree


@click.command()
@click.option("--all", "everything", is_flag=True, help="Build every page again, not only what changed.")
@click.option(
    "--to", type=click.Path(path_type=Path), help="The folder for _build, instead of the course's own."
)
def build(*, everything: bool, to: Path | None) -> None:
    """Compile the book into _build/html; a warning fails the build."""
    tree = course()
    folder = (to or tree.root).resolve() / "_build"
    compiled(tree, folder, everything=everything)
    click.echo(f"Open {shorten(folder / 'html' / 'index.html')}")


class Book(NamedTuple):
    """The book as it was compiled."""

    folder: Path
    pages: tuple[Page, ...]


def compiled(tree: Tree, folder: Path, *, everything: bool = False, quiet: bool = False) -> Book:
    """Compile the book below a folder and return it, or tell what is wrong and leave."""
    # Only here: Sphinx takes longer to load than most commands take.
    from sphinx.errors import SphinxError  # noqa: PLC0415

    from prevention_cpd.book.compiling.compiler import Compiler  # noqa: PLC0415

    try:
        with Compiler(tree, folder, everything=everything, told=None if quiet else sys.stdout) as compiler:
            done = compiler.compile()
            pages = compiler.pages() if done else ()
    except SphinxError as error:
        click.echo(str(error), err=True)
        done = False
    if not done:
        click.echo("The book was not built: see the warnings above.", err=True)
        sys.exit(1)
    return Book(folder / "html", pages)


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port on this machine; 0 takes a free one.")
@click.option("--open/--no-open", "opens", default=True, help="Open the book in the browser.")
def serve(*, port: int, opens: bool) -> None:
    """Show the book on this machine only, and every change as soon as it is saved, until Ctrl+C."""
    tree = course()
    from prevention_cpd.book.compiling.preview import Preview  # noqa: PLC0415  # see above

    try:
        preview = Preview(tree, port)
    except OSError as error:
        click.echo(f"Port {port} cannot be used ({error.strerror}). Try `cpd serve --port 0`.", err=True)
        sys.exit(1)
    with preview:
        click.echo(f"The book is at {preview.address} (Ctrl+C ends it)")
        if opens:
            webbrowser.open(preview.address)
        try:
            preview.follow(click.echo)
        except KeyboardInterrupt:
            click.echo()
