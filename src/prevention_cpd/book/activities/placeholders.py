"""What the cells of a page left behind: each placeholder becomes a place for its activity."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from prevention_cpd.book import domain, registers
from prevention_cpd.book.activities import activity_cache, activity_nodes
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.warn import Warn, warn
from prevention_cpd.core.problems import CourseError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What `prevention_cpd.activities` prints in the kernels of the book.
PLACEHOLDER = re.compile(r'<div data-cpd-activity="([^"]+)"></div>')


def placeholder(name: str) -> str:
    """Return what the cell of an activity prints, without running it."""
    return f'<div data-cpd-activity="{escape(name)}"></div>'


class Placeholders(SphinxTransform):
    """Records the activities of a page, with the files and facts that each depends on."""

    default_priority = 800

    def apply(self, **_kwargs: object) -> None:
        """Replace each placeholder."""
        for raw in list(self.document.findall(nodes.raw)):
            found = PLACEHOLDER.fullmatch(raw.astext().strip())
            if found:
                raw.replace_self(self.face(found.group(1), raw))

    def face(self, name: str, place: nodes.raw) -> list[nodes.Node]:
        """Return a place for the activity; none when it cannot be read."""
        self.env.note_dependency(str(registers.of(self.env).tree.activity(name)))
        try:
            found = activity_cache.activity(self.env, name)
        except CourseError as error:
            warn(Warn.BAD_ACTIVITY, f"the activity '{name}' cannot be read:\n{error}", place)
            return []
        activity_cache.note_facts(self.env, found)
        domain.note(self.env, Kind.ACTIVITY, name)
        return [activity_nodes.ActivityNode(activity=name, minutes=found.minutes)]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(Placeholders)
