"""One attempt at a quiz, and which of several counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.record.grades import GradedWork

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prevention_cpd.quiz.record.gradebook_entry import GradebookEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(GradedWork):
    """One submission that was graded."""

    #: The assignment, so with `-b` for a form B.
    quiz: str
    form: str = ""
    student: str
    #: ISO 8601 with zone; empty where the submission came without a time.
    submitted_at: str = ""
    #: Computed by the grader from the answers; empty for attempts of before there were receipts.
    receipt: str = ""
    #: Whether any answers came.
    received: bool = True
    #: What could not be read, and what the learner changed in the notebook.
    problems: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    #: The answers that the marks belong to, by question.
    answers: dict[str, Any] = field(default_factory=dict)
    #: When this was written down: ISO 8601 with zone.
    recorded_at: str = ""
    #: Its id in the record; empty before it is there.
    id: str = ""
    #: What its files held, as `intake.digest` tells it; empty for attempts of before there were digests.
    digest: str = ""
    #: Whether the graded copy in `autograded/` was made from it.
    copied: bool = False

    def is_again(self, kept: Attempt) -> bool:
        """Tell whether it is what is kept, graded again: of the same time, with the same answers.

        What came in without an answer that can be read gives way to what is put in its place.
        """
        return self.submitted_at == kept.submitted_at and (self.receipt == kept.receipt or kept.is_void)

    @property
    def is_void(self) -> bool:
        """Whether no answers came, or none that can be read."""
        nothing = bool(self.answers) and all(each is None for each in self.answers.values())
        return not self.received or (bool(self.problems) and nothing)

    def with_penalty(self, penalty: float) -> Attempt:
        """Return the attempt with what is taken off for handing in late."""
        return replace(self, penalty=penalty)

    def as_of(self, entry: GradebookEntry | None) -> Attempt:
        """Return the attempt with what the gradebook says now."""
        return replace(self, marks=entry.marks, penalty=entry.penalty) if entry else self


def present(past: Sequence[Attempt]) -> Attempt:
    """Return the attempt that has the gradebook's row: the one that was graded last."""
    return max(past, key=lambda attempt: attempt.recorded_at)


def in_order(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """Return attempts as they were handed in, the earliest first."""
    return tuple(sorted(attempts, key=lambda attempt: (instant(attempt.submitted_at), attempt.recorded_at)))


def instant(text: str) -> float:
    """Return a time as a number; no time comes before all others."""
    return datetime.fromisoformat(text).timestamp() if text else 0.0
