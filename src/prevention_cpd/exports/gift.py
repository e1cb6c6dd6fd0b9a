"""GIFT: one text file that Moodle and several others import, question by question.

GIFT knows neither points nor notes for a marker nor ordering. Ids and tags stand in comments, where Moodle
looks for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.core.markup import to_html, to_inline_html, to_text
from prevention_cpd.exports import moodle
from prevention_cpd.exports.export import Export, Loss
from prevention_cpd.exports.wording import asked, decimal, places, say, tags
from prevention_cpd.questions.kinds.provides import shuffled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.exports.selection import Selection
    from prevention_cpd.questions import Question

_MIXED = (
    "Moodle mixes the options of questions that come as GIFT; where the order matters, switch it off there."
)
_ID = re.compile(r"^// \[id:([a-z0-9-]+)\]", re.MULTILINE)
#: What steers GIFT, and the end of a line.
_SPECIAL = re.compile(r"[\\~=#{}:\n]")


def write(selection: Selection) -> Export:
    """Return the questions as GIFT, a category for each heading."""
    blocks: list[str] = []
    losses: list[Loss] = []
    for group in selection.groups:
        blocks.append(f"$CATEGORY: {moodle.category(group)}")
        for question in group.questions:
            blocks.append(_question(question, selection.resolve))
            losses += _losses(question, selection.resolve)
    return Export(
        data="\n\n".join([*blocks, ""]).encode(), losses=tuple(losses), notes=(_MIXED, moodle.AGAIN)
    )


def ids_in(data: bytes) -> set[str]:
    """Return the ids that a file holds.

    Raises:
        ValueError: when it is no text, or holds no id.
    """
    found = set(_ID.findall(data.decode("utf-8")))
    if not found:
        raise ValueError("it holds no line such as // [id:a-question]")
    return found


def _question(question: Question, resolve: Resolver) -> str:
    comment = " ".join([f"[id:{question.id}]", *(f"[tag:{tag}]" for tag in tags(question))])
    text = asked(question, resolve)
    if question.kind == "order":
        text += f"<p>{say('order')}</p>"
    answers = "\n".join(_KINDS[question.kind](question, resolve))
    why = _escape(to_html(question.rationale, resolve))
    return f"// {comment}\n::{_escape(question.id)}::[html]{_escape(text)}{{{answers}\n####{why}\n}}"


def _single(question: Question, resolve: Resolver) -> Iterator[str]:
    for option in question.options:
        text = to_inline_html(option.text, resolve)
        # A per cent sign in front would be read as a weight.
        text = f"&#37;{text[1:]}" if text.startswith("%") else text
        mark = "=" if option.correct else "~"
        yield f"{mark}{_escape(text)}#{_escape(to_inline_html(option.feedback, resolve))}"


def _multiple(question: Question, resolve: Resolver) -> Iterator[str]:
    grades = moodle.per_cent(question)
    for option in question.options:
        text = _escape(to_inline_html(option.text, resolve))
        yield f"~%{grades[option.id]}%{text}#{_escape(to_inline_html(option.feedback, resolve))}"


def _pairs(question: Question, resolve: Resolver) -> Iterator[str]:
    for pair in question.pairs:
        left = _escape(to_inline_html(pair.left.text, resolve))
        yield f"={left} -> {_escape(to_text(pair.right.text, resolve))}"
    for choice in question.spare:
        yield f"= -> {_escape(to_text(choice.text, resolve))}"


def _places(question: Question, resolve: Resolver) -> Iterator[str]:
    right = places(question)
    for item in shuffled(question.id, question.items):
        yield f"={_escape(to_inline_html(item.text, resolve))} -> {_escape(right[item.id])}"


def _number(question: Question, _resolve: Resolver) -> Iterator[str]:
    assert question.answer is not None, "a bank holds no numeric question without an answer"  # noqa: S101
    yield f"#{decimal(question.answer.value)}:{decimal(question.answer.tolerance)}"


def _essay(_question: Question, _resolve: Resolver) -> Iterator[str]:
    yield ""


_KINDS: dict[str, Callable[[Question, Resolver], Iterator[str]]] = {
    "single": _single,
    "multiple": _multiple,
    "match": _pairs,
    "order": _places,
    "numeric": _number,
    "text": _essay,
}


def _losses(question: Question, resolve: Resolver) -> Iterator[Loss]:
    yield from moodle.losses(question, resolve)
    if question.points != 1:
        what = f"GIFT has no points, so its {question.points:g} points become those of the system, mostly 1"
        yield Loss(question=question, what=what, fix="Set its points after the import", marks=True)
    if question.answer and question.answer.unit:
        what = "GIFT has no units; it stands in the text, and an answer is a number without it"
        yield Loss(question=question, what=what, fix="Add the unit after the import")
    if question.kind == "order":
        what = "GIFT has no ordering, so it becomes a matching of items and places"
        yield Loss(question=question, what=what, fix="Nothing is needed; the points are the same")
    if question.rubric:
        what = "the guidance for the marker and the marked examples are not in the file"
        yield Loss(question=question, what=what, fix="Mark with the rubric of the course beside you")


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\n" if found.group() == "\n" else f"\\{found.group()}", text)
