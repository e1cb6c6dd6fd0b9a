"""The one writer: rows, history, then each copy in its place, in an order that survives being killed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError, OperationalError

from prevention_cpd.quiz import attempts, marks
from prevention_cpd.quiz.attempt import Attempt
from prevention_cpd.quiz.bulk import placing, rows
from prevention_cpd.quiz.bulk.rows import Entry
from prevention_cpd.quiz.marks import Marks, Standing, iso

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from prevention_cpd.quiz.bulk.desk import Graded
    from prevention_cpd.quiz.bulk.penalties import Penalties
    from prevention_cpd.quiz.bulk.rows import Places

#: How often a batch is tried that met another program's write.
_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes batches of graded submissions of one quiz."""

    quiz: str
    form: str
    engine: Engine
    places: Places
    #: The points of each question.
    points: dict[str, float]
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
        fresh = [self._attempt(graded) for graded in batch]
        for attempt in range(1, _TRIES + 1):
            try:
                with self.engine.begin() as connection:
                    rows.lock(connection, self.places)
                    entries = self._entries(connection, batch, fresh)
                    rows.write(connection, self.places, entries)
                break
            except (IntegrityError, OperationalError):
                # Another program wrote one of these submissions at the same moment.
                if attempt == _TRIES:
                    raise
        for graded, new in zip(batch, fresh, strict=True):
            attempts.keep(self.history, new)
            placing.settle(graded.task.graded)

    def _entries(
        self, connection: Connection, batch: Sequence[Graded], fresh: Sequence[Attempt]
    ) -> list[Entry]:
        students = [graded.task.student for graded in batch]
        before = marks.standings(SimpleNamespace(db=connection), self.quiz, students)
        times = self.penalties.times(connection, self.places.assignment, students)
        entries = []
        for graded, new in zip(batch, fresh, strict=True):
            standing = before.get(new.student)
            if standing and _taken_over(standing, new):
                # A run that was killed after writing these rows; they say nothing of an earlier attempt.
                clear = frozenset[str]()
            else:
                clear = attempts.close(self.history, new, standing)
            late = times.late(new.student, graded.timestamp)
            penalty = late and self.penalties.of(new.student, _score(new, standing, clear), late)
            flag = bool(graded.found.problems) or any(score.look for score in graded.scores)
            entries.append(
                Entry(
                    student=new.student,
                    timestamp=graded.timestamp,
                    scores=graded.scores,
                    flag=flag,
                    penalty=penalty or None,
                    clear=clear,
                )
            )
        return entries

    def _attempt(self, graded: Graded) -> Attempt:
        found = graded.found
        given = {
            score.name: Marks(auto=score.points, of=self.points[score.name], waits=score.points is None)
            for score in graded.scores
        }
        return Attempt(
            quiz=self.quiz,
            form=self.form,
            student=graded.task.student,
            submitted_at=iso(graded.timestamp),
            receipt=found.receipt,
            received=found.received,
            problems=found.problems,
            altered=graded.altered,
            answers={name: found.answers.values.get(name) for name in given},
            marks=given,
        )


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
