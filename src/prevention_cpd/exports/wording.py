"""The texts of a question for any format: as HTML, with its roles put into words."""

from __future__ import annotations

import html
from decimal import Decimal
from typing import TYPE_CHECKING

from prevention_cpd.core.markup import to_html, to_inline_html
from prevention_cpd.core.strings import strings
from prevention_cpd.quiz import words as quiz_words

if TYPE_CHECKING:
    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.questions import Question


def say(name: str, **values: object) -> str:
    """Return one text of strings.yml with its places filled."""
    text: str = strings("prevention_cpd.exports")[name]
    return text.format(**values)


def asked(question: Question, resolve: Resolver) -> str:
    """Return what is read before answering: the scenario, the stem, unit or criteria, as blocks of HTML."""
    parts = []
    if told := question.scenario:
        parts += [f"<p><strong>{html.escape(told.title)}</strong></p>", to_html(told.text, resolve)]
    parts.append(to_html(question.stem, resolve))
    if question.answer and question.answer.unit:
        parts.append(f"<p>{html.escape(say('unit', unit=question.answer.unit))}</p>")
    if question.rubric:
        parts.append(f"<p>{html.escape(quiz_words.words('notebook')['rubric'])}:</p><ul>")
        parts += [f"<li>{_criterion(line.criterion, line.points, resolve)}</li>" for line in question.rubric]
        parts.append("</ul>")
    return "".join(parts)


def for_marker(question: Question, resolve: Resolver) -> str:
    """Return the rubric with its guidance, and the marked examples; blocks of HTML, no learner sees it."""
    parts = [f"<p><strong>{html.escape(say('guidance'))}</strong></p><ul>"]
    for line in question.rubric:
        named = _criterion(line.criterion, line.points, resolve)
        parts.append(f"<li>{named}: {to_inline_html(line.guidance, resolve)}</li>")
    parts.append("</ul>")
    for anchor in question.anchors:
        earned = " + ".join(quiz_words.number(points) for points in anchor.points)
        told = say("anchor", points=earned, why=to_inline_html(anchor.why, resolve))
        parts.append(f"<p>{told}</p><blockquote>{to_html(anchor.text, resolve)}</blockquote>")
    return "".join(parts)


def everything(question: Question, resolve: Resolver) -> str:
    """Return all texts of a question in one, to look for what a file cannot hold."""
    sides = [side for pair in question.pairs for side in (pair.left, pair.right)]
    texts = [
        choice.text for part in (question.options, question.items, question.spare, sides) for choice in part
    ]
    texts += [option.feedback for option in question.options]
    shown = [asked(question, resolve), to_html(question.rationale, resolve)]
    return "".join([*shown, *(to_inline_html(text, resolve) for text in texts)])


def tags(question: Question) -> list[str]:
    """Return the tags of a question: its outcome, its difficulty, and whether it must be right."""
    named = [say("outcome", id=question.outcome), say("difficulty", level=question.difficulty)]
    return [*named, *([say("must")] if question.must else [])]


def places(question: Question) -> dict[str, str]:
    """Return for each item of an order question the places in which it is right, in words."""
    found = {}
    for at, item in enumerate(question.items, start=1):
        alike = [n for n, other in enumerate(question.items, 1) if item.group and other.group == item.group]
        found[item.id] = (
            say("places", first=alike[0], last=alike[-1]) if len(alike) > 1 else say("place", first=at)
        )
    return found


def decimal(value: float) -> str:
    """Return a number as its shortest decimal text, never with an exponent."""
    return f"{Decimal(repr(value)).normalize():f}"


def _criterion(criterion: str, points: float, resolve: Resolver) -> str:
    return say("criterion", criterion=to_inline_html(criterion, resolve), points=quiz_words.points(points))
