"""`cpd grade`: a whole class in one pass."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, line_of, problems_told, shorten
from prevention_cpd.lighter import without_grammar
from prevention_cpd.problems import Code, Problem
from prevention_cpd.quiz.bulk.progress import Progress, duration
from prevention_cpd.quiz.locking import alone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.quiz.bulk.grading import Run
    from prevention_cpd.quiz.bulk.paper import Paper
    from prevention_cpd.quiz.bulk.plan import Plan
    from prevention_cpd.quiz.results.class_row import Row
    from prevention_cpd.tree import Tree

#: What makes the command end with status 1, by what the class list says.
_WRONG = {
    "not_received": (
        Code.NOT_RECEIVED,
        "Ask for it again, or put the notebook of release/ beside the answers",
    ),
    "unreadable": (Code.UNREADABLE, "Look at the submission; what could be read was graded"),
    "not_graded": (Code.NOT_GRADED, "Mend what is named, and grade again"),
}
_NAMES = {
    "not_received": "not received",
    "unreadable": "unreadable",
    "not_graded": "not graded",
    "late": "late",
    "altered": "altered",
    "too_many": "beyond the attempts allowed",
    "waits": "waiting for a marker",
}
_WAITING = "Another `cpd grade` is grading this quiz. Waiting for it."
_STOPPED = "Stopped. What was graded is kept; run the same command again to go on."


@click.command()
@click.argument("quiz")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes grade; by default one a core.")
@click.option(
    "--learner", "learners", multiple=True, metavar="ID", help="Only this learner; may be repeated."
)
@click.option("--force", is_flag=True, help="Grade again what is graded already.")
@click.option("--feedback", is_flag=True, help="Write everybody's feedback page too, as marked by now.")
@click.option("--dry-run", is_flag=True, help="Say what would be graded; change nothing.")
@json_option
def grade(  # noqa: PLR0913  # one for each option
    quiz: str,
    *,
    jobs: int | None,
    learners: tuple[str, ...],
    force: bool,
    feedback: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Grade all submissions of QUIZ, as `nbgrader autograde` does, but a whole class in one pass.

    QUIZ is the name of the assignment, for example terminology or terminology-b.
    Stopped at any moment, even by kill -9, the same command goes on where it was.
    A class list is written to quizzes/reports/QUIZ.html. With --feedback the pages for learners
    are written as well; `nbgrader release_feedback` hands them out.

    Exit status: 0 when all is graded, 1 when something was not received, could not be read
    or could not be graded.
    """
    # nbgrader takes a second to load; no other command needs to wait for it.
    without_grammar()
    with _staying():
        from prevention_cpd.quiz.bulk import paper, plan, setting  # noqa: PLC0415
        from prevention_cpd.quiz.marking import gradebook  # noqa: PLC0415

    tree = course()
    with problems_told(as_json=as_json), gradebook.told(tree.quizzes / "gradebook.db"):
        converter = setting.converter(tree)
        keys = paper.load(converter, quiz, tree.quizzes / "gradebook.db")
        # A second grader of the same quiz waits, and then finds the work done.
        with alone(tree.quizzes / "source" / quiz, waiting=lambda: _say(_WAITING)):
            todo = plan.plan(converter, quiz, students=learners, force=force)
            if unknown := sorted(set(learners) - set(todo.students)):
                raise click.BadParameter(
                    f"nothing was handed in by {', '.join(unknown)}", param_hint="--learner"
                )
            if dry_run:
                _tell_plan(todo, as_json=as_json)
                return
            jobs = jobs or _cores()
            done = _grade(converter, keys, todo, jobs)
            pages = _return(converter, quiz, learners, jobs) if feedback else None
        rows = _class_list(tree, converter, quiz, jobs)
    wrong = _wrong(tree, quiz, rows, done)
    if as_json:
        click.echo(json.dumps(_summary(quiz, todo, done, rows), indent=2))
    else:
        for problem in wrong:
            click.echo(line_of(problem))
        click.echo(f"{quiz}: {_counts(todo, done, rows)}.")
        if pages is not None:
            click.echo(f"Feedback pages: {pages:,}, in {shorten(tree.quizzes / 'feedback')}")
        click.echo(f"Class list: {shorten(_page(tree, quiz))}")
    sys.exit(1 if wrong else 0)


@contextlib.contextmanager
def _staying() -> Iterator[None]:
    """Load what stays until the end: looking through it for what could go would cost a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _grade(converter: Any, keys: Paper, todo: Plan, jobs: int) -> Run:
    from prevention_cpd.quiz.bulk import grading  # noqa: PLC0415

    progress = Progress(sys.stderr)
    try:
        return grading.grade(converter, keys, todo, jobs=jobs, tell=progress)
    except KeyboardInterrupt:
        progress.close()
        _say(_STOPPED)
        sys.exit(130)
    finally:
        progress.close()


def _return(converter: Any, quiz: str, learners: tuple[str, ...], jobs: int) -> int:
    from prevention_cpd.quiz.bulk import returning  # noqa: PLC0415

    return returning.write_all(converter, quiz, students=learners, jobs=jobs)


def _class_list(tree: Tree, converter: Any, quiz: str, jobs: int) -> list[Row]:
    """Write the class list, and return its rows."""
    from prevention_cpd.quiz.bulk import listing  # noqa: PLC0415
    from prevention_cpd.quiz.results import class_list  # noqa: PLC0415

    rows = listing.rows(converter, quiz, jobs=jobs)
    page = _page(tree, quiz)
    page.parent.mkdir(exist_ok=True)
    # The name of a folder need not be text.
    page.write_text(class_list.page(tree.quizzes, quiz, rows), encoding="utf-8", errors="backslashreplace")
    return rows


def _wrong(tree: Tree, quiz: str, rows: list[Row], done: Run) -> list[Problem]:
    """Return what makes the command end with status 1."""
    submitted = tree.quizzes / "submitted"
    failed = {each.task.student: each.why for each in done.failed}
    found = []
    for row in rows:
        need = next((need for need in _WRONG if need in row.needs), "")
        if row.student in failed:
            need = "not_graded"
        if need:
            code, fix = _WRONG[need]
            told = [failed[row.student]] if row.student in failed else row.told
            what = " ".join(told).rstrip(".") or code.value.replace("-", " ")
            found.append(Problem(file=submitted / row.student / quiz, line=0, code=code, what=what, fix=fix))
    return found


def _tell_plan(todo: Plan, *, as_json: bool) -> None:
    if as_json:
        data = {
            "to_grade": [task.student for task in todo.tasks],
            "already_graded": todo.done,
            "not_received": sorted(todo.missing),
        }
        click.echo(json.dumps(data, indent=2))
        return
    for task in todo.tasks:
        click.echo(task.student)
    click.echo(
        f"{len(todo.tasks):,} to grade, {todo.done:,} graded already, {len(todo.missing):,} not received."
    )


def _counts(todo: Plan, done: Run, rows: list[Row]) -> str:
    counts = [("graded already", todo.done)]
    counts += [(name, sum(need in row.needs for row in rows)) for need, name in _NAMES.items()]
    speed = f" in {duration(done.seconds)} ({done.rate:.0f} a second)" if done.graded else ""
    return ", ".join(
        [f"{done.graded:,} graded{speed}", *(f"{count:,} {name}" for name, count in counts if count)]
    )


def _summary(quiz: str, todo: Plan, done: Run, rows: list[Row]) -> dict[str, Any]:
    return {
        "quiz": quiz,
        "graded": done.graded,
        "already_graded": todo.done,
        "failed": [{"student": each.task.student, "why": each.why} for each in done.failed],
        "seconds": round(done.seconds, 3),
        "learners": [row.as_data() for row in rows],
    }


def _page(tree: Tree, quiz: str) -> Path:
    return tree.quizzes / "reports" / f"{quiz}.html"


def _cores() -> int:
    """Return how many cores this process may use, which may be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _say(text: str) -> None:
    click.echo(text, err=True)
