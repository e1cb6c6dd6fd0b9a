"""Rendering that waits until all pages have been read.

A directive leaves a `DeferredNode`; when the page is written, the node renders itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class DeferredNode(nodes.General, nodes.Element):
    """A place on a page that is filled when the page is written."""

    def render(self, page: Page) -> list[Node]:
        """Return what stands there."""
        raise NotImplementedError


class Page:
    """The page that is being written."""

    def __init__(self, env: BuildEnvironment, builder: Builder, docname: str) -> None:
        self.env = env
        self.builder = builder
        self.docname = docname

    def uri(self, docname: str, anchor: str = "") -> str:
        """Return the address of another page, seen from this one."""
        address = self.builder.get_relative_uri(self.docname, docname)
        return f"{address}#{anchor}" if anchor else address

    def title(self, docname: str) -> str:
        """Return the title of a page."""
        return self.env.titles[docname].astext() if docname in self.env.titles else docname


class RenderDeferred(SphinxPostTransform):
    """Fills the deferred nodes of a page."""

    #: Before the resolver of references (10), so that what is filled in may hold references.
    default_priority = 8
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Replace each deferred node by what it renders."""
        page = Page(self.env, self.app.builder, self.env.docname)
        for node in list(self.document.findall(DeferredNode)):
            node.replace_self(node.render(page))


def html(text: str) -> nodes.raw:
    """Return HTML as a node."""
    return nodes.raw("", text, format="html")


def setup(app: Sphinx) -> None:
    """Register the node and the transform."""
    app.add_node(DeferredNode)
    app.add_post_transform(RenderDeferred)
