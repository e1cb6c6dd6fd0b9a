"""The directive {reflection}: a prompt, and a place to write that stays on the reader's device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book import domain
from prevention_cpd.book.activities import activity_nodes
from prevention_cpd.book.activities.resolving import recording
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.warn import Warn, warn
from prevention_cpd.core import markup

if TYPE_CHECKING:
    from docutils import nodes


class Reflection(CourseDirective):
    """Prints a prompt; its id names the text in the reader's browser for ever."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Record the reflection, and leave a place for it."""
        self.assert_has_content()
        name = self.arguments[0]
        elsewhere = [docname for docname, _use in domain.of(self.env).places_of(Kind.REFLECTION, name)]
        if elsewhere:
            message = f"the reflection '{name}' stands also on '{elsewhere[0]}'. Give each an id of its own"
            warn(Warn.DUPLICATE_ID, message, self.get_location())
        prompt = markup.to_html("\n".join(self.content), recording(self.env))
        # The prompt goes along: "My progress" prints it above the reader's text.
        domain.note(self.env, Kind.REFLECTION, name, prompt)
        return [activity_nodes.ReflectionNode(reflection=name, prompt=prompt)]
