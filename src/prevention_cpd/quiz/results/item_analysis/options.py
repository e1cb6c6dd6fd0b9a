"""Who takes which option: the strong, the middle or the weak third."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.quiz.results.item_analysis.formulas import correlation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prevention_cpd.quiz.results.item_analysis.marks import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionUse:
    """An option, and the share of learners who took it; None for a third that nobody is in."""

    id: str
    correct: bool
    share: float
    strong: float | None
    middle: float | None
    weak: float | None
    #: The correlation of taking it with the points in all other questions.
    discrimination: float | None


def thirds(values: Sequence[float]) -> list[int]:
    """Return 0, 1 or 2 for the weak, middle or strong third; equal values stay together.

    A value belongs where the middle of its ranks lies, so the thirds are thirds only as far as ties allow.
    """
    order = sorted(values)
    first: dict[float, int] = {}
    last: dict[float, int] = {}
    for rank, value in enumerate(order):
        first.setdefault(value, rank)
        last[value] = rank
    return [int(3 * (first[value] + last[value] + 1) / 2 // len(order)) for value in values]


def use(choices: Choices, rest: Sequence[float]) -> tuple[OptionUse, ...]:
    """Return how each option was used; strength is the points in all other questions."""
    # Sums of points in binary fractions differ where the points are equal.
    rest = [round(value, 9) for value in rest]
    groups = thirds(rest)
    return tuple(_use(name, choices, rest, groups) for name in choices.options)


def _use(name: str, choices: Choices, rest: Sequence[float], groups: Sequence[int]) -> OptionUse:
    took = [float(name in taken) for taken in choices.taken]
    by_third = [[each for each, own in zip(took, groups, strict=True) if own == third] for third in range(3)]
    weak, middle, strong = (sum(own) / len(own) if own else None for own in by_third)
    return OptionUse(
        id=name,
        correct=choices.options[name],
        share=sum(took) / len(took) if took else 0.0,
        strong=strong,
        middle=middle,
        weak=weak,
        discrimination=correlation(took, rest),
    )
