"""One submission, graded and put beside its final place; what a worker does."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions.regular import RefusedError, read_regular
from prevention_cpd.quiz.bulk import placing
from prevention_cpd.quiz.history import attempts
from prevention_cpd.quiz.history.attempt import Attempt
from prevention_cpd.quiz.history.marks import Marks, iso
from prevention_cpd.quiz.receiving import received
from prevention_cpd.quiz.receiving.altered import altered
from prevention_cpd.quiz.receiving.submissions import handed_in, prepare
from prevention_cpd.quiz.receiving.submitted_notebook import LARGEST

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from prevention_cpd.quiz.bulk.paper import Paper, Score
    from prevention_cpd.quiz.history.attempts import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One submission that is to be graded."""

    student: str
    #: Where it was handed in.
    submitted: Path
    #: Where its graded copy belongs.
    graded: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What became of it; both its copy and its record are written beside their places."""

    task: Task
    scores: tuple[Score, ...]
    #: When it was handed in, in UTC as nbgrader keeps it; None where nothing says so.
    timestamp: datetime | None
    #: The record for the history.
    attempt: Attempt
    draft: Draft

    @property
    def flag(self) -> bool:
        """Whether the trainer should look at the submission as a whole."""
        return bool(self.attempt.problems) or any(score.look for score in self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A submission that could not be graded, and why."""

    task: Task
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where one worker grades; the same for all submissions of a run."""

    paper: Paper
    #: Which form of the quiz it is.
    form: str
    #: Where things are put that may not be copied.
    set_aside: Path
    #: The folder of the course, below which both lie.
    root: Path
    #: Names that nbgrader does not copy.
    ignore: tuple[str, ...]
    #: What nbgrader puts over the learner's files of the same name: the path below the folder, and the file.
    masters: tuple[tuple[str, Path], ...]
    #: The permissions of graded files.
    mode: int

    def grade(self, task: Task) -> Graded | Failed:
        """Grade one submission. Whatever it holds, the others go on."""
        try:
            return self._grade(task)
        except OSError as error:
            why = f"{error.strerror or type(error).__name__}: {error.filename or task.submitted}"
        except Exception as error:  # noqa: BLE001  # a submission is a stranger's; the class must be graded
            why = f"{type(error).__name__}: {error}"
        shutil.rmtree(placing.part(task.graded), ignore_errors=True)
        return Failed(task=task, why=why)

    def _grade(self, task: Task) -> Graded:
        kept = self.set_aside / task.submitted.relative_to(self.root)
        prepare(task.submitted, kept)
        found = received.read(task.submitted, self.paper.quiz, kept)
        changes = altered(self._cells(task), self.paper.originals)
        text, scores = self.paper.grade(found, list(changes))
        folder = placing.begin(task.graded)
        self._copy(task.submitted, folder)
        placing.write(folder / f"{self.paper.quiz}.ipynb", text, self.mode)
        time = handed_in(task.submitted)
        attempt = Attempt(
            quiz=self.paper.quiz,
            form=self.form,
            student=task.student,
            submitted_at=iso(time),
            receipt=found.receipt,
            received=found.received,
            problems=found.problems,
            altered=changes,
            answers={score.name: found.answers.values.get(score.name) for score in scores},
            marks={
                score.name: Marks(auto=score.points, of=score.of, waits=score.points is None)
                for score in scores
            },
        )
        draft = attempts.draft(self.root / attempts.FOLDER, attempt)
        return Graded(task=task, scores=tuple(scores), timestamp=time, attempt=attempt, draft=draft)

    def _cells(self, task: Task) -> list[Any]:
        """Return the cells of the learner's notebook; none where it was set aside."""
        try:
            raw = read_regular(task.submitted / f"{self.paper.quiz}.ipynb", LARGEST)
            return list(json.loads(raw)["cells"])
        except (OSError, RefusedError, ValueError):
            return []

    def _copy(self, submitted: Path, folder: Path) -> None:
        """Copy what nbgrader would: all but notebooks, then its own files over those of the learner."""
        masters = dict(self.masters)
        for name in placing.files(submitted, self.ignore):
            placing.put(masters.pop(name, submitted / name), folder / name, self.mode)
        for name, file in masters.items():
            placing.put(file, folder / name, self.mode)
