"""Pages that stand alone: no script, no style sheet and no font from anywhere else."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, **values: Any) -> str:
    """Return a page.

    Args:
        template: a file of `templates/`.
        values: what it needs. Only `markupsafe.Markup` stays HTML; the rest is shown as text.
    """
    return _environment().get_template(template).render(**values)
