"""Making a page from its template."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from prevention_cpd.server import assets
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from prevention_cpd.server.handler import Handler


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


def render(handler: Handler, template: str, values: dict[str, Any]) -> str:
    """Return a page as HTML. Only `markupsafe.Markup` stays HTML; the rest is shown as text.

    A template finds, beside `values`: `text` and `frame` (words), `person`, `course` (its settings),
    `link(path)`, `asset(name)` and `xsrf` (for the field `_xsrf` of a form).
    """

    def asset(name: str) -> str:
        return handler.link(f"static/{assets.everything()[name].name}")

    template_values = {
        "text": words(handler.part),
        "frame": words("frame"),
        "person": handler.person,
        "course": handler.application.course,
        "settings": handler.application.cpd,
        "link": handler.link,
        "asset": asset,
        "menu": handler.application.menu[handler.person.role] if handler.person else [],
        "here": handler.request.path,
        "xsrf": handler.xsrf_token.decode(),
    }
    return _environment().get_template(template).render(**template_values, **values)
