"""One right answer among several; all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions.kinds.provides import kind_with_options, problem
from prevention_cpd.questions.kinds.single.scorer import SCORER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.questions.model import Question


def problems(question: Question) -> Iterator[Problem]:
    """Yield a problem unless exactly one of several options is right."""
    right = sum(option.correct for option in question.options)
    if right != 1 or len(question.options) < 2:
        what = "a single question has one right option among two or more"
        what += f", this has {right} of {len(question.options)}"
        yield problem(question, Code.KEY_COUNT, what, "Mark exactly one option with `correct: true`")


KIND = kind_with_options(problems, right=lambda ids: ids[0], scorer=SCORER)
