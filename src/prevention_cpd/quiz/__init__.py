"""Graded quizzes in nbgrader: built from banks, answered in a widget, graded from data.

A quiz notebook imports from here, so importing must stay cheap and safe:
`show` draws the questions, `grade` is what the hidden cells call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prevention_cpd.quiz.grading.stock_execute import grade
    from prevention_cpd.quiz.take.widget import show

__all__ = ["grade", "show"]


def __getattr__(name: str) -> Any:
    # Loaded on first use: the grader must not need the widget, nor the widget the grader.
    if name == "show":
        from prevention_cpd.quiz.take.widget import show  # noqa: PLC0415

        return show
    if name == "grade":
        from prevention_cpd.quiz.grading.stock_execute import grade  # noqa: PLC0415

        return grade
    raise AttributeError(name)
