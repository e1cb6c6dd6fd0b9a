"""What every sheet has from the course: its colours, its provider, its language."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.frontend import palette_css
from prevention_cpd.records.wording import words

if TYPE_CHECKING:
    from pathlib import Path

    from prevention_cpd.core.settings import Settings

_COLOUR = re.compile(r"--cpd-(accent|muted|hair): (#[0-9a-f]{6})")


def look(settings: Settings, root: Path) -> dict[str, Any]:
    """Return what the typst templates need of the course.

    Args:
        settings: of the course.
        root: the folder of the course, in which the provider's mark lies.
    """
    provider = settings.fields["provider"]
    logo = root / provider["logo"] if provider.get("logo") else None
    # The first colours of the file are the light ones.
    colours = dict(reversed(_COLOUR.findall(palette_css())))
    return {
        "look": colours,
        "provider": provider["name"],
        "logo": list(logo.read_bytes()) if logo and logo.is_file() else None,
        "lang": settings.language,
        "direction": settings.direction,
    }


def day(iso: str) -> str:
    """Write a date as people do: "20 November 2026"; nothing for no time."""
    if not iso:
        return ""
    time = datetime.fromisoformat(iso)
    return f"{time.day} {words('months')[str(time.month)]} {time.year}"
