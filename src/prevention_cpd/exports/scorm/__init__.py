"""SCORM: the compiled book in one package, around it a page that holds the session with a learning platform.

Elements and calls are those of the ADL's run-time environments, 1.2 and 2004 fourth edition.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from prevention_cpd.core.strings import strings
from prevention_cpd.exports.packing import zipped
from prevention_cpd.exports.scorm.manifest import NAME, manifest
from prevention_cpd.exports.scorm.plan import plan, sections
from prevention_cpd.frontend import compose, palette_css

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.settings import Settings

__all__ = ["EDITIONS", "modules", "package"]

EDITIONS = ("1.2", "2004")
_HERE = Path(__file__).parent
#: The first script of every page of the book: what goes before it runs before anything is kept.
_FIRST_SCRIPT = "_static/cpd-early.js"


def modules(book: Path) -> tuple[str, ...]:
    """Return the ids of the modules that the book has pages of, in reading order."""
    return tuple(dict.fromkeys(each.module for each in sections(book)))


def package(settings: Settings, book: Path, edition: str, module: str | None = None) -> bytes:
    """Return the package, a zip: launch page, book and manifest.

    Args:
        settings: the course settings.
        book: the folder of the compiled book.
        edition: one of `EDITIONS`.
        module: the module that it opens at and counts; None for all. The book is whole either way.
    """
    part = settings.module(module) if module else None
    title = f"{settings.short_title}: {part.title}" if part else settings.title
    files = {**_around(settings, title, plan(settings, book, edition, module)), **dict(_book(book))}
    own = f"{settings.id}-{module}" if module else settings.id
    return zipped({NAME: manifest(edition, own, title, files), **files})


def _around(settings: Settings, title: str, plan: dict[str, object]) -> dict[str, bytes]:
    """Return the launch page with its style and its script, the page first."""
    words = strings(__name__)
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template("launch.html.j2").render(
        plan=plan,
        title=title,
        direction=settings.direction,
        words=words,
        # No text of the course may end the script that it stands in.
        data=Markup(json.dumps({**plan, "words": words}, ensure_ascii=False).replace("<", "\\u003c")),  # noqa: S704
    )
    # No module: browsers load none from a disk.
    script = f'(function () {{\n"use strict";\n{compose(_HERE / "js" / "launch.js")}\n}})();\n'
    style = palette_css() + (_HERE / "launch.css").read_text(encoding="utf-8")
    return {
        name: text.encode()
        for name, text in {"launch.html": page, "launch.js": script, "launch.css": style}.items()
    }


def _book(book: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the book, whose first script looks for the launch page before it does anything."""
    for path in sorted(book.rglob("*")):
        name = path.relative_to(book).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            bridge = (_HERE / "js" / "bridge.js").read_bytes() if name == _FIRST_SCRIPT else b""
            yield f"book/{name}", bridge + path.read_bytes()
