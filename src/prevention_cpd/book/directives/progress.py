"""The directive {progress}: "My progress", over all modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book import domain
from prevention_cpd.book.activities import activity_nodes
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind

if TYPE_CHECKING:
    from docutils import nodes


class Progress(CourseDirective):
    """Leaves a place for everything that can be done; filled when all pages are known."""

    def run(self) -> list[nodes.Node]:
        """Record the page as an overview."""
        self.env.note_dependency(str(self.registers.settings.file.path))
        domain.note(self.env, Kind.OVERVIEW, "progress")
        return [activity_nodes.ProgressNode()]
