"""The colours of the course: enough contrast, in light and in dark, as WCAG counts it."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path

import pytest

from prevention_cpd.core import settings
from prevention_cpd.core.tree import Tree
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


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return a colour of OKLCH in sRGB, clipped as a browser does (CSS Color 4, section 9)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long, middle, short = (
        (lightness + each[0] * a + each[1] * b) ** 3
        for each in (
            (0.3963377774, 0.2158037573),
            (-0.1055613458, -0.0638541728),
            (-0.0894841775, -1.291485548),
        )
    )
    rows = (
        (4.0767416621, -3.3077115913, 0.2309699292),
        (-1.2684380046, 2.6097574011, -0.3413193965),
        (-0.0041960863, -0.7034186147, 1.707614701),
    )
    linear = [min(1, max(0, row[0] * long + row[1] * middle + row[2] * short)) for row in rows]
    parts = [12.92 * one if one <= 0.0031308 else 1.055 * one ** (1 / 2.4) - 0.055 for one in linear]
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def test_every_hue_of_a_module_has_the_contrast_of_text():
    """The lightness that the style sheet fixes is enough for any hue, on both grounds, in light and in dark."""
    lightness = [int(each) / 100 for each in re.findall(r"--cpd-part-light: (\d+)%", palette_css())]
    chroma = float(re.search(r"--cpd-part: oklch\(var\(--cpd-part-light\) ([\d.]+)", palette_css()).group(1))
    assert lightness[1] == lightness[2]

    for hue in range(360):
        for palette, light in ((LIGHT, lightness[0]), (DARK, lightness[1])):
            for ground in ("bg", "soft"):
                pair = sorted(
                    (luminance(oklch(light, chroma, hue)), luminance(palette[f"cpd-{ground}"])), reverse=True
                )
                assert (pair[0] + 0.05) / (pair[1] + 0.05) >= 4.5, (hue, ground)


def test_the_modules_have_hues_and_signs_of_their_own():
    """No two modules of the course look alike, and each can be told from the others without colour."""
    modules = settings.load(Tree(Path(__file__).parent.parent.parent).settings).modules

    assert len({module.sign for module in modules} - {""}) == len(modules)
    hues = sorted(module.hue for module in modules)
    assert min(after - before for before, after in itertools.pairwise(hues)) >= 30


def test_no_module_looks_like_a_warning():
    """The hue of a module keeps away from that of warnings, light and dark, by a step that an eye sees at once."""
    modules = settings.load(Tree(Path(__file__).parent.parent.parent).settings).modules
    for palette in (LIGHT, DARK):
        warning = hue(palette["cpd-warn"])
        for module in modules:
            assert abs((module.hue - warning + 180) % 360 - 180) >= 25, module.id


def hue(colour: str) -> int:
    """Return the hue of a colour in whole degrees of OKLCH: the one that comes nearest at any lightness and chroma."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]

    def miss(tried: tuple[int, int, int]) -> int:
        found = oklch(tried[0] / 100, tried[1] / 100, tried[2])
        return sum(
            abs(int(found[at : at + 2], 16) - part) for at, part in zip((1, 3, 5), wanted, strict=True)
        )

    return min(itertools.product(range(40, 90), range(8, 16), range(0, 360, 2)), key=miss)[2]
