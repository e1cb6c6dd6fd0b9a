"""How far two markers agree beyond chance: Cohen's weighted kappa with its interval."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Of the interval.
_CONFIDENCE = 0.95
#: With fewer pairs no figure is given: the interval would span nearly everything.
FEWEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the marks of two people for the same answers say."""

    #: How many answers both marked.
    n: int
    #: The share with the same points, from 0 to 1.
    same: float
    #: The mean of second less first, in points.
    shift: float
    #: From -1 to 1; None where it is not defined: both gave everybody the same points.
    kappa: float | None
    #: The interval of 95 per cent, cut at -1 and 1.
    low: float | None = None
    high: float | None = None


def agreement(pairs: Sequence[tuple[float, float]], *, power: int = 2) -> Agreement:
    """Return how far two markers agree.

    A disagreement weighs as the difference of the points to the given power: 2 gives the weights of
    Fleiss and Cohen (1973), 1 those that grow evenly, 0 the unweighted kappa of Cohen (1960).
    Weighted kappa is that of Cohen (1968), its standard error that of Fleiss, Cohen and Everitt (1969),
    Psychological Bulletin 72, 323-327, which holds for large numbers.

    Args:
        pairs: for each answer the points of the first and of the second marker.
        power: 0, 1 or 2.
    """
    n = len(pairs)
    if not n:
        return Agreement(n=0, same=0.0, shift=0.0, kappa=None)
    same = sum(math.isclose(one, other) for one, other in pairs) / n
    shift = math.fsum(other - one for one, other in pairs) / n
    values = sorted({value for pair in pairs for value in pair})
    if len(values) == 1:
        return Agreement(n=n, same=same, shift=shift, kappa=None)
    kappa, error = _kappa(pairs, values, power)
    half = NormalDist().inv_cdf((1 + _CONFIDENCE) / 2) * error
    low, high = max(-1.0, kappa - half), min(1.0, kappa + half)
    return Agreement(n=n, same=same, shift=shift, kappa=kappa, low=low, high=high)


def _kappa(pairs: Sequence[tuple[float, float]], values: Sequence[float], power: int) -> tuple[float, float]:
    """Return weighted kappa and its standard error."""
    n, widest = len(pairs), values[-1] - values[0]
    weight = {
        (one, other): 1 - (abs(one - other) / widest) ** power if one != other else 1.0
        for one in values
        for other in values
    }
    first = {value: count / n for value, count in Counter(one for one, _ in pairs).items()}
    second = {value: count / n for value, count in Counter(other for _, other in pairs).items()}
    joint = {pair: count / n for pair, count in Counter(pairs).items()}
    seen = math.fsum(share * weight[pair] for pair, share in joint.items())
    chance = math.fsum(a * b * weight[i, j] for i, a in first.items() for j, b in second.items())
    if math.isclose(chance, 1.0):
        return 0.0, 0.0
    row = {i: math.fsum(b * weight[i, j] for j, b in second.items()) for i in values}
    column = {j: math.fsum(a * weight[i, j] for i, a in first.items()) for j in values}
    spread = math.fsum(
        share * (weight[i, j] * (1 - chance) - (row[i] + column[j]) * (1 - seen)) ** 2
        for (i, j), share in joint.items()
    )
    variance = (spread - (seen * chance - 2 * chance + seen) ** 2) / (n * (1 - chance) ** 4)
    return (seen - chance) / (1 - chance), math.sqrt(max(0.0, variance))
