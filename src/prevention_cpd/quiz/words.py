"""The words of the quiz, from `strings.yml`, for widget, notebook, grader and feedback alike."""

from __future__ import annotations

from typing import Any

from prevention_cpd.core.strings import strings
from prevention_cpd.frontend import controls_words


def words(part: str) -> dict[str, str]:
    """Return the texts of one part: `notebook`, `widget`, `saving`, `grading`, `review`, ..."""
    texts: dict[str, str] = strings("prevention_cpd.quiz")[part]
    return texts


def say(part: str, name: str, **values: Any) -> str:
    """Return one text with its places filled."""
    return words(part)[name].format(**values)


def number(value: float) -> str:
    """Write points as people do: 2 and not 2.0, 0.67 and not 0.6666666666666666."""
    return f"{round(value, 2):g}"


def points(value: float) -> str:
    """Write points with their unit."""
    text = number(value)
    return controls_words()["point" if text == "1" else "points"].format(points=text)
