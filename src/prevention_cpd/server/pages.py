"""Making a page from its template."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from prevention_cpd.server import assets
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATES = Path(__file__).parent / "templates"


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, link: Callable[[str], str], values: dict[str, Any]) -> str:
    """Return a page as HTML. Only `markupsafe.Markup` stays HTML; the rest is shown as text.

    A template finds, beside `values`: `frame` (words), `link(path)` and `asset(name)`.
    """

    def asset(name: str) -> str:
        return link(f"static/{assets.everything()[name].name}")

    found = _environment().get_template(template)
    return found.render(frame=words("frame"), link=link, asset=asset, **values)
