"""One learner in the class list of a quiz, as data and as words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from prevention_cpd.quiz.results import verdict
from prevention_cpd.quiz.times import spoken
from prevention_cpd.quiz.words import number, say

#: What a person has to look at, the most pressing first.
NEEDS = ("not_received", "unreadable", "not_graded", "late", "altered", "too_many", "waits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One learner."""

    student: str
    #: First and last name, where the gradebook has them.
    name: str = ""
    email: str = ""
    #: One of `NEEDS`, or `not_submitted` or `graded`.
    state: str
    #: All of `NEEDS` that hold.
    needs: tuple[str, ...] = ()
    #: What there is to say about them, as sentences.
    told: tuple[str, ...] = ()
    score: float | None = None
    of: float | None = None
    #: ISO 8601 with zone; empty if not known.
    submitted_at: str = ""
    late_seconds: int = 0
    penalty: float = 0.0
    #: The number of this attempt and of those that are allowed; 0 if not known.
    attempt: int = 0
    attempts_allowed: int = 0
    receipt: str = ""
    #: The attempt that counts over all forms: its assignment, its number there, and its score.
    counting_quiz: str = ""
    counting_attempt: int = 0
    counting_score: float | None = None
    counting_of: float | None = None
    #: Whether that attempt passed; None while something is to be marked. What was missed, as sentences.
    passed: bool | None = None
    missed: tuple[str, ...] = ()
    #: How many answers wait for a marker.
    waiting: int = 0

    def as_data(self) -> dict[str, Any]:
        """Return the row as plain data, for JSON."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def points(self) -> str:
        """The score for reading; so far while an answer waits."""
        if self.score is None:
            return ""
        points = _points(self.score, self.of)
        return say("class_list", "so_far", points=points) if self.waiting else points

    @property
    def which(self) -> str:
        """The number of the attempt for reading."""
        if not self.attempt:
            return ""
        name = "attempt_of" if self.attempts_allowed else "attempt_number"
        return say("class_list", name, number=self.attempt, of=self.attempts_allowed)

    @property
    def counts(self) -> str:
        """The attempt that counts, for reading."""
        if self.counting_score is None:
            return ""
        points = _points(self.counting_score, self.counting_of)
        where = {"quiz": self.counting_quiz, "number": self.counting_attempt}
        return say("class_list", "counts", points=points, **where)

    @property
    def outcome(self) -> str:
        """Whether what counts is a pass, for reading."""
        return "" if self.counting_score is None else verdict.outcome(passed=self.passed)

    @property
    def submitted(self) -> str:
        """When it was handed in, for reading."""
        return spoken(self.submitted_at)


def _points(points: float, most: float | None) -> str:
    percent = number(100 * points / most) if most else "0"
    return say("class_list", "points", points=number(points), of=number(most or 0), percent=percent)
