"""The words of the quiz, from `strings.yml`, for widget, notebook, grader and feedback alike."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import yaml

#: Ten times as fast where PyYAML was built with libyaml, as in its wheels.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def words(part: str) -> dict[str, str]:
    """Return the texts of one part: `notebook`, `widget`, `saving`, `grading`, `review`, ..."""
    return _all()[part]


@functools.cache
def _all() -> dict[str, dict[str, str]]:
    text = resources.files("prevention_cpd.quiz").joinpath("strings.yml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.load(text, _Loader)  # noqa: S506  # a safe one, both of them
    return found


def say(part: str, name: str, **values: Any) -> str:
    """Return one text with its places filled."""
    return words(part)[name].format(**values)


def number(value: float) -> str:
    """Write points as people do: 2 and not 2.0, 0.67 and not 0.6666666666666666."""
    return f"{round(value, 2):g}"


def points(value: float) -> str:
    """Write points with their unit."""
    text = number(value)
    return say("grading", "point" if text == "1" else "points", points=text)
