"""The words of the book's frame, out of strings.yml."""

from __future__ import annotations

from typing import Any

from prevention_cpd.core import strings as words


def strings(group: str) -> dict[str, Any]:
    """Return the words of one group."""
    found: dict[str, Any] = words.strings("prevention_cpd.book")[group]
    return found
