"""Drawn signs: of the modules, as assets/course.yml has them, and of the four kinds of box."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from prevention_cpd.book.deferred import html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from prevention_cpd.core.settings import Module

#: Path data on 24 by 24: what one will be able to do, an invented example, good practice, take care.
BOXES = {
    "aim": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
    "example": "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7",
    "practice": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM8 12.5l3 3 5-6",
    "care": "M12 4l9 16H3zM12 10v5M12 17.5v.1",
}
#: Classes of an admonition that say which kind of box it is; without one it is an example.
_CLASSES = {"tip": "practice", "warning": "care", "caution": "care"}


def emblem(path: str, name: str = "") -> str:
    """Return a sign as HTML; it stands beside words, so it says nothing to a screen reader.

    Args:
        path: path data on 24 by 24.
        name: an id for the path, where other places of the page draw it again.
    """
    named = f' id="{escape(name)}"' if name else ""
    return (
        '<svg class="cpd-emblem" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<path{named} d="{escape(path)}"/></svg>'
    )


def hues(modules: Iterable[Module]) -> str:
    """Return the style sheet that gives each module its hue."""
    return "".join(
        f'[data-cpd-part="{module.id}"] {{ --cpd-hue: {module.hue}; }}\n'
        for module in modules
        if module.hue is not None
    )


class BoxSigns(SphinxTransform):
    """Draws the sign of its kind into the title of each admonition."""

    default_priority = 830

    def apply(self, **_kwargs: object) -> None:
        """Put the signs in."""
        for box in self.document.findall(nodes.admonition):
            kind = next((_CLASSES[name] for name in box["classes"] if name in _CLASSES), "example")
            box["classes"].append(f"cpd-box-{kind}")
            title = box.next_node(nodes.title)
            if title is not None:
                title.insert(0, html(emblem(BOXES[kind])))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(BoxSigns)
