"""The command `cpd`: thin; every command calls one function of the package.

Exit status: 0 done, 1 problems found (each on a line of its own), 2 wrong usage.
"""

from __future__ import annotations

import click

from prevention_cpd import __version__
from prevention_cpd.cli.book import build, serve
from prevention_cpd.cli.check import check
from prevention_cpd.cli.grade import grade
from prevention_cpd.cli.language import language
from prevention_cpd.cli.quiz import quiz
from prevention_cpd.cli.reading import reading

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cpd")
def main() -> None:
    """Work on a course: check it, compile it, build and grade its quizzes.

    Every command works on the course that holds the current folder.
    """


for command in (check, build, serve, quiz, grade, language, reading):
    main.add_command(command)
