"""The Markdown in an activity's data, as HTML."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from prevention_cpd.core import markup

if TYPE_CHECKING:
    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.evidence import Fact

#: Pages have the quotes of print, and so have activities.
to_html = partial(markup.to_html, curly=True)
to_inline_html = partial(markup.to_inline_html, curly=True)

#: Keys whose text may have several paragraphs.
BLOCKS = frozenset(
    {"intro", "note", "why", "feedback", "summary", "advice", "reveal", "closing", "setting", "situation"}
    | {"consequence", "debrief", "brief", "help", "task", "template", "answer", "model", "ending"}
)
#: Keys whose text is one line or one paragraph.
LINES = frozenset(
    {"title", "text", "headline", "prompt", "fictional", "hint", "look_for", "label", "examples", "checklist"}
    | {"ask", "facts", "criterion"}
)
#: Mappings of names and words, which stay as they were typed, whatever their keys are called.
NAMES = frozenset({"roles", "own_words"})


def rendered(data: Any, resolve: Resolver) -> Any:
    """Give a copy of the data in which every text that is Markdown has become HTML."""
    if isinstance(data, list):
        return [rendered(item, resolve) for item in data]
    if not isinstance(data, dict):
        return data
    return {key: _value(data, key, resolve) for key in data}


def _value(data: dict[str, Any], key: str, resolve: Resolver) -> Any:
    value = data[key]
    # A sentence of a memo stays as it was typed: its harmful part is found in it letter by letter.
    if key in NAMES or (key == "text" and "harmful" in data):
        return value
    if key in BLOCKS and isinstance(value, dict):
        return {name: to_html(text, resolve) for name, text in value.items()}
    if isinstance(value, str) and key in BLOCKS:
        return to_html(value, resolve)
    if isinstance(value, str) and key in LINES:
        return to_inline_html(value, resolve)
    if isinstance(value, list) and key in LINES:
        return [to_inline_html(text, resolve) for text in value]
    return rendered(value, resolve)


def fact(found: Fact, resolve: Resolver) -> dict[str, str]:
    """Give what an activity says about a figure: the figure with its source, what was counted, one limit."""
    shown = resolve("fact", found.id)
    return {
        "text": f"<strong>{shown}</strong>: {to_inline_html(found.statement, resolve)}",
        "caveat": to_inline_html(found.caveat, resolve),
    }
