"""The directive {outcome-matrix}: where each outcome is taught, practised and tested, for trainers.

Graded questions are counted and never named: a trainer's guide is as public as the book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.book import domain, registers
from prevention_cpd.book.activities import activity_cache
from prevention_cpd.book.deferred import DeferredNode
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.sources import mentions
from prevention_cpd.book.strings import strings
from prevention_cpd.book.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from prevention_cpd.book.deferred import Page

NAME = "outcome-matrix"
#: Kinds that ask what somebody thinks or feels. One that compares with an earlier one practises looking back.
_ASKING = frozenset({"opener", "confidence"})


class OutcomeMatrix(CourseDirective):
    """Leaves a place for the table."""

    def run(self) -> list[nodes.Node]:
        """Record the page as an overview of the outcomes, activities and banks."""
        tree = self.registers.tree
        for path in (tree.settings, *tree.banks, *tree.activities):
            self.env.note_dependency(str(path))
        domain.note(self.env, Kind.OVERVIEW, NAME)
        return [Matrix()]


class Matrix(DeferredNode):
    """A row for each outcome, below its module."""

    def render(self, page: Page) -> list[Node]:
        """Return the table."""
        modules = registers.of(page.env).settings.modules
        activities = list(_activities(page))
        bodies = [
            (module.title, [_row(page, outcome.id, outcome.text, activities) for outcome in module.outcomes])
            for module in modules
        ]
        return [render("outcome-matrix", words=strings("outcome_matrix"), bodies=bodies)]


def _row(page: Page, outcome: str, text: str, activities: list[tuple[str, str, str]]) -> dict[str, Any]:
    """Return what a row prints of one outcome."""
    order = mentions.reading_order(page.env)
    found = domain.of(page.env).places_of(Kind.OUTCOME, outcome)
    sections = sorted({docname for docname, _ in found}, key=order.index)
    questions = [each.use for each in registers.of(page.env).questions.values() if each.outcome == outcome]
    return {
        "outcome": outcome,
        "text": text,
        "sections": [(page.uri(docname), page.title(docname)) for docname in sections],
        "activities": [
            (page.uri(docname), title) for about, docname, title in activities if about == outcome
        ],
        "practice": questions.count("practice"),
        "graded": questions.count("graded"),
    }


def _activities(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield outcome, page and title of each activity in which something is practised, in reading order."""
    for docname in mentions.reading_order(page.env):
        for use in domain.of(page.env).on_page(docname, Kind.ACTIVITY):
            data = activity_cache.activity(page.env, use.id).instance.data
            if data["kind"] in _ASKING and "compare" not in data:
                continue
            for outcome in data.get("outcome", ()):
                yield outcome, docname, data["title"]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive(NAME, OutcomeMatrix)
