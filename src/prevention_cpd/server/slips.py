"""Slips to print: for each person the address, a one-time code, and both as a QR code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from prevention_cpd.frontend import palette_css
from prevention_cpd.server.pages import TEMPLATES
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prevention_cpd.core.settings import Settings


def page(course: Settings, address: str, codes: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return the slips as one page that stands alone.

    Args:
        course: the course's settings.
        address: where the server answers, with a slash at its end.
        codes: by id.
        names: by id, where they are known.
    """
    slips = [
        (names.get(who) or who, who, code, _qr(f"{address}sign-in/{code}")) for who, code in codes.items()
    ]
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    values = {"text": words("signin")["slips"], "course": course, "address": address, "slips": slips}
    style = Markup(palette_css())  # noqa: S704  # our own
    return environment.get_template("signin/slips.html.j2").render(**values, palette=style)


def _qr(text: str) -> Markup:
    import segno  # noqa: PLC0415  # comes with the extra "trainer"

    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=3, omitsize=True, dark="#000", light="#fff"
    )
    return Markup(drawn)  # noqa: S704  # drawn by the library, from an address
