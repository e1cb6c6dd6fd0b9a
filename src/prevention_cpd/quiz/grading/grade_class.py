"""Grade a class: the one function behind `cpd grade`."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook

from prevention_cpd.quiz.grading import cleanup, gradebook_rows, workers
from prevention_cpd.quiz.grading.penalties import Penalties
from prevention_cpd.quiz.grading.submission_grader import Failed, GradedSubmission, submission_grader
from prevention_cpd.quiz.grading.writer import Writer
from prevention_cpd.quiz.record import tables, writing
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from prevention_cpd.quiz.grading.plan import Plan
    from prevention_cpd.quiz.grading.released_quiz import ReleasedQuiz
    from prevention_cpd.quiz.grading.submission_grader import Task

#: The most submissions that are written in one transaction.
_BATCH = 50


@dataclass(slots=True, kw_only=True)
class Run:
    """What a run has done so far."""

    total: int
    graded: int = 0
    failed: list[Failed] = field(default_factory=list)
    #: In seconds.
    started: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """How many submissions have been dealt with."""
        return self.graded + len(self.failed)

    @property
    def rate(self) -> float:
        """Submissions a second."""
        return self.done / self.seconds if self.seconds else 0.0


def grade(
    converter: Any, released: ReleasedQuiz, plan: Plan, *, jobs: int, tell: Callable[[Run], None]
) -> Run:
    """Grade what a plan names.

    Args:
        converter: nbgrader's own, from `setting.converter`.
        released: the quiz, from `released.load`.
        plan: what to grade.
        jobs: how many processes grade.
        tell: called after each batch.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: when the gradebook cannot be written; what was graded before stands.
    """
    cleanup.remove(converter, released.quiz)
    state = Run(total=len(plan.tasks))
    with _writer(converter, released) as writer:
        work = submission_grader(converter, released).grade_all
        for batch in workers.results(work, plan.tasks, jobs, most=_BATCH, lost=_failed):
            graded = [each for each in batch if isinstance(each, GradedSubmission)]
            state.failed += [each for each in batch if isinstance(each, Failed)]
            writer.write(graded)
            if converter.coursedir.groupshared:
                for each in graded:
                    converter.set_permissions(released.quiz, each.task.student)
            state.graded += len(graded)
            state.seconds = time.monotonic() - state.started
            tell(state)
    return state


def _failed(tasks: Sequence[Task]) -> list[GradedSubmission | Failed]:
    return [Failed(task=task, why=words("bulk")["worker_lost"]) for task in tasks]


@contextlib.contextmanager
def _writer(converter: Any, released: ReleasedQuiz) -> Iterator[Writer]:
    coursedir = converter.coursedir
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        places = gradebook_rows.places(gradebook, released.quiz)
    engine = tables.engine(coursedir.db_url)
    try:
        with engine.begin() as connection:
            gradebook_rows.lock(connection, places)
            writing.read_back(connection, released.quiz)
        yield Writer(quiz=released.quiz, engine=engine, places=places, penalties=Penalties(converter))
    finally:
        engine.dispose()
