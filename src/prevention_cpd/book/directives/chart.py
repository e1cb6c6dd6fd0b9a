"""The directive {chart}: bars drawn from numbers of the evidence register.

The chart is a table, so that nobody needs to see the bars: each row has its
label, its figure with source and caveat, and a bar as an inline SVG.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from prevention_cpd.book.deferred import html
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.sources import facts
from prevention_cpd.book.strings import strings
from prevention_cpd.book.warn import Warn, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from prevention_cpd.evidence import Fact


class Chart(CourseDirective):
    """Prints one bar for each fact that is named."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        "title": directives.unchanged_required,
        "alt": directives.unchanged,
        #: One label a bar, parted by "|"; without it, the year of each fact.
        "labels": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure."""
        alt = self.options.get("alt", "").strip()
        if not alt:
            message = "the chart has no text alternative. Add `:alt:` with what the bars show"
            warn(Warn.NO_ALT, message, self.get_location())
        found = [fact for name in self.arguments[0].split() if (fact := self.fact(name))]
        if not found:
            return []
        return [
            html(f'<figure class="cpd-chart" aria-label="{escape(alt)}">{self.head()}<tbody>'),
            *(
                node
                for fact, label in zip(found, self.labels(found), strict=True)
                for node in self.row(fact, label, found)
            ),
            html("</tbody></table>"),
            *([html("<figcaption>"), *self.body(), html("</figcaption>")] if self.content else []),
            html("</figure>"),
        ]

    def fact(self, name: str) -> Fact | None:
        """Return a fact that can be drawn."""
        fact = facts.find(self.env, name, self.get_location())
        if fact is not None and fact.number is None:
            message = f"the value of the fact '{name}' is no number. Leave it out of the chart"
            warn(Warn.FACT_NOT_A_NUMBER, message, self.get_location())
            return None
        return fact

    def labels(self, found: list[Fact]) -> list[str]:
        """Return a label for each bar."""
        given = [label.strip() for label in self.options.get("labels", "").split("|")]
        return given if len(given) == len(found) else [fact.year for fact in found]

    def head(self) -> str:
        """Return the start of the table."""
        words = strings("chart")
        title = self.options.get("title")
        caption = f'<caption class="cpd-chart-title">{escape(title)}</caption>' if title else ""
        columns = (
            f'<th scope="col">{escape(words["label"])}</th><th scope="col">{escape(words["value"])}</th>'
        )
        return f'<table class="cpd-keep">{caption}<thead class="cpd-chart-head"><tr>{columns}</tr></thead>'

    def row(self, fact: Fact, label: str, found: list[Fact]) -> list[nodes.Node]:
        """Return one row: label, bar, figure."""
        longest = max((abs(other.number or 0) for other in found), default=0) or 1
        width = round(100 * abs(fact.number or 0) / longest, 2)
        bar = (
            '<svg class="cpd-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect width="{width:g}" height="10"/></svg>'
        )
        words = nodes.paragraph(
            "", "", *facts.printed(self.env, self.state.document, fact, fact.text, self.get_source_info())
        )
        start = f'<tr><th scope="row">{escape(label)}</th><td>{bar}'
        return [html(start), words, html("</td></tr>")]
