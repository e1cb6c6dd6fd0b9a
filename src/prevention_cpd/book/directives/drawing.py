"""The directive {drawing}: an SVG of the course, put into the page so that it follows its colours."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, ClassVar
from xml.etree import ElementTree as ET

from docutils.parsers.rst import directives

from prevention_cpd.book.deferred import html
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.warn import Warn, warn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docutils import nodes

SVG = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
ET.register_namespace("", SVG)


class Drawing(CourseDirective):
    """Prints a drawing with a text alternative and a caption."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {"alt": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the figure."""
        path = self.registers.tree.root / self.arguments[0]
        self.env.note_dependency(str(path))
        alt = " ".join(self.options.get("alt", "").split())
        if not alt:
            warn(
                Warn.NO_ALT,
                "the drawing has no text alternative. Add `:alt:` with what it shows",
                self.get_location(),
            )
        try:
            svg = inline_svg(path, alt)
        except (OSError, ET.ParseError, ValueError) as error:
            message = f"{self.arguments[0]} cannot be drawn: {error}. Give an SVG file of the course"
            warn(Warn.BAD_DRAWING, message, self.get_location())
            return []
        caption = [html("<figcaption>"), *self.body(), html("</figcaption>")] if self.content else []
        return [html(f'<figure class="cpd-drawing">{svg}'), *caption, html("</figure>")]


def inline_svg(path: Path, alt: str) -> str:
    """Return a drawing as an element for a page.

    Raises:
        ValueError: when it is no SVG, holds a script, or asks another place for something.
    """
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  # a file of the course itself
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError("it is no SVG")
    prefix = re.sub(r"[^a-z0-9]+", "-", path.stem.lower())
    for element in root.iter():
        _check(element)
        _own_ids(element, prefix)
    # The page's column gives the width; the text alternative stands in the page's source.
    for name in ("width", "height", "aria-labelledby", "aria-describedby"):
        root.attrib.pop(name, None)
    for child in [child for child in root if child.tag in {f"{{{SVG}}}title", f"{{{SVG}}}desc"}]:
        root.remove(child)
    root.set("role", "img")
    root.set("aria-label", alt)
    return ET.tostring(root, encoding="unicode")


def _check(element: ET.Element) -> None:
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if name in {"script", "foreignObject", "image"}:
        raise ValueError(f"it holds a <{name}>")
    if name == "style" and re.search(r"@import|url\((?!\s*['\"]?#)", element.text or ""):
        raise ValueError("its style refers to another file")
    for key, value in element.attrib.items():
        if re.search(r"url\((?!#)", value):
            raise ValueError(f"it refers to {value}")
        if key.lower().startswith("on"):
            raise ValueError(f"it holds a script in {escape(key)}")
        if key in {"href", XLINK} and not value.startswith("#"):
            raise ValueError(f"it refers to {value}")


def _own_ids(element: ET.Element, prefix: str) -> None:
    """Prefix ids, so that two drawings on one page do not share one."""
    for key, value in list(element.attrib.items()):
        if key == "id":
            element.set(key, f"{prefix}-{value}")
        elif key in {"href", XLINK}:
            element.set(key, f"#{prefix}-{value[1:]}")
        else:
            element.set(key, re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", value))
