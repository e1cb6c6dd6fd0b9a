"""How far a quiz's total can be relied on, with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.quiz.results.item_analysis.formulas import covariance, mean, varies

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A continued fraction of the incomplete beta needs about the root of its larger parameter.
_STEPS = 20_000
#: What Lentz's method puts in the place of 0.
_TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Alpha and what follows from it; None where a figure has no meaning."""

    alpha: float | None = None
    alpha_low: float | None = None
    alpha_high: float | None = None
    #: The same figure by Kuder and Richardson, where every question is right or wrong for the same points.
    kr20: float | None = None
    #: Standard error of measurement, in points.
    standard_error: float | None = None


def reliability(
    columns: Sequence[Sequence[float]], points: Sequence[float], totals: Sequence[float]
) -> Reliability:
    """Return the reliability of the sum of the columns.

    The standard error is sd * sqrt(1 - alpha) (Lord and Novick, Statistical Theories of Mental Test
    Scores, 1968, chapter 3).
    """
    learners, questions = len(totals), len(columns)
    if learners < 2 or questions < 2 or not varies(totals):
        return Reliability()
    spread = covariance(totals, totals)
    # Rounding may carry it past 1.
    found = min(1.0, alpha([covariance(column, column) for column in columns], spread))
    low, high = feldt(found, learners, questions)
    return Reliability(
        alpha=found,
        alpha_low=low,
        alpha_high=high,
        kr20=kr20(columns, points, totals),
        standard_error=math.sqrt(spread * (1 - found)),
    )


def alpha(variances: Sequence[float], total: float) -> float:
    """Return coefficient alpha (L. J. Cronbach, Psychometrika 16, 1951, 297-334)."""
    k = len(variances)
    return k / (k - 1) * (1 - math.fsum(variances) / total)


def kr20(
    columns: Sequence[Sequence[float]], points: Sequence[float], totals: Sequence[float]
) -> float | None:
    """Return formula 20 of Kuder and Richardson (Psychometrika 2, 1937, 151-160).

    None where some mark is neither nothing nor all, or questions differ in points.
    """
    worth = points[0]
    alike = worth > 0 and all(each == worth for each in points)
    if not alike or any(mark not in (0, worth) for column in columns for mark in column):
        return None
    shares = [mean(column) / worth for column in columns]
    n = len(totals)
    # The formula takes the variance of the class itself, divided by n.
    total = covariance(totals, totals) * (n - 1) / n / worth**2
    return alpha([share * (1 - share) for share in shares], total)


def feldt(found: float, learners: int, questions: int, level: float = 0.95) -> tuple[float, float]:
    """Return the interval of alpha (L. S. Feldt, Psychometrika 30, 1965, 357-370).

    (1 - true) / (1 - found) follows F with (n - 1) and (n - 1)(k - 1) degrees of freedom.
    """
    n, k = learners - 1, (learners - 1) * (questions - 1)
    tail = (1 - level) / 2
    return 1 - (1 - found) * f_quantile(1 - tail, n, k), 1 - (1 - found) * f_quantile(tail, n, k)


def f_quantile(share: float, first: float, second: float) -> float:
    """Return the value of the F distribution below which a share lies, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _beta_share(middle, first / 2, second / 2) < share:
            low = middle
        else:
            high = middle
    x = (low + high) / 2
    return second * x / (first * (1 - x))


def _beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function (dlmf.nist.gov, 8.17.22, by Lentz's method)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    value, c, d = _TINY, _TINY, 0.0
    for step in range(_STEPS):
        m = step // 2
        if step == 0:
            part = 1.0
        elif step % 2:
            part = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            part = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / ((1 + part * d) or _TINY)
        c = (1 + part / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < 1e-13:
            break
    return front * value / a
