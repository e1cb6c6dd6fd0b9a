"""Counting people: what a tool, a table of norms or a line through a list comes to.

Everything is in whole people, and the parts always add up. `js/counting.js` does the same operations in the
same order; the tests hold both against one set of numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What happens to a number of people when a tool flags some of them."""

    right_flags: int
    wrong_flags: int
    missed: int
    left_alone: int

    @property
    def sought(self) -> int:
        """The people you look for."""
        return self.right_flags + self.missed

    @property
    def others(self) -> int:
        """Everyone else."""
        return self.wrong_flags + self.left_alone

    @property
    def flagged(self) -> int:
        """All flags, right or wrong."""
        return self.right_flags + self.wrong_flags

    @property
    def not_flagged(self) -> int:
        """Everyone without a flag."""
        return self.missed + self.left_alone

    @property
    def ppv(self) -> float | None:
        """The share of flags that are right, the positive predictive value; None without a flag."""
        return self.right_flags / self.flagged if self.flagged else None

    @property
    def npv(self) -> float | None:
        """The share of those not flagged who are rightly left alone; None when everyone is flagged."""
        return self.left_alone / self.not_flagged if self.not_flagged else None


def screen(population: int, base_rate: float, sensitivity: float, specificity: float) -> Counts:
    """Count the four groups among `population` people; rates are shares from 0 to 1."""
    sought = whole(population * base_rate)
    others = population - sought
    right_flags = whole(sought * sensitivity)
    left_alone = whole(others * specificity)
    return Counts(
        right_flags=right_flags,
        wrong_flags=others - left_alone,
        missed=sought - right_flags,
        left_alone=left_alone,
    )


def whole(number: float) -> int:
    """Round to whole people, a half upwards; 0.95 * 30 arrives a hair below its half, which counts too."""
    return math.floor(number + 0.5 + 1e-9)


def percent(part: int, total: int) -> int | None:
    """Give the share in whole percent, or None of nothing."""
    return whole(part / total * 100) if total else None


def by_score(rates: Sequence[dict[str, Any]], population: int) -> list[dict[str, int]]:
    """Count for each score how many people have it, and how many of them were counted.

    The shares are rounded where they have been added up, so that the people of all scores are the population.
    """
    rows, share, before = [], 0.0, 0
    for rate in rates:
        share += rate["share"]
        until = whole(population * share)
        people = until - before
        before = until
        rows.append({"score": rate["score"], "people": people, "counted": whole(people * rate["rate"])})
    return rows


def visit(cases: Sequence[dict[str, Any]], capacity: int) -> dict[str, int]:
    """Visit `capacity` cases from the highest score down, equal scores in the order of the list."""
    queue = sorted(cases, key=lambda case: -case["score"])
    visited, waiting = queue[:capacity], queue[capacity:]
    found = sum(case["outcome"] for case in visited)
    return {
        "visited": len(visited),
        "found": found,
        "empty": len(visited) - found,
        "waiting": len(waiting),
        "missed": sum(case["outcome"] for case in waiting),
    }
