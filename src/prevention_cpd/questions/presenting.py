"""What is shown of a question: its key as plain data, what a learner may see, what may be told afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core.markup import Resolver, plain, to_html
from prevention_cpd.questions.kinds import kind

if TYPE_CHECKING:
    from prevention_cpd.questions.model import Question


def key_of(question: Question) -> dict[str, Any]:
    """Return the key as plain data."""
    return kind(question.kind).key(question)


def public(question: Question, resolve: Resolver = plain) -> dict[str, Any]:
    """Return what a learner may see before marking; texts are HTML."""
    scenario = {}
    if told := question.scenario:
        scenario = {"id": told.id, "title": told.title, "text": to_html(told.text, resolve)}
    return {
        "id": question.id,
        "kind": question.kind,
        "points": question.points,
        **({"must": True} if question.must else {}),
        **({"scenario": scenario} if scenario else {}),
        "stem": to_html(question.stem, resolve),
        **kind(question.kind).public(question, resolve),
    }


def review(question: Question, resolve: Resolver = plain) -> dict[str, Any]:
    """Return what may be told after marking: why, each option's feedback, where to read again."""
    return {
        "rationale": to_html(question.rationale, resolve),
        "options": kind(question.kind).feedback(question, resolve),
        "section": question.section,
    }
