"""How alike two forms of a quiz turned out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.quiz.results.item_analysis.findings import LEAST
from prevention_cpd.quiz.results.item_analysis.formulas import covariance, mean
from prevention_cpd.quiz.results.item_analysis.reliability import f_quantile

if TYPE_CHECKING:
    from prevention_cpd.quiz.results.item_analysis.marks import Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Mean share of the points in the first form less that in the second; its interval at 95 per cent."""

    value: float
    low: float
    high: float
    #: Whether there are learners enough in both to say anything.
    judged: bool

    @property
    def is_clear(self) -> bool:
        """Whether the forms differ by more than chance makes of two forms that are alike."""
        return self.judged and not self.low <= 0 <= self.high


def difference(first: Marks, second: Marks) -> Difference | None:
    """Return how two forms differ (B. L. Welch, Biometrika 34, 1947, 28-35); None where nothing can be said.

    The learners are others, so it says how the forms differ only as far as the two groups are alike.
    """
    shares = [_shares(marks) for marks in (first, second)]
    if any(len(own) < 2 for own in shares):
        return None
    value = mean(shares[0]) - mean(shares[1])
    parts = [covariance(own, own) / len(own) for own in shares]
    spread = sum(parts)
    if not spread:
        return Difference(value=value, low=value, high=value, judged=False)
    freedom = spread**2 / sum(part**2 / (len(own) - 1) for part, own in zip(parts, shares, strict=True))
    # The square of Student's t with n degrees of freedom follows F with 1 and n.
    half = math.sqrt(f_quantile(0.95, 1, freedom) * spread)
    return Difference(value=value, low=value - half, high=value + half, judged=min(map(len, shares)) >= LEAST)


def _shares(marks: Marks) -> list[float]:
    most = sum(question.points for question in marks.questions)
    return [total / most for total in marks.totals()] if most else []
