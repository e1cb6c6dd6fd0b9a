"""`cpd class backup` and `cpd class restore`."""

from __future__ import annotations

from pathlib import Path

import click

from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core.startup import without_grammar


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write everything of the class into FILE, a .tar.gz: marks, answers, hand-ins, feedback, keys.

    People may go on working. Keep the file where only trainers can read it: it holds all keys too.
    """
    without_grammar()
    from prevention_cpd.quiz.record import backup as backups  # noqa: PLC0415  # nbgrader takes a second to load

    with problems_told():
        count = backups.save(course().quizzes, file.absolute())
    click.echo(f"{count:,} files are in {shorten(file)}, which only you can read.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path) -> None:
    """Bring the class in FILE back into a copy of the course that has no class yet."""
    without_grammar()
    from prevention_cpd.quiz.record import backup as backups  # noqa: PLC0415

    with problems_told():
        count = backups.restore(course().quizzes, file)
    click.echo(f"{count:,} files are back.")
