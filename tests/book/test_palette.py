"""The colours of the course: enough contrast, in light and in dark, as WCAG counts it."""

from __future__ import annotations

import re

import pytest

from prevention_cpd.frontend import palette_css

BLOCKS = [
    dict(re.findall(r"--(cpd-[\w-]+): (#\w{6})", block))
    for block in palette_css().split("}")
    if "--cpd-bg" in block
]
LIGHT, DARK, SYSTEM_DARK = BLOCKS
#: Colour, ground, and the least contrast between them.
PAIRS = [
    *((text, ground, 4.5) for text in ("text", "muted", "accent", "ok", "warn") for ground in ("bg", "soft")),
    ("on-accent", "accent", 4.5),
    ("text", "mark", 4.5),
    *((line, ground, 3) for line in ("line", "focus") for ground in ("bg", "soft")),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_contrast(palette, front, ground, least):
    """Every pair that the style sheets use reaches the ratio that level AA asks for."""
    light, dark = sorted(
        (luminance(palette[f"cpd-{front}"]), luminance(palette[f"cpd-{ground}"])), reverse=True
    )

    assert (light + 0.05) / (dark + 0.05) >= least


def test_dark_is_dark_however_it_came_about():
    """The reader's own choice and the system's give the same colours."""
    assert DARK == SYSTEM_DARK


def test_light_and_dark_have_the_same_names():
    """No colour is missing from one of the two."""
    assert LIGHT.keys() == DARK.keys()
