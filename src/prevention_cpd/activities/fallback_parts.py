"""Pieces of the readable faces."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Data: TypeAlias = dict[str, Any]


def items(texts: Iterable[str], tag: str = "ul") -> str:
    """Give a list of texts that are HTML already."""
    return f"<{tag}>{''.join(f'<li>{text}</li>' for text in texts)}</{tag}>"


def answers(words: Data, body: str) -> str:
    """Fold answers and feedback away."""
    return f"<details><summary>{escape(words['answers'])}</summary>{body}</details>"


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Give a table whose rows begin with their name; the cells are HTML already."""

    def row(cells: Iterable[str]) -> str:
        name, *others = cells
        return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'

    names = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "".join(map(row, rows))
    return f"<table><caption>{caption}</caption><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def asked(questions: list[Data], words: Data) -> tuple[str, str]:
    """Give the questions under an explorer, and their answers."""

    def rated(option: Data) -> str:
        verdict = escape(words["answer_ok" if option["correct"] else "answer_warn"])
        return f"{verdict} <em>{option['text']}</em> {option['feedback']}"

    open_ = (one["prompt"] + items(option["text"] for option in one["options"]) for one in questions)
    solved = (one["prompt"] + items(map(rated, one["options"])) for one in questions)
    return items(open_, "ol"), items(solved, "ol")
