"""Pages that stand alone: no script, no style sheet and no font from anywhere else."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from prevention_cpd.frontend import palette_css
from prevention_cpd.quiz.words import words


@functools.cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@functools.cache
def _palette() -> Markup:
    return Markup(palette_css())  # noqa: S704  # a file of the package


def render(template: str, part: str, **values: Any) -> str:
    """Return a page.

    Args:
        template: a file of `templates/`.
        part: the part of `strings.yml` whose words the template finds as `text`.
        values: all else that it needs. Only `markupsafe.Markup` stays HTML; the rest is shown as text.
    """
    return _environment().get_template(template).render(text=words(part), palette=_palette(), **values)
