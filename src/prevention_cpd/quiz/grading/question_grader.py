"""Grade one question from data: a released key and a learner's answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions import Mark, mark

if TYPE_CHECKING:
    from prevention_cpd.questions.answers import Answers
    from prevention_cpd.quiz.format.key import ReleasedQuestion

#: The output, and the cell metadata, in which the record of a graded answer travels on to the feedback.
RECORD = "prevention_cpd"
RECORD_MIME = "application/vnd.prevention-cpd.answer+json"
#: What that record holds, in this order.
RECORDED = ("value", "state", "reason", "saved_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedQuestion:
    """A question with the answer it got and the mark for it."""

    question: ReleasedQuestion
    #: The raw value of `answers.json`; None where there is none.
    value: Any
    saved_at: str
    mark: Mark


def grade_answer(question: ReleasedQuestion, answers: Answers) -> GradedQuestion:
    """Grade the answer to one question."""
    value = answers.values.get(question.id)
    found = mark(question.kind, question.key, question.points, value)
    return GradedQuestion(
        question=question, value=value, saved_at=answers.saved_at.get(question.id, ""), mark=found
    )


def record(value: Any, mark: Mark, saved_at: str) -> dict[str, Any]:
    """Return what later steps need to know of an answer, as plain data."""
    return dict(zip(RECORDED, (value, mark.state, mark.reason, saved_at[:40]), strict=True))


def display_output(data: dict[str, Any]) -> dict[str, Any]:
    """Return the output that shows something: for the trainer to read, and as a record."""
    return {"output_type": "display_data", "data": data, "metadata": {}}


def score_output(points: str) -> dict[str, Any]:
    """Return the one output from which nbgrader takes a score; without it a cell earns full marks."""
    return {
        "output_type": "execute_result",
        "data": {"text/plain": points},
        "metadata": {},
        "execution_count": 1,
    }
