"""The directives of the course, one a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book.directives import (
    begin,
    chart,
    content_note,
    drawing,
    help_lines,
    jurisdiction,
    module_pages,
    modules,
    outcome_matrix,
    outcomes,
    practice,
    progress,
    reading_levels,
    reflection,
    register,
    terminology,
    who_is_who,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register each directive under the name that authors write."""
    app.add_directive(begin.NAME, begin.Begin)
    app.add_directive("module-pages", module_pages.ModulePages)
    app.add_directive("outcomes", outcomes.Outcomes)
    app.add_directive("content-note", content_note.ContentNote)
    app.add_directive("practice", practice.Practice)
    app.add_directive("reflection", reflection.Reflection)
    app.add_directive("chart", chart.Chart)
    app.add_directive("drawing", drawing.Drawing)
    app.add_directive("help-lines", help_lines.HelpLines)
    app.add_directive("evidence-register", register.EvidenceRegister)
    app.add_directive("terminology", terminology.Terminology)
    app.add_directive("progress", progress.Progress)
    jurisdiction.setup(app)
    modules.setup(app)
    outcome_matrix.setup(app)
    reading_levels.setup(app)
    who_is_who.setup(app)
