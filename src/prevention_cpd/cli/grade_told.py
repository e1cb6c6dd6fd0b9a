"""What `cpd grade` says: what is wrong, in lines; how many of what; the same for programs."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.escape import printable
from prevention_cpd.quiz.grading.progress import duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.quiz.grading.grade_class import Run
    from prevention_cpd.quiz.grading.plan import Plan
    from prevention_cpd.quiz.results.class_row import Row
    from prevention_cpd.quiz.results.feedback_class import Outcome

#: What makes the command end with status 1, by what the class list says.
_WRONG = {
    "not_received": (
        Code.NOT_RECEIVED,
        "Ask the learner for answers.json, put it there with the notebook of release/, and grade again",
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


def wrong(tree: Tree, quiz: str, rows: Sequence[Row], pages: Sequence[Outcome]) -> list[Problem]:
    """Return what makes the command end with status 1."""
    found = []
    for row in rows:
        if need := next((need for need in _WRONG if need in row.needs), ""):
            code, fix = _WRONG[need]
            what = " ".join(row.told).rstrip(".") or code.value.replace("-", " ")
            place = tree.quizzes / "submitted" / row.student / quiz
            found.append(Problem(file=place, line=0, code=code, what=what, fix=fix))
    for page in pages:
        if page.why:
            what = f"no feedback page was written ({page.why})"
            fix = "Grade this learner again with --force --learner"
            found.append(Problem(file=page.graded, line=0, code=Code.NOT_GRADED, what=what, fix=fix))
    return found


def plan(todo: Plan, *, as_json: bool) -> None:
    """Say what would be graded."""
    if as_json:
        data = {
            "to_grade": [task.student for task in todo.tasks],
            "already_graded": todo.done,
            "not_received": sorted(map(printable, todo.missing)),
        }
        click.echo(json.dumps(data, indent=2))
        return
    for task in todo.tasks:
        click.echo(printable(task.student))
    click.echo(
        f"{len(todo.tasks):,} to grade, {todo.done:,} graded already, {len(todo.missing):,} not received."
    )


def counts(todo: Plan, done: Run, rows: Sequence[Row]) -> str:
    """Return how many are graded, and how many need what."""
    found = [("graded already", todo.done)]
    found += [(name, sum(need in row.needs for row in rows)) for need, name in _NAMES.items()]
    speed = f" in {duration(done.seconds)} ({done.rate:.0f} a second)" if done.graded else ""
    return ", ".join(
        [f"{done.graded:,} graded{speed}", *(f"{count:,} {name}" for name, count in found if count)]
    )


def feedback(pages: Sequence[Outcome], place: Path) -> Iterator[str]:
    """Say how many pages were written, and how many were held back for which reason."""
    held = Counter(page.held for page in pages if page.held)
    yield f"Feedback pages: {sum(not page.why and not page.held for page in pages):,}, in {place}"
    for why, count in sorted(held.items()):
        yield f"{count:,} {why}"


def summary(
    quiz: str, todo: Plan, done: Run, rows: Sequence[Row], pages: Sequence[Outcome]
) -> dict[str, Any]:
    """Return what a run did, as plain data."""
    return {
        "quiz": quiz,
        "graded": done.graded,
        "already_graded": todo.done,
        "failed": [{"student": each.task.student, "why": each.why} for each in done.failed],
        "held_back": [{"student": each.student, "why": each.held} for each in pages if each.held],
        "without_page": [{"student": each.student, "why": each.why} for each in pages if each.why],
        "seconds": round(done.seconds, 3),
        "learners": [row.as_data() for row in rows],
    }


@contextlib.contextmanager
def disk(tree: Tree) -> Iterator[None]:
    """Turn a disk that is full, or a folder that may not be written, into a problem.

    Raises:
        CourseError: with the file and what to do.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        file = Path(error.filename) if isinstance(error.filename, str) else tree.quizzes
        what = f"it cannot be read or written ({error.strerror or type(error).__name__})"
        fix = "Make room on the disk, or see to the permissions, and grade again; what was graded is kept"
        problem = Problem(file=file, line=0, code=Code.GRADING_SETUP, what=what, fix=fix)
        raise CourseError([problem]) from None
