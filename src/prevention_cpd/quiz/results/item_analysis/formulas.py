"""The figures of a question, each with its source.

Facility, discrimination index, discriminative efficiency and effective weight are those that Moodle
defines ("Quiz statistics calculations", docs.moodle.org/dev), so that figures can be compared.
Shares are fractions of 1; None stands where a figure has no meaning.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The two-sided 95 per cent point of the normal distribution.
Z95 = 1.959963984540054
#: The one-sided 95 per cent point.
Z95_ONE_SIDE = 1.6448536269514722
#: Differences below this come from binary fractions.
_NOISE = 1e-9


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean of at least one value."""
    return math.fsum(values) / len(values)


def varies(values: Sequence[float]) -> bool:
    """Tell whether the values differ, apart from binary fractions."""
    return max(values, default=0.0) - min(values, default=0.0) > _NOISE


def covariance(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the sample covariance (divided by n - 1) of at least two pairs."""
    a, b = mean(first), mean(second)
    return math.fsum((x - a) * (y - b) for x, y in zip(first, second, strict=True)) / (len(first) - 1)


def sd(values: Sequence[float]) -> float | None:
    """Return the sample standard deviation, in the unit of the values; None for fewer than two."""
    if len(values) < 2:
        return None
    return math.sqrt(covariance(values, values)) if varies(values) else 0.0


def facility(marks: Sequence[float], most: float) -> float | None:
    """Return the mean mark as a share of the points; None without learners or points."""
    return mean(marks) / most if marks and most > 0 else None


def wilson(share: float, n: int, z: float = Z95) -> tuple[float, float]:
    """Return the score interval of a share among n (E. B. Wilson, JASA 22, 1927, 209-212).

    Exact in kind for right or wrong; with part marks the spread of a share is smaller than the
    formula takes it to be, so the interval is too wide rather than too narrow.
    """
    share = min(1.0, max(0.0, share))
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None where either does not vary.

    Of marks in a question with the points in all other questions it is the discrimination index
    (Moodle), the corrected item-total correlation of the literature.
    """
    if len(first) < 2 or not varies(first) or not varies(second):
        return None
    spread = math.sqrt(covariance(first, first) * covariance(second, second))
    return max(-1.0, min(1.0, covariance(first, second) / spread))


def efficiency(marks: Sequence[float], rest: Sequence[float]) -> float | None:
    """Return the discriminative efficiency: the covariance over the largest that these marks allow.

    The largest is that of both lists sorted (Moodle), so it is at most 1; below 0 it has no bound. None
    where either does not vary.
    """
    if len(marks) < 2 or not varies(marks) or not varies(rest):
        return None
    return covariance(marks, rest) / covariance(sorted(marks), sorted(rest))


def effective_weights(columns: Sequence[Sequence[float]], totals: Sequence[float]) -> list[float | None]:
    """Return what share of the spread of the totals each question makes (Moodle).

    The root of a question's covariance with the total, over the sum of all these roots; a negative
    covariance counts as 0. None where the totals do not vary.
    """
    if len(totals) < 2 or not varies(totals):
        return [None] * len(columns)
    roots = [math.sqrt(max(0.0, covariance(column, totals))) if varies(column) else 0.0 for column in columns]
    return [root / math.fsum(roots) for root in roots]


def fisher(r: float, n: int, z: float = Z95_ONE_SIDE) -> tuple[float, float]:
    """Return the bounds of a correlation among n > 3 (R. A. Fisher, Metron 1, 1921, 3-32)."""
    if abs(r) >= 1:
        return r, r
    half = z / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
