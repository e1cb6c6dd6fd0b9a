"""The marks that are analysed: one row a learner, one column a question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Points are written with few decimals, so more than this is no rounding.
ROUNDING = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A column: its id and the most points it gives."""

    id: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a closed question offered, and what each learner took, in the order of the rows."""

    #: Each option's id, and whether the key has it.
    options: Mapping[str, bool]
    taken: Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A class that took one version of one quiz, each learner once.

    Raises:
        ValueError: when a row has another length than the questions, or a mark is above the points.
    """

    questions: tuple[Question, ...]
    #: Points by question; None for a blank.
    rows: tuple[tuple[float | None, ...], ...]
    #: By question id, where options are known.
    choices: Mapping[str, Choices] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            for question, mark in zip(self.questions, row, strict=True):
                if mark is not None and mark > question.points + ROUNDING:
                    raise ValueError(f"{question.id}: {mark:g} of {question.points:g} points")
        for name, choices in self.choices.items():
            if len(choices.taken) != len(self.rows):
                raise ValueError(f"{name}: {len(choices.taken)} choices of {len(self.rows)} learners")

    @classmethod
    def of(
        cls,
        points: Mapping[str, Mapping[str, float | None]],
        most: Mapping[str, float],
        taken: Mapping[str, Mapping[str, frozenset[str]]] | None = None,
        options: Mapping[str, Mapping[str, bool]] | None = None,
    ) -> Marks:
        """Return the marks of learners whose points are known by question, as a class record has them.

        Args:
            points: by learner, then by question; a question that is missing or None is a blank.
            most: the points of each question, in the order of the quiz.
            taken: by learner, then by question: the ids of the options taken.
            options: by question: each option's id, and whether the key has it.
        """
        return cls(
            questions=tuple(Question(id=name, points=worth) for name, worth in most.items()),
            rows=tuple(tuple(own.get(name) for name in most) for own in points.values()),
            choices={
                name: Choices(
                    options=offered,
                    taken=[(taken or {}).get(learner, {}).get(name, frozenset()) for learner in points],
                )
                for name, offered in (options or {}).items()
            },
        )

    def column(self, at: int) -> list[float]:
        """Return the points in one question, a blank as 0."""
        return [row[at] or 0.0 for row in self.rows]

    def totals(self) -> list[float]:
        """Return each learner's points in all questions."""
        return [sum(mark or 0.0 for mark in row) for row in self.rows]
