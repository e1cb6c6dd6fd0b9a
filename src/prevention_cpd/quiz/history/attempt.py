"""One attempt at a quiz, and which of several counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.history.marks import Marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prevention_cpd.quiz.history.standings import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(Marked):
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

    @property
    def name(self) -> str:
        """The name of its file; the same submission has the same one."""
        time = "undated"
        if self.submitted_at:
            time = f"{datetime.fromisoformat(self.submitted_at).astimezone(UTC):%Y%m%dT%H%M%S.%fZ}"
        return f"{time}-{self.receipt}.json" if self.receipt else f"{time}.json"

    def as_of(self, standing: Standing | None) -> Attempt:
        """Return the attempt with what the gradebook says now."""
        return replace(self, marks=standing.marks, penalty=standing.penalty) if standing else self


def present(past: Sequence[Attempt]) -> Attempt:
    """Return the attempt that has the gradebook's row: the one that was graded last."""
    return max(past, key=lambda attempt: attempt.recorded_at)


def counting(attempts: Iterable[Attempt], counts: str = "last") -> Attempt | None:
    """Return the attempt that counts, over all forms of a quiz.

    Args:
        attempts: all of one learner, in any order.
        counts: `last`, `first`, or `best`: the largest share of the points, the earliest of equal ones.
    """
    ordered = in_order(attempts)
    if not ordered:
        return None
    if counts == "best":
        return max(ordered, key=lambda attempt: attempt.score / attempt.most if attempt.most else 0.0)
    return ordered[0 if counts == "first" else -1]


def in_order(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """Return attempts as they were handed in, the earliest first."""
    return tuple(sorted(attempts, key=lambda attempt: (instant(attempt.submitted_at), attempt.recorded_at)))


def instant(text: str) -> float:
    """Return a time as a number; no time comes before all others."""
    return datetime.fromisoformat(text).timestamp() if text else 0.0
