"""A question as it is read or printed: stem, points and lettered answers, before any cell has run."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.markup import to_text
from prevention_cpd.quiz.escape import one_line
from prevention_cpd.quiz.words import points, say, words

if TYPE_CHECKING:
    from collections.abc import Callable

#: Stands before the room that is left for an answer in ink.
SPACE = "<hr>"


def question_markdown(number: int, question: dict[str, Any], *, scenario: bool = True) -> str:
    """Return the Markdown cell of one question.

    Args:
        number: its place in the quiz, from 1.
        question: what `prevention_cpd.questions.public` gives.
        scenario: whether the situation that it asks about is printed; it is once for all its questions.
    """
    text = words("notebook")
    head = f"### {say('notebook', 'question', number=number)} ({points(question['points'])})"
    body = one_line(f"<div>{question['stem']}{offered(question)}</div>")
    told = question.get("scenario") if scenario else None
    about = f"<div><p><strong>{told['title']}</strong></p>{told['text']}</div>" if told else ""
    asked = f"*{text[question['kind']]}*" if question["kind"] in text else ""
    return "\n\n".join(filter(None, [one_line(about), head, asked, body]))


def letter(at: int) -> str:
    """Return A, B, ... for a place in a list."""
    return string.ascii_uppercase[at % 26]


def labels(question: dict[str, Any], *, lettered: bool = True) -> dict[str, str]:
    """Return for each id that an answer can name the words it stands for, as HTML, mostly with its letter."""
    found = {item["id"]: item["text"] for item in question.get("left", [])}
    for part in ("options", "right", "items"):
        found |= {
            item["id"]: f"{letter(at)}. {item['text']}" if lettered else item["text"]
            for at, item in enumerate(question.get(part, []))
        }
    return found


#: What a question may offer, in the order in which it is printed, and how its lines are marked.
_OFFERED: dict[str, Callable[[int], str]] = {
    "left": lambda at: str(at + 1),
    "options": letter,
    "right": letter,
    "items": letter,
}


def choices(question: dict[str, Any]) -> str:
    """Return as HTML what a question offers to choose from; nothing where the answer is one's own."""
    return "".join(_list(question[part], mark) for part, mark in _OFFERED.items() if part in question)


def offered(question: dict[str, Any]) -> str:
    """Return as HTML what a question of any kind offers, or else room for an answer in ink."""
    return choices(question) or (_space(question) if "rubric" in question else _number(question))


def _number(question: dict[str, Any]) -> str:
    unit = to_text(question.get("unit") or "")
    return f"{SPACE}<p>{words('notebook')['your_answer']}: ________ {unit}</p>"


def _space(question: dict[str, Any]) -> str:
    rows = "".join(
        f"<li>{to_text(line['criterion'])} ({points(line['points'])})</li>"
        for line in question.get("rubric", [])
    )
    rubric = f"<p>{words('notebook')['rubric']}:</p><ul>{rows}</ul>" if rows else ""
    return f"{rubric}{SPACE}<p>{words('notebook')['your_answer']}:</p><p>{'<br>' * 8}&nbsp;</p>"


def _list(items: list[dict[str, str]], mark: Callable[[int], str]) -> str:
    # The letters are text, not list markers: a notebook host may strip the style of a list.
    rows = "".join(f"<p><strong>{mark(at)}.</strong> {item['text']}</p>" for at, item in enumerate(items))
    return f"<div>{rows}</div>"
