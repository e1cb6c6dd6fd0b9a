"""The directive {content-note}: what a page deals with, before the reader meets it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from prevention_cpd.book.deferred import html
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.strings import strings

if TYPE_CHECKING:
    from docutils import nodes

#: The class of a note; the first one of a page has it as its HTML id too.
NOTE = "cpd-content-note"


class ContentNote(CourseDirective):
    """A box with the author's note: its first paragraph in sight, the others in a fold."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the box."""
        self.assert_has_content()
        words = strings("content_note")
        first, *rest = self.body()
        if rest:
            summary = f"<summary>{escape(words['more'])}</summary>"
            rest = [html(f'<details class="cpd-fold">{summary}'), *rest, html("</details>")]
        box = self.box(words["title"], NOTE, first, *rest, kind="care")
        if NOTE not in self.state.document.ids:
            box["ids"].append(NOTE)
            self.state.document.note_explicit_target(box)
        return [box]
