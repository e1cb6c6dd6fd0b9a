"""How commands tell problems: one line each on standard output, or JSON for programs."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.tree import Tree, find
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@contextlib.contextmanager
def problems_told(*, as_json: bool = False) -> Iterator[None]:
    """Turn a `CourseError` into its lines and exit status 1, never a traceback."""
    try:
        yield
    except CourseError as error:
        stop(error.problems, as_json=as_json)


def course() -> Tree:
    """Return the course that holds the current folder, or tell that there is none."""
    with problems_told():
        return find()
    raise AssertionError


def stop(problems: Sequence[Problem], *, as_json: bool = False) -> NoReturn:
    """Print the problems and leave with exit status 1, or 0 when there are none."""
    tell(problems, as_json=as_json)
    sys.exit(1 if problems else 0)


def tell(problems: Sequence[Problem], *, as_json: bool = False) -> None:
    """Print the problems."""
    if as_json:
        click.echo(json.dumps({"problems": rows_of(problems)}, ensure_ascii=False, indent=2))
        return
    for found in problems:
        click.echo(line_of(found))


def rows_of(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return the problems as data for programs."""
    return [
        {
            "file": str(shorten(found.file)),
            "line": found.line,
            "code": found.code.value,
            "what": found.what,
            "fix": found.fix,
        }
        for found in problems
    ]


def line_of(problem: Problem) -> str:
    """Return a problem as one line, its file as seen from the current folder."""
    line = str(replace(problem, file=shorten(problem.file)))
    # The name of a file may hold what is no text, or what turns the terminal round.
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)


def shorten(path: Path) -> Path:
    """Return the path as seen from the current folder, where it lies below it."""
    # A submission may be a link to itself, which cannot be resolved.
    with contextlib.suppress(ValueError, OSError, RuntimeError):
        return path.resolve().relative_to(Path.cwd().resolve())
    return path


def nothing_graded(quizzes: Path, quiz: str) -> Problem:
    """Return the problem that nothing of a quiz is graded yet."""
    what, fix = say("results", "nothing", quiz=quiz), say("results", "nothing_fix", quiz=quiz)
    return Problem(file=quizzes / "submitted", line=0, code=Code.NOT_GRADED, what=what, fix=fix)
