"""Grade a class: the one function behind `cpd grade`."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook

from prevention_cpd.quiz.bulk import leftovers, rows, run
from prevention_cpd.quiz.bulk.desk import Failed, Graded
from prevention_cpd.quiz.bulk.penalties import Penalties
from prevention_cpd.quiz.bulk.writer import Writer
from prevention_cpd.quiz.history import attempts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prevention_cpd.quiz.bulk.paper import Paper
    from prevention_cpd.quiz.bulk.plan import Plan


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


def grade(converter: Any, paper: Paper, plan: Plan, *, jobs: int, tell: Callable[[Run], None]) -> Run:
    """Grade what a plan names.

    Args:
        converter: nbgrader's own, from `setting.converter`.
        paper: the quiz, from `paper.load`.
        plan: what to grade.
        jobs: how many processes grade.
        tell: called after each batch.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: when the gradebook cannot be written; what was graded before stands.
    """
    leftovers.remove(converter, paper.quiz)
    state = Run(total=len(plan.tasks))
    with _writer(converter, paper) as writer:
        for batch in run.results(run.desk(converter, paper), plan.tasks, jobs):
            graded = [each for each in batch if isinstance(each, Graded)]
            state.failed += [each for each in batch if isinstance(each, Failed)]
            writer.write(graded)
            if converter.coursedir.groupshared:
                for each in graded:
                    converter.set_permissions(paper.quiz, each.task.student)
            state.graded += len(graded)
            state.seconds = time.monotonic() - state.started
            tell(state)
    return state


@contextlib.contextmanager
def _writer(converter: Any, paper: Paper) -> Iterator[Writer]:
    coursedir = converter.coursedir
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        places = rows.places(gradebook, paper.quiz)
    engine = rows.engine(coursedir.db_url)
    course = Path(coursedir.root)
    try:
        yield Writer(
            quiz=paper.quiz,
            engine=engine,
            places=places,
            history=course / attempts.FOLDER,
            penalties=Penalties(converter),
        )
    finally:
        engine.dispose()
