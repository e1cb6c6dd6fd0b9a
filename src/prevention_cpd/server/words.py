"""The words of the server: those of the frame stand here, each part's own in its folder."""

from __future__ import annotations

from typing import Any

from prevention_cpd.core.strings import strings


def words(part: str) -> dict[str, Any]:
    """Return the words of a part: `frame` and `errors` for every page, else those of the part's folder."""
    if part in (own := strings(__package__)):
        found: dict[str, Any] = own[part]
        return found
    return strings(f"{__package__}.{part}")
