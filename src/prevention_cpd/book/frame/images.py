"""Images of a page: each has a text alternative, and none comes from another site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from prevention_cpd.book.warn import Warn, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What makes a browser ask another site for something as soon as it shows the page.
REQUEST = re.compile(
    r"""<(?!a\b)[^>]*\b(?:src|href|srcset|data|poster)\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE
)


class Images(SphinxTransform):
    """Looks through what the author has written, before anything of the course's own is put in."""

    default_priority = 790

    def apply(self, **_kwargs: object) -> None:
        """Warn of images without a text alternative, and of requests to other sites."""
        for image in self.document.findall(nodes.image):
            if not image.get("alt", "").strip():
                message = (
                    "the image has no text alternative. Write it in the brackets: ![what it shows](file)"
                )
                warn(Warn.NO_ALT, message, _place(image))
            if re.match(r"(?:https?:)?//", image.get("uri", "")):
                message = (
                    f"the image comes from another site, {image['uri']}. Put the file into assets/figures"
                )
                warn(Warn.FOREIGN, message, _place(image))
        for raw in self.document.findall(nodes.raw):
            if REQUEST.search(raw.astext()):
                message = (
                    "this HTML asks another site for something. Put the file into the course, or leave it out"
                )
                warn(Warn.FOREIGN, message, _place(raw))


def _place(node: nodes.Element) -> nodes.Element:
    """Return the nearest node around that knows its line: an image does not."""
    while not node.line and node.parent is not None:
        node = node.parent
    return node


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(Images)
