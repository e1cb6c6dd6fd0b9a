"""How long something takes to study, by the method that `study_time` in assets/course.yml states."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What counts when the settings say nothing else.
WORDS_PER_MINUTE, PER_QUESTION, PER_REFLECTION = 200, 1, 5


def count(
    method: Mapping[str, object], *, words: int, activities: float, practice: int, reflections: int
) -> float:
    """Return the minutes, not rounded.

    Args:
        method: `study_time` of the settings.
        words: how many there are to read.
        activities: the minutes of the activities, each from `of_activity`.
        practice: how many practice questions there are.
        reflections: how many reflections there are.
    """
    total = activities + words / _number(method, "words_per_minute", WORDS_PER_MINUTE)
    total += practice * _number(method, "per_practice_question", PER_QUESTION)
    return total + reflections * _number(method, "reflection", PER_REFLECTION)


def of_activity(method: Mapping[str, object], stated: float, words: int) -> float:
    """Return the minutes of an activity: those it states, or those that its words take if they are more."""
    return max(stated, words / _number(method, "words_per_minute", WORDS_PER_MINUTE))


def to_five(minutes: float) -> int:
    """Return the minutes as a module states them: rounded to the nearest five, five at least."""
    return max(5, 5 * math.floor(minutes / 5 + 0.5))


def _number(method: Mapping[str, object], name: str, default: float) -> float:
    value = method.get(name)
    return float(value) if isinstance(value, int | float) and value > 0 else default
