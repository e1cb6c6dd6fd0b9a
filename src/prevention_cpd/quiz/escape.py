"""A learner's text made safe to show: it is read as text, whatever it holds.

The result is one line of HTML that stands unchanged in Markdown, in nbconvert
and in JupyterLab: every sign that any of them might take as its own is written
as a character reference.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

#: What stands for itself; all else is written as a reference.
_PLAIN = re.compile(r"[^A-Za-z0-9 .,;:?À-ɏ]")
#: Controls that turn the direction of writing, and so can make a text look like another.
_TURNS = set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A))
#: A tag, or a sign with which a notebook host may take text for mathematics.
_MATHS = re.compile(r"<[^>]*>|[$\\]")
#: More of an answer than this is not shown where it is only quoted.
_QUOTED = 300
#: And more than this of the name of a file.
_LONGEST_NAME = 80


def as_text(text: str) -> str:
    """Return HTML, on one line, that shows `text` as it is; line ends are kept for `<pre>`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _PLAIN.sub(lambda found: _reference(found.group()), text)


def quoted(value: Any) -> str:
    """Return HTML for any JSON value, cut short."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return as_text(text if len(text) <= _QUOTED else text[:_QUOTED] + "…")


def printable(name: str) -> str:
    """Return a name of a file as a sentence can hold it: no line ends, nothing that hides, not too long."""
    shown = "".join("?" if unicodedata.category(char)[0] == "C" else char for char in name)
    return shown if len(shown) <= _LONGEST_NAME else shown[:_LONGEST_NAME] + "…"


def block(text: str) -> str:
    """Return a block of a written answer, lines and spaces kept.

    `pre` also keeps MathJax away, which would set what stands between dollar signs.
    """
    style = "white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.5em; border: 1px solid"
    return f'<pre dir="auto" style="{style}">{as_text(text)}</pre>'


def one_line(html: str) -> str:
    """Return the course's own HTML on one line, so that neither Markdown nor MathJax takes it for its own."""
    html = _MATHS.sub(lambda found: _apart(found.group()), html)
    return html.replace("\n", "&#10;" if "<pre" in html else " ")


def spreadsheet_cell(value: Any) -> str:
    """Write a value so that a spreadsheet shows it and does not run it."""
    if value is None:
        return ""
    text = str(value)
    if not isinstance(value, str):
        return text
    # An apostrophe in front is what spreadsheets take as "this is text".
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r", "\n"} else text


def _apart(found: str) -> str:
    """Set a sign apart: MathJax reads no formula across the bounds of an element."""
    if found.startswith("<"):
        return found
    return f'<span class="tex2jax_ignore mathjax_ignore">&#{ord(found)};</span>'


def _reference(char: str) -> str:
    code = ord(char)
    hidden = unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t"
    return "\N{REPLACEMENT CHARACTER}" if hidden or code in _TURNS else f"&#{code};"
