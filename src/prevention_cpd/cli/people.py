"""The people that a command is about: those who are named, or the whole class."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from prevention_cpd.cli.telling import stop
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from prevention_cpd.core.tree import Tree


def chosen(
    tree: Tree, known: Collection[str], named: Sequence[str], *, as_json: bool, run: str = ""
) -> list[str]:
    """Return the ids that are named, or all that are known; leave with status 1 when one or none is known.

    Args:
        tree: the course.
        known: who is on the class list, or in the run.
        named: ids.
        as_json: how problems are told.
        run: the run that is meant; the class itself for "".
    """
    if unknown := [_unknown(tree, known, name, run) for name in named if name not in known]:
        stop(unknown, as_json=as_json)
    if not known:
        what = f"nobody is in the run {run}" if run else "nobody is on the class list"
        stop([_problem(tree, what, run=run)], as_json=as_json)
    return list(named) or sorted(known)


def of_run(tree: Tree, known: Collection[str], run: str) -> tuple[list[str], set[str]]:
    """Return who of those who are known is in a run, and who has left it; of the class itself for "".

    Raises:
        CourseError: when there is no such run.
    """
    from prevention_cpd.quiz.record import access, runs  # noqa: PLC0415  # nbgrader takes a second to load

    with access.reading(tree.quizzes) as connection:
        if run:
            runs.known(connection, run, place=tree.quizzes / "gradebook.db")
        some = set(runs.members(connection, run)) if run else set(known)
        return [name for name in known if name in some], runs.left(connection, run)


def _unknown(tree: Tree, known: Collection[str], name: str, run: str) -> Problem:
    near = difflib.get_close_matches(name, known, n=1)
    what = f"nobody in {f'the run {run}' if run else 'the class list'} has the id {name}"
    return _problem(tree, what, f"Did you mean {near[0]}" if near else "", run=run)


def _problem(tree: Tree, what: str, fix: str = "", *, run: str = "") -> Problem:
    command = f"cpd class import FILE --run {run}" if run else "cpd class import FILE"
    fix = fix or f"Bring {'its people' if run else 'the class list'} in with `{command}`"
    return Problem(file=tree.quizzes, line=0, code=Code.CLASS_LIST, what=what, fix=fix)
