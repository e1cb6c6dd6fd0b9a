"""The directive {content-note}: what a page deals with, before the reader meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.strings import strings

if TYPE_CHECKING:
    from docutils import nodes


class ContentNote(CourseDirective):
    """A box with the author's note."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the box."""
        self.assert_has_content()
        return [self.box(strings("content_note")["title"], "cpd-content-note", *self.body(), kind="care")]
