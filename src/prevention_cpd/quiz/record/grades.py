"""What answers earned, and what a submission is worth by them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGrade:
    """What the answer to one question earned, and what a marker said about it."""

    #: The score of the grader; None where only a person can mark.
    auto: float | None = None
    #: The score that a person gave; it goes before the grader's.
    manual: float | None = None
    #: What a person gave on top.
    extra: float | None = None
    #: What a person said; empty if nothing.
    comment: str = ""
    #: The most that the question can earn.
    of: float
    #: Whether a person still has to look.
    waits: bool = False

    @property
    def points(self) -> float:
        """The score as nbgrader counts it."""
        given = self.auto if self.manual is None else self.manual
        return 0.0 if given is None else given + (self.extra or 0.0)

    @property
    def given(self) -> tuple[float | None, float | None, str]:
        """What a person gave and said."""
        return self.manual, self.extra, self.comment

    @property
    def by_hand(self) -> bool:
        """Whether a person gave or said anything."""
        return self.given != (None, None, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedWork:
    """A submission that has marks."""

    #: By question.
    marks: dict[str, QuestionGrade] = field(default_factory=dict)
    #: What was taken off for handing in late.
    penalty: float = 0.0

    @property
    def points(self) -> float:
        """What its answers earned."""
        return sum(grade.points for grade in self.marks.values())

    @property
    def score(self) -> float:
        """What it is worth: its points, less what was taken off, and never less than nothing."""
        return max(0.0, self.points - self.penalty)

    @property
    def most(self) -> float:
        """The most that could be earned."""
        return sum(marks.of for marks in self.marks.values())

    @property
    def waiting(self) -> tuple[str, ...]:
        """The questions that a person still has to look at."""
        return tuple(name for name, marks in self.marks.items() if marks.waits)
