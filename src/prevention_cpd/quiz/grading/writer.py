"""The one writer: rows, history, then each copy in its place, in an order that survives being killed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError, OperationalError

from prevention_cpd.quiz.grading import gradebook_rows, staging
from prevention_cpd.quiz.grading.gradebook_rows import Entry
from prevention_cpd.quiz.history import attempts
from prevention_cpd.quiz.history.standings import standings

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from prevention_cpd.quiz.grading.gradebook_rows import Places
    from prevention_cpd.quiz.grading.penalties import Penalties
    from prevention_cpd.quiz.grading.submission_grader import Graded
    from prevention_cpd.quiz.history.attempt import Attempt
    from prevention_cpd.quiz.history.standings import Standing

#: How often a batch is tried that met another program's write.
_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes batches of graded submissions of one quiz."""

    quiz: str
    engine: Engine
    places: Places
    #: Where the history of attempts stands.
    history: Path
    penalties: Penalties

    def write(self, batch: Sequence[Graded]) -> None:
        """Write a batch whole or not at all.

        A submission counts as graded when its copy is in its place. That comes
        last: whatever was written before is written again, the same, by the next run.

        Raises:
            sqlalchemy.exc.DBAPIError: when the gradebook cannot be written.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                with self.engine.begin() as connection:
                    gradebook_rows.lock(connection, self.places)
                    known = gradebook_rows.known(
                        connection, self.places, [graded.task.student for graded in batch]
                    )
                    gradebook_rows.write(
                        connection, self.places, self._entries(connection, batch, known), known
                    )
                break
            except (IntegrityError, OperationalError):
                # Another program wrote one of these submissions at the same moment.
                if attempt == _TRIES:
                    raise
        for graded in batch:
            graded.draft.settle()
            staging.settle(graded.task.graded)

    def _entries(
        self, connection: Connection, batch: Sequence[Graded], known: Collection[str]
    ) -> list[Entry]:
        before = standings(SimpleNamespace(db=connection), self.quiz, known) if known else {}
        times = self.penalties.times(connection, self.places.assignment, known)
        entries = []
        for graded in batch:
            new = graded.attempt
            standing = before.get(new.student)
            if standing and _taken_over(standing, new):
                # A run that was killed after writing these rows; they say nothing of an earlier attempt.
                clear = frozenset[str]()
            else:
                clear = attempts.close(self.history, new, standing)
            late = times.late(new.student, graded.timestamp)
            penalty = late and self.penalties.of(new.student, _score(new, standing, clear), late)
            entries.append(
                Entry(
                    student=new.student,
                    timestamp=graded.timestamp,
                    scores=graded.scores,
                    flag=graded.flag,
                    penalty=penalty or None,
                    clear=clear,
                )
            )
        return entries


def _taken_over(standing: Standing, new: Attempt) -> bool:
    """Tell whether the gradebook's row is that of the new attempt already."""
    return standing.submitted_at == new.submitted_at and all(
        each.auto == new.marks[name].auto and not each.by_hand
        for name, each in standing.marks.items()
        if name in new.marks
    )


def _score(new: Attempt, standing: Standing | None, clear: frozenset[str]) -> float:
    """Return what the submission is worth when its rows are written: a person's marks go first."""
    given = dict(new.marks)
    for name, each in standing.marks.items() if standing else ():
        if name in given and name not in clear:
            given[name] = replace(each, auto=given[name].auto)
    return sum(each.points for each in given.values())
