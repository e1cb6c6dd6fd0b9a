"""The words of the activities' own controls, from ``strings.yml``."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("strings.yml")


@cache
def _all() -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data


def strings(part: str) -> dict[str, Any]:
    """Give the words for one kind of activity: the common ones, those of the controls, and its own on top.

    Args:
        part: a kind of activity, or ``controls`` for just what a question's controls need.
    """
    words = _all()
    if part == "controls":
        return dict(words["controls"])
    return {**words["common"], **words["controls"], **words[part]}
