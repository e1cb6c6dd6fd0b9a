"""Mark one answer by the rule of its kind."""

from __future__ import annotations

from typing import Any

from prevention_cpd.questions.kinds import scorer
from prevention_cpd.questions.scoring import Mark, UnreadableError, is_blank


def mark(kind: str, key: dict[str, Any], points: float, value: object) -> Mark:
    """Mark the raw value that `answers.json` holds for a question; never raises for a learner's value.

    Args:
        kind: a name of `prevention_cpd.questions.kinds`.
        key: what `key_of` returned when the quiz was released.
        points: the most that the question can earn.
        value: the value as JSON gave it; None where there is none.
    """
    if is_blank(value):
        return Mark(points=0.0, state="blank")
    rule = scorer(kind)
    try:
        answer = rule.read(key, value)
    except UnreadableError as error:
        return Mark(points=0.0, state="unreadable", reason=str(error))
    if rule.share is None:
        return Mark(points=0.0, state="person")
    return Mark(points=rule.share(key, answer) * points, state="scored")
