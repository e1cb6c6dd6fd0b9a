"""The roles {fact}, {course} and {term}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from prevention_cpd.book import registers
from prevention_cpd.book.sources import facts
from prevention_cpd.book.warn import Warn, warn
from prevention_cpd.core import markup

if TYPE_CHECKING:
    from docutils.nodes import Element, Node, system_message
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class FactRole(SphinxRole):
    """Prints a figure of the evidence register: {fact}`id` or {fact}`other words <id>`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the figure, linked to its caveat, and its citation."""
        name = markup.target(self.text)
        fact = facts.find(self.env, name, self.get_location())
        if fact is None:
            return [nodes.inline(self.rawtext, self.text)], []
        words = fact.text if name == self.text.strip() else self.text.rpartition("<")[0].strip()
        location = self.get_source_info(self.lineno)
        return facts.printed(self.env, self.inliner.document, fact, words, location), []


class CourseRole(SphinxRole):
    """Prints a field of assets/course.yml: {course}`title`, {course}`minutes.terminology`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the field as text."""
        settings = registers.of(self.env).settings
        self.env.note_dependency(str(settings.file.path))
        text = settings.text(self.text.strip())
        if text is None:
            fix = "Correct the name, or add the field"
            message = f"no field '{self.text}' in assets/course.yml. {fix}"
            warn(Warn.UNKNOWN_FIELD, message, self.get_location())
            text = self.text
        return [nodes.Text(text)], []


class TermRole(XRefRole):
    """Sphinx's own {term}; a page that uses it is read again when the terminology list changes."""

    def process_link(  # the signature is Sphinx's
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: FBT001
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Note the dependency."""
        env.note_dependency(str(registers.of(env).tree.terminology))
        return super().process_link(env, refnode, has_explicit_title, title, target)


def setup(app: Sphinx) -> None:
    """Register the roles."""
    app.add_role("fact", FactRole())
    app.add_role("course", CourseRole())
    app.add_role_to_domain(
        "std", "term", TermRole(innernodeclass=nodes.inline, warn_dangling=True), override=True
    )
