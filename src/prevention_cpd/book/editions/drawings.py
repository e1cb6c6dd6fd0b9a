"""The drawings of a page as images that carry their data: dark on white, whatever stands around them."""

from __future__ import annotations

import base64
import re
from functools import cache
from html import escape, unescape

from prevention_cpd.frontend import palette_css

_SVG = re.compile(r"<svg\b[^>]*>.*?</svg>", re.DOTALL)
_LABEL = re.compile(r'aria-label="([^"]*)"')
_SIZE = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')
_OWN_LOOK = re.compile(r'<svg\b[^>]*?( style="[^"]*")')
_COLOUR = re.compile(r"var\((--[\w-]+)[^)]*\)")


def as_images(html: str) -> str:
    """Return HTML in which each drawing is an image with its text alternative; mere ornaments are gone."""
    return _SVG.sub(_image, html)


def svg_of(address: str) -> str:
    """Return the drawing that the address of such an image carries."""
    return base64.b64decode(address.partition(",")[2]).decode()


def _image(found: re.Match[str]) -> str:
    label = _LABEL.search(found[0])
    if not label:
        return ""
    data = base64.b64encode(_alone(found[0]).encode()).decode()
    return f'<img alt="{escape(unescape(label[1]))}" src="data:image/svg+xml;base64,{data}"/>'


def _alone(svg: str) -> str:
    """Return a drawing as a file of its own, with the colours of the light page."""
    size = _SIZE.search(svg)
    width, height = size.groups() if size else ("640", "480")
    colours = _colours()
    coloured = _COLOUR.sub(lambda found: colours.get(found[1], "#000000"), svg)
    coloured = coloured.replace("currentColor", colours["--cpd-text"]).replace('font-family="inherit"', "")
    style = f'font-family="sans-serif" style="background:{colours["--cpd-bg"]}"'
    coloured = _OWN_LOOK.sub(lambda found: found[0].replace(found[1], ""), coloured, count=1)
    return coloured.replace("<svg ", f'<svg width="{width}" height="{height}" {style} ', 1)


@cache
def _colours() -> dict[str, str]:
    light = palette_css().partition("}")[0]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", light))
