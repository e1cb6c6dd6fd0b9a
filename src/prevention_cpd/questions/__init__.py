"""Questions: banks, blueprints, keys and scores. Knows no host: no Sphinx, no nbgrader, no widgets."""

from __future__ import annotations

from typing import Any

from prevention_cpd.core.markup import Resolver, plain, to_html
from prevention_cpd.questions import scoring
from prevention_cpd.questions.bank import Bank, load_bank
from prevention_cpd.questions.blueprint import Blueprint, assignment_id, draw, load_blueprints
from prevention_cpd.questions.kinds import KINDS, Kind
from prevention_cpd.questions.model import Choice, Criterion, Number, Option, Pair, Question
from prevention_cpd.questions.scoring import Mark

__all__ = [
    "KINDS",
    "Bank",
    "Blueprint",
    "Choice",
    "Criterion",
    "Kind",
    "Mark",
    "Number",
    "Option",
    "Pair",
    "Question",
    "assignment_id",
    "draw",
    "key_of",
    "load_bank",
    "load_blueprints",
    "mark",
    "public",
    "review",
]


def key_of(question: Question) -> dict[str, Any]:
    """Return the key as plain data."""
    return KINDS[question.kind].key(question)


def mark(kind: str, key: dict[str, Any], points: float, value: object) -> Mark:
    """Mark the raw value that `answers.json` holds for a question.

    Args:
        kind: one of `KINDS`.
        key: what `key_of` returned when the quiz was released.
        points: the most that the question can earn.
        value: the value as JSON gave it; None where there is none.
    """
    return scoring.mark(KINDS[kind].scorer, key, points, value)


def public(question: Question, resolve: Resolver = plain) -> dict[str, Any]:
    """Return what a learner may see before marking; texts are HTML."""
    return {
        "id": question.id,
        "kind": question.kind,
        "points": question.points,
        "stem": to_html(question.stem, resolve),
        **KINDS[question.kind].public(question, resolve),
    }


def review(question: Question, resolve: Resolver = plain) -> dict[str, Any]:
    """Return what may be told after marking: why, each option's feedback, where to read again."""
    return {
        "rationale": to_html(question.rationale, resolve),
        "options": KINDS[question.kind].feedback(question, resolve),
        "section": question.section,
    }
