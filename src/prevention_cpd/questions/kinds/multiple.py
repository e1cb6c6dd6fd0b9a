"""Several right answers; wrong ticks are weighed against right ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.kind import Kind, option_feedback, problem, shown
from prevention_cpd.questions.scoring import Scorer, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.questions.model import Question


def problems(question: Question) -> Iterator[Problem]:
    """Yield a problem unless some options are right and some are wrong."""
    right = sum(option.correct for option in question.options)
    if right == 0 or right == len(question.options):
        what = "a multiple question has right and wrong options"
        what += f", this has {right} right of {len(question.options)}"
        yield problem(question, Code.KEY_COUNT, what, "Add an option of the other sort")


def key(question: Question) -> dict[str, Any]:
    """Return the ids of the right options, and all ids."""
    right = [option.id for option in question.options if option.correct]
    return {"right": right, "options": [option.id for option in question.options]}


def read(key: dict[str, Any], value: object) -> list[str]:
    """Read a list of option ids, each named once."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UnreadableError("the answer is not a list of options")
    if len(set(value)) != len(value):
        raise UnreadableError("the answer names an option twice")
    if not set(value) <= set(key["options"]):
        raise UnreadableError("the answer names an option that the question does not have")
    return value


def share(key: dict[str, Any], answer: list[str]) -> float:
    """Return the share of right options that are ticked, less the share of wrong ones, and never below 0.

    So nothing ticked and everything ticked both score 0.
    """
    right = set(key["right"])
    ticked = len(right.intersection(answer))
    return max(0.0, ticked / len(right) - (len(answer) - ticked) / (len(key["options"]) - len(right)))


KIND = Kind(
    parts=frozenset({"options"}),
    problems=problems,
    key=key,
    public=lambda question, resolve: {"options": shown(question.options, resolve)},
    feedback=option_feedback,
    scorer=Scorer(read=read, share=share),
)
