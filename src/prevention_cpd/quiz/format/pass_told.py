"""The rules of a pass in words, the same in the notebook, in a page from disk and on the class server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.words import number, say

if TYPE_CHECKING:
    from collections.abc import Mapping


def pass_told(quiz: Mapping[str, Any]) -> list[str]:
    """Say what passes, as far as the quiz has questions that a rule is about.

    Args:
        quiz: what `questions.json` holds; an older one without rules gives nothing.
    """
    rule, questions = quiz.get("pass"), quiz["questions"]
    if not rule:
        return []
    told = [say("notebook", "pass_share", percent=number(rule["share"] * 100))]
    if rule["written"] and any(question["kind"] == "text" for question in questions):
        told.append(say("notebook", "pass_written", percent=number(rule["written"] * 100)))
    numbers = [str(at) for at, question in enumerate(questions, start=1) if question.get("must")]
    if rule["must"] and numbers:
        told.append(say("notebook", "pass_must", questions=", ".join(numbers)))
    return told
