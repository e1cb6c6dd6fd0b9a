"""The directive {outcomes}: what the learner can do after a module or a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from prevention_cpd.book import domain
from prevention_cpd.book.directives.base import CourseDirective, inline
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.strings import strings
from prevention_cpd.book.warn import Warn, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prevention_cpd.core.settings import Outcome


class Outcomes(CourseDirective):
    """Prints the outcomes of this module, or those that are named."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the box."""
        settings = self.registers.settings
        self.env.note_dependency(str(settings.file.path))
        found = self.named(self.arguments[0].split()) if self.arguments else self.of_module()
        if not found:
            return []
        items = nodes.bullet_list()
        for outcome in found:
            words = nodes.inline("", "", *inline(outcome.text))
            label = nodes.inline("", outcome.id, classes=["cpd-outcome-id"])
            items += nodes.list_item("", nodes.paragraph("", "", label, nodes.Text(" "), words))
        return [self.box(strings("outcomes")["title"], "cpd-outcomes", items, kind="aim")]

    def named(self, names: Sequence[str]) -> list[Outcome]:
        """Return the outcomes with these ids."""
        known = self.registers.settings.outcomes
        for name in names:
            if name not in known:
                message = f"no outcome '{name}' in assets/course.yml. Correct the id, or add it to its module"
                warn(Warn.UNKNOWN_OUTCOME, message, self.get_location())
            else:
                domain.note(self.env, Kind.OUTCOME, name)
        return [known[name] for name in names if name in known]

    def of_module(self) -> Sequence[Outcome]:
        """Return all outcomes of the module that this page belongs to."""
        module = self.module_of_page("Name the outcomes: {outcomes} T1 T2")
        return module.outcomes if module else ()
