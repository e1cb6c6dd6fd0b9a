"""What every kind of question provides."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.markup import Resolver, to_inline_html
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prevention_cpd.questions.model import Choice, Option, Question
    from prevention_cpd.questions.scoring import Scorer


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The verbs of one kind of question."""

    #: The parts of a `Question` that this kind fills: "options", "pairs", "items", "answer", "rubric".
    parts: frozenset[str]
    #: What is wrong with a question of this kind, beyond its shape.
    problems: Callable[[Question], Iterator[Problem]]
    #: The key as plain data: literals that JSON and `ast.literal_eval` read.
    key: Callable[[Question], dict[str, Any]]
    #: What the learner sees besides the stem, as HTML texts; nothing of the key.
    public: Callable[[Question, Resolver], dict[str, Any]]
    #: Feedback by option id, as HTML; empty where a kind has none.
    feedback: Callable[[Question, Resolver], dict[str, str]]
    scorer: Scorer


def problem(question: Question, code: Code, what: str, fix: str) -> Problem:
    """Return a problem of this question, at its line."""
    return Problem(file=question.file, line=question.line, code=code, what=f"{question.id}: {what}", fix=fix)


def shown(choices: tuple[Choice, ...] | tuple[Option, ...], resolve: Resolver) -> list[dict[str, str]]:
    """Return ids and texts, as the learner sees them."""
    return [{"id": choice.id, "text": to_inline_html(choice.text, resolve)} for choice in choices]


def kind_with_options(
    problems: Callable[[Question], Iterator[Problem]], right: Callable[[list[str]], Any], scorer: Scorer
) -> Kind:
    """Return a kind whose answers are ticks at its options.

    Args:
        problems: what is wrong with the options.
        right: what the frozen key holds of the ids of the right options.
        scorer: what reads and scores an answer by that key.
    """
    return Kind(
        parts=frozenset({"options"}),
        problems=problems,
        key=lambda question: {
            "right": right([option.id for option in question.options if option.correct]),
            "options": [option.id for option in question.options],
        },
        public=lambda question, resolve: {"options": shown(question.options, resolve)},
        feedback=lambda question, resolve: {
            option.id: to_inline_html(option.feedback, resolve) for option in question.options
        },
        scorer=scorer,
    )


def shuffled(question: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Return the choices in an order that is the same on every machine, and never the one given."""
    mixed = sorted(choices, key=lambda choice: hashlib.sha256(f"{question}/{choice.id}".encode()).digest())
    if len(mixed) > 1 and tuple(mixed) == choices:
        mixed = mixed[1:] + mixed[:1]
    return tuple(mixed)
