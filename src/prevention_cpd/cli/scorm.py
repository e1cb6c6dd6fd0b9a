"""`cpd export scorm`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core import settings as course_settings
from prevention_cpd.exports import scorm as packages
from prevention_cpd.exports.private_file import write_file


@click.command()
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file."
)
@click.option(
    "--edition",
    type=click.Choice(packages.EDITIONS),
    default="1.2",
    show_default=True,
    help="The edition of SCORM; 2004 is the fourth.",
)
@click.option("--module", help="Open at this module and count it alone; all by default.")
@json_option
def scorm(output: Path, edition: str, module: str | None, *, as_json: bool) -> None:
    """Write the book as a SCORM package, for a learning platform.

    The compiled book goes in as it is; `cpd build` is run first if there is none.
    What is complete and what is passed stands in `learning_platform` of
    assets/course.yml. docs/lms.md tells what a platform gets.
    """
    tree = course()
    with problems_told(as_json=as_json):
        settings = course_settings.load(tree.settings)
        book = tree.root / "_build" / "html"
        if not (book / "index.html").is_file():
            # Only here: Sphinx takes longer to load than most commands take.
            from prevention_cpd.cli.book import compiled  # noqa: PLC0415

            click.echo("There is no compiled book yet, so it is built first.", err=True)
            compiled(tree, book.parent, quiet=True)
        known = packages.modules(book)
        if module and module not in known:
            raise click.UsageError(f"The book has no module {module}. Known are {', '.join(known)}.")
        data = packages.package(settings, book, edition, module)
        write_file(output, data, private=False)
    built = max(path.stat().st_mtime for path in book.rglob("*.html"))
    newer = sorted(str(shorten(path)) for path in _sources(tree.root) if path.stat().st_mtime > built)
    if newer:
        click.echo(
            f"note: {newer[0]} has changed since the book was built; run `cpd build`, then this again.",
            err=True,
        )
    if as_json:
        told = {"file": str(output), "format": "scorm", "edition": edition, "module": module, "stale": newer}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{shorten(output)}: SCORM {edition}, {len(data) / 1e6:.1f} MB.")


def _sources(root: Path) -> list[Path]:
    folders = (
        root / "assets",
        root / "modules",
        root / "reference",
        root / "quizzes" / "banks",
    )
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]
