"""The words of records and certificates, from `strings.yml`."""

from __future__ import annotations

from typing import Any

from prevention_cpd.core.strings import strings


def words(part: str) -> dict[str, str]:
    """Return the texts of one part: `record`, `certificate`, `verdict`, ..."""
    texts: dict[str, str] = strings("prevention_cpd.records")[part]
    return texts


def say(part: str, name: str, /, **values: Any) -> str:
    """Return one text with its places filled."""
    return words(part)[name].format(**values)


def number(value: float) -> str:
    """Write a figure as people do: 2 and not 2.0, 0.67 and not 0.6666666666666666."""
    return f"{round(value, 2):g}"
