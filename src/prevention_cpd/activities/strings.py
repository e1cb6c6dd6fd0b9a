"""The words of the activities' own controls, from ``strings.yml``."""

from typing import Any

from prevention_cpd.core import strings as words


def strings(part: str) -> dict[str, Any]:
    """Give the words for one kind of activity: the common ones, those of the controls, and its own on top.

    Args:
        part: a kind of activity, or ``controls`` for just what a question's controls need.
    """
    all_words = words.strings("prevention_cpd.activities")
    if part == "controls":
        return dict(all_words["controls"])
    return {**all_words["common"], **all_words["controls"], **all_words[part]}
