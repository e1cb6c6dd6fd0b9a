"""One submission, graded and put beside its final place; what a worker does."""

from __future__ import annotations

import functools
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.utils import find_all_files

from prevention_cpd.questions.regular import RefusedError, read_regular
from prevention_cpd.quiz.escape import printable
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.grading import staging
from prevention_cpd.quiz.intake import digest, received
from prevention_cpd.quiz.intake.notebook_diff import altered
from prevention_cpd.quiz.intake.quarantine import FOLDER
from prevention_cpd.quiz.intake.submissions import prepare
from prevention_cpd.quiz.intake.submitted_notebook import KEPT, LARGEST, fault, parsed, renamed
from prevention_cpd.quiz.intake.timestamps import handed_in
from prevention_cpd.quiz.record.attempt import Attempt
from prevention_cpd.quiz.record.grades import QuestionGrade
from prevention_cpd.quiz.times import iso
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from prevention_cpd.quiz.grading.released_quiz import ReleasedQuiz, Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One submission that is to be graded."""

    student: str
    #: Where it was handed in.
    submitted: Path
    #: Where its graded copy belongs.
    graded: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedSubmission:
    """What became of it; its copy is written beside its place."""

    task: Task
    scores: tuple[Score, ...]
    #: When it was handed in, in UTC as nbgrader keeps it; None where nothing says so.
    timestamp: datetime | None
    #: As the record gets it.
    attempt: Attempt

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
class SubmissionGrader:
    """Where one worker grades; the same for all submissions of a run."""

    released: ReleasedQuiz
    #: Which form of the quiz it is.
    form: str
    #: Where things are put that may not be copied.
    set_aside: Path
    #: The folder of the course, below which both lie.
    root: Path
    #: Names that nbgrader does not copy.
    ignore: tuple[str, ...]
    #: What nbgrader puts over the learner's files of the same name: the path below the folder, and the file.
    masters: tuple[tuple[str, str], ...]
    #: The permissions of graded files.
    mode: int

    def grade_all(self, tasks: Sequence[Task]) -> list[GradedSubmission | Failed]:
        """Grade some submissions."""
        return [self.grade(task) for task in tasks]

    def grade(self, task: Task) -> GradedSubmission | Failed:
        """Grade one submission. Whatever it holds, the others go on."""
        try:
            return self._grade(task)
        except Exception as error:  # noqa: BLE001  # a submission is a stranger's; the class must be graded
            shutil.rmtree(staging.part(task.graded), ignore_errors=True)
            return Failed(task=task, why=why(error))

    def _grade(self, task: Task) -> GradedSubmission:
        kept = self.set_aside / task.submitted.relative_to(self.root)
        prepare(task.submitted, kept)
        # First: what changes from here on is graded by the next run.
        content = digest.of(task.submitted)
        found = received.read(task.submitted, self.released.quiz, kept)
        name, raw = self._notebook(task)
        told = [say("altered", "renamed", file=printable(name))] if name else []
        changes = (*told, *_altered(self.released, raw))
        text, scores = self.released.grade(found, list(changes))
        folder = staging.begin(task.graded)
        self._copy(task.submitted, folder)
        staging.write(f"{folder}{os.sep}{self.released.quiz}.ipynb", text, self.mode)
        time = handed_in(task.submitted)
        attempt = Attempt(
            quiz=self.released.quiz,
            form=self.form,
            student=task.student,
            submitted_at=iso(time),
            receipt=found.receipt,
            received=found.received,
            problems=found.problems,
            altered=changes,
            digest=content,
            answers={score.name: found.answers.values.get(score.name) for score in scores},
            marks={
                score.name: QuestionGrade(auto=score.points, of=score.of, waits=score.points is None)
                for score in scores
            },
        )
        return GradedSubmission(task=task, scores=tuple(scores), timestamp=time, attempt=attempt)

    def _notebook(self, task: Task) -> tuple[str, bytes]:
        """Return the learner's notebook, and its name where that is another; nothing where it is gone."""
        own = task.submitted / f"{self.released.quiz}.ipynb"
        name = renamed(task.submitted)
        try:
            return name, read_regular(task.submitted / name if name else own, LARGEST)
        except (OSError, RefusedError):
            return name, b""

    def _copy(self, submitted: Path, folder: Path) -> None:
        """Copy what nbgrader would: all but notebooks, then its own files over those of the learner."""
        masters, place = dict(self.masters), f"{folder}{os.sep}"
        for name in staging.files(submitted, self.ignore):
            staging.put(masters.pop(name, f"{submitted}{os.sep}{name}"), place + name, self.mode)
        for name, file in masters.items():
            staging.put(file, place + name, self.mode)


def why(error: Exception) -> str:
    """Say in a line what went wrong with one submission."""
    if isinstance(error, OSError):
        return f"{error.strerror or type(error).__name__}: {printable(Path(error.filename or '').name)}"
    return f"{type(error).__name__}: {printable(str(error))}"


def submission_grader(converter: Any, released: ReleasedQuiz) -> SubmissionGrader:
    """Return what every worker needs to know."""
    coursedir = converter.coursedir
    source = Path(coursedir.format_path(coursedir.source_directory, ".", released.quiz))
    keep = set(converter.exclude_overwriting.get(released.quiz, []))
    names = [
        Path(name).relative_to(source) for name in find_all_files(str(source), [*coursedir.ignore, "*.ipynb"])
    ]
    return SubmissionGrader(
        released=released,
        form=questions_file.load(Path(coursedir.root), released.quiz).form,
        set_aside=Path(coursedir.root) / FOLDER,
        root=Path(coursedir.root),
        ignore=tuple(coursedir.ignore),
        masters=tuple((str(name), str(source / name)) for name in sorted(names) if str(name) not in keep),
        mode=int(str(converter.permissions), 8),
    )


@functools.lru_cache(KEPT)
def _altered(released: ReleasedQuiz, raw: bytes) -> tuple[str, ...]:
    """Return what was altered in a notebook; one that cannot be read has no cells."""
    return altered([] if fault(raw) else parsed(raw)["cells"], released.originals)
