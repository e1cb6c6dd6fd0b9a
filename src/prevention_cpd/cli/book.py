"""`cpd build` and `cpd serve`."""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import webbrowser
from pathlib import Path

import click

from prevention_cpd.cli.telling import course, shorten

#: Jupyter Book cannot be run with `python -m`, and its script need not be on the PATH.
_JUPYTER_BOOK = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()"]


@click.command()
@click.option("--all", "everything", is_flag=True, help="Build every page again, not only what changed.")
@click.option(
    "--to", type=click.Path(path_type=Path), help="The folder for _build, instead of the course's own."
)
def build(*, everything: bool, to: Path | None) -> None:
    """Compile the book into _build/html; a warning fails the build."""
    tree = course()
    options = ["-n", "--warningiserror", "--keep-going"]
    options += ["--all"] if everything else []
    options += ["--path-output", str(to)] if to else []
    done = subprocess.run([*_JUPYTER_BOOK, "build", *options, str(tree.root)], check=False)  # noqa: S603  # our own interpreter
    index = (to or tree.root) / "_build" / "html" / "index.html"
    if done.returncode or not index.is_file():
        click.echo("The book was not built: see the warnings above.", err=True)
        sys.exit(1)
    click.echo(f"Open {shorten(index)}")


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port on this machine; 0 takes a free one.")
@click.option("--open/--no-open", "opens", default=True, help="Open the book in the browser.")
def serve(*, port: int, opens: bool) -> None:
    """Show the compiled book on this machine only, until Ctrl+C."""
    folder = course().root / "_build" / "html"
    if not (folder / "index.html").is_file():
        click.echo("There is no compiled book yet. Run `cpd build` first.", err=True)
        sys.exit(1)
    handler = functools.partial(_Quiet, directory=str(folder))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        click.echo(f"Port {port} cannot be used ({error.strerror}). Try `cpd serve --port 0`.", err=True)
        sys.exit(1)
    with server:
        address = f"http://127.0.0.1:{server.server_port}/"
        click.echo(f"The book is at {address} (Ctrl+C ends it)")
        if opens:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""
