"""The graded notebook as text with gaps: the same for a whole class but for the answers.

Writing a notebook as JSON costs more than everything else in grading. So it is
written once, by the library, with a mark in each place that differs between
learners, and then only the marks are filled.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode


class Placeholders:
    """Makes the marks that stand in a notebook for what is filled in later."""

    def __init__(self) -> None:
        # Nothing in a course can look like it by chance or on purpose.
        self._nonce = secrets.token_hex(16)
        self._count = 0

    def mark(self) -> str:
        """Return a new mark; the order of the calls is the order in which values are given."""
        self._count += 1
        return f"{self._nonce}:{self._count - 1}:"

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds a mark, with its quotation marks, and the spaces before the line that it stands in."""
        return re.compile(rf'"{self._nonce}:(\d+):"')


@dataclass(frozen=True, slots=True)
class NotebookTemplate:
    """The text of a notebook between its gaps."""

    #: One more than there are gaps.
    texts: tuple[str, ...]
    #: For each gap in the order of the text: which value goes there, and what a new line in it starts with.
    gaps: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, notebook: NotebookNode, marks: Placeholders) -> NotebookTemplate:
        """Cut the text of a notebook at its marks."""
        # nbconvert ends the file with a line end, nbformat does not.
        text = nbformat.writes(notebook, version=4) + "\n"  # type: ignore[no-untyped-call]
        found = list(marks.pattern.finditer(text))
        starts = [0, *(match.end() for match in found)]
        ends = [*(match.start() for match in found), len(text)]
        gaps = tuple((int(match.group(1)), _margin(text, match.start())) for match in found)
        texts = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
        return cls(texts, gaps)

    def fill(self, values: Sequence[Any]) -> str:
        """Return the notebook.

        Args:
            values: for each mark JSON data, `Written` for what is JSON already, or `Lines` for text that a
                notebook keeps line by line.
        """
        texts = [_text(value) for value in values]
        parts = [self.texts[0]]
        for (number, margin), text in zip(self.gaps, self.texts[1:], strict=True):
            # Within JSON a line end never stands in a string.
            parts.append(texts[number].replace("\n", margin))
            parts.append(text)
        return "".join(parts)


class Lines(str):
    """Text that stands in the notebook as a list of lines; its mark is the only item of that list."""

    __slots__ = ()


class Written(str):
    """JSON as `written` gave it."""

    __slots__ = ()


def written(value: Any) -> Written:
    """Write a value as nbformat would."""
    return Written(_text(value))


def _margin(text: str, at: int) -> str:
    """Return the line end and the spaces with which the line that holds `at` begins."""
    start = text.rfind("\n", 0, at) + 1
    return "\n" + text[start : start + len(text[start:at]) - len(text[start:at].lstrip(" "))]


def _text(value: Any) -> str:
    if type(value) is str:
        return _string(value)
    if type(value) is Written:
        return value
    if type(value) is Lines:
        # The same cuts as nbformat makes, which are more than those at "\n".
        return ",\n".join(map(_string, value.splitlines(keepends=True)))
    return _json(value)


#: The fast way to write a single string.
_string = json.JSONEncoder(ensure_ascii=False).encode
#: As nbformat writes.
_json = json.JSONEncoder(ensure_ascii=False, indent=1, sort_keys=True).encode
