"""`cpd grade`: a whole class in one pass."""

from __future__ import annotations

import contextlib
import gc
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from prevention_cpd.cli import grade_told as told
from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, line_of, problems_told, shorten
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.format import naming
from prevention_cpd.quiz.grading.progress import Progress
from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.quiz.grading.grade_class import Run
    from prevention_cpd.quiz.grading.plan import Plan
    from prevention_cpd.quiz.grading.released_quiz import ReleasedQuiz
    from prevention_cpd.quiz.results.class_row import Row
    from prevention_cpd.quiz.results.feedback_class import Outcome

_STOPPED = "Stopped. What was graded is kept; run the same command again to go on."


@click.command()
@click.argument("quiz")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes grade; by default one a core.")
@click.option(
    "--learner", "learners", multiple=True, metavar="ID", help="Only this learner; may be repeated."
)
@click.option("--force", is_flag=True, help="Grade again what is graded; points that a person gave stay.")
@click.option("--feedback", is_flag=True, help="Write the feedback pages too, as marked by now.")
@click.option("--early", is_flag=True, help="With --feedback: hold no page back.")
@click.option("--dry-run", is_flag=True, help="Say what would be graded; grade nothing.")
@json_option
def grade(  # noqa: PLR0913  # one for each option
    quiz: str,
    *,
    jobs: int | None,
    learners: tuple[str, ...],
    force: bool,
    feedback: bool,
    early: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Grade all submissions of QUIZ, a whole class in one pass.

    QUIZ is the name of the assignment, for example terminology or terminology-b.
    You can stop it at any moment, and a computer that stops does no harm: the same command goes on.
    A class list is written to quizzes/reports/QUIZ.html. With --feedback the pages for learners
    are written as well; `nbgrader release_feedback` hands them out. A page is held back while an answer
    of its learner waits for a marker, or can still be handed in, unless you say --early.

    Exit status: 0 when all that came in is graded (some of it may be late, altered or waiting for
    a marker); 1 when something was not received, not readable or not graded, or nothing could be
    done; 2 for wrong usage; 130 when you stopped it.
    """
    # nbgrader takes a second to load; no other command needs to wait for it.
    without_grammar()
    with _staying():
        from prevention_cpd.quiz.grading import gradebook, plan, released_quiz, trainer_config, workers  # noqa: PLC0415

    tree = course()
    with problems_told(as_json=as_json), told.disk(tree), gradebook.told(tree.quizzes / "gradebook.db"):
        naming.meant(tree.quizzes, quiz)
        converter = trainer_config.converter(tree)
        keys = released_quiz.load(converter, quiz, tree.quizzes / "gradebook.db")
        # A second grader of the same quiz waits, and then finds the work done.
        with alone(tree.quizzes / "source" / quiz, waiting=lambda: _say(words("gradebook")["waiting"])):
            chosen = (lambda student: student in learners) if learners else (lambda _student: True)
            todo = plan.plan(converter, quiz, chosen=chosen, force=force)
            if unknown := sorted(set(learners) - set(todo.students)):
                raise click.BadParameter(
                    f"nothing was handed in by {', '.join(unknown)}", param_hint="--learner"
                )
            if dry_run:
                told.plan(todo, as_json=as_json)
                return
            jobs = jobs or workers.cores()
            done = _grade(converter, keys, todo, jobs)
            pages = _return(converter, quiz, chosen, jobs, early=early) if feedback else []
        rows = _class_list(tree, converter, todo, jobs, done)
    wrong = told.wrong(tree, quiz, [row for row in rows if not learners or row.student in learners], pages)
    if as_json:
        click.echo(json.dumps(told.summary(quiz, todo, done, rows, pages), indent=2))
    else:
        for problem in wrong:
            click.echo(line_of(problem))
        click.echo(f"{quiz}: {told.counts(todo, done, rows)}.")
        if feedback:
            for line in told.feedback(pages, shorten(tree.quizzes / "feedback")):
                click.echo(line)
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


def _grade(converter: Any, keys: ReleasedQuiz, todo: Plan, jobs: int) -> Run:
    from prevention_cpd.quiz.grading import grade_class  # noqa: PLC0415

    progress = Progress(sys.stderr)
    try:
        return grade_class.grade(converter, keys, todo, jobs=jobs, tell=progress)
    except KeyboardInterrupt:
        _say(_STOPPED)
        sys.exit(130)
    finally:
        progress.close()


def _return(
    converter: Any, quiz: str, chosen: Callable[[str], bool], jobs: int, *, early: bool
) -> list[Outcome]:
    from nbgrader.converters import GenerateFeedback  # noqa: PLC0415

    from prevention_cpd.quiz.results import feedback_class  # noqa: PLC0415

    feedback = GenerateFeedback(coursedir=converter.coursedir, parent=converter.parent)
    return feedback_class.write_all(feedback, quiz, chosen=chosen, jobs=jobs, early=early)


def _class_list(tree: Tree, converter: Any, todo: Plan, jobs: int, done: Run) -> list[Row]:
    """Write the class list, and return its rows."""
    from prevention_cpd.quiz.record import access, changes  # noqa: PLC0415
    from prevention_cpd.quiz.results import (  # noqa: PLC0415
        class_list,
        class_list_workers,
        class_page,
    )

    failed = {each.task.student: each.why for each in done.failed}
    rows = class_list_workers.rows(converter, todo.quiz, looked_at=todo.students, jobs=jobs)
    rows = class_list.with_failures(rows, failed)
    page = _page(tree, todo.quiz)
    page.parent.mkdir(exist_ok=True)
    with access.reading(tree.quizzes) as connection:
        changed = changes.of(connection, todo.quiz)
    page.write_text(class_page.page(tree.quizzes, todo.quiz, rows, changed), encoding="utf-8")
    return rows


def _page(tree: Tree, quiz: str) -> Path:
    return tree.quizzes / "reports" / f"{quiz}.html"


def _say(text: str) -> None:
    click.echo(text, err=True)
