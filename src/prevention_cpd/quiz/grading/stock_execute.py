"""What the hidden cells call when stock nbgrader runs them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prevention_cpd.questions.answers import FILE, read_answers
from prevention_cpd.quiz.format.key import ReleasedQuestion
from prevention_cpd.quiz.grading import answer_views, question_grader


def grade(**released: Any) -> float:
    """Show the answer of the learner whose notebook this is, and return its points.

    Our own grader never calls this: it reads the arguments and does the same.
    """
    from IPython.display import display  # noqa: PLC0415  # only a kernel needs it

    question = ReleasedQuestion(**released)
    answers = read_answers(Path.cwd() / FILE, question.quiz)
    graded = question_grader.grade_answer(question, answers)
    display(shown(graded, answers.problems), raw=True)  # type: ignore[no-untyped-call]
    return float(graded.mark.points)


def shown(graded: question_grader.GradedQuestion, problems: tuple[str, ...]) -> dict[str, Any]:
    """Return what the cell displays: for the trainer to read, and as a record."""
    return {
        "text/html": answer_views.marked(graded, problems),
        "text/plain": graded.mark.state,
        question_grader.RECORD_MIME: question_grader.record(graded.value, graded.mark, graded.saved_at),
    }
