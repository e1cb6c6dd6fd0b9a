"""Activities, practice questions, reflections and the rest that comes alive in the page.

Each node keeps an id only. The face is made when the page is written, from the
data and the script of that moment, so no copy of them grows old in a cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities import static
from prevention_cpd.book import domain, loaded, registers
from prevention_cpd.book.coursemap import course_map
from prevention_cpd.book.domain import Kind, Use
from prevention_cpd.book.late import LateNode, html
from prevention_cpd.book.resolving import resolve

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from prevention_cpd.book.late import Page


class Face(LateNode):
    """A place for one instance of an activity or another live part."""

    def instance(self, page: Page) -> static.Instance:
        """Return the instance."""
        raise NotImplementedError

    def render(self, page: Page) -> list[Node]:
        """Return its static face."""
        return [html(static.static_html(self.instance(page)))]


class ActivityFace(Face):
    """An activity."""

    def instance(self, page: Page) -> static.Instance:
        """Load it by its id."""
        return loaded.activity(page.env, self["activity"]).instance


class PracticeFace(Face):
    """A practice question, with its number on the page."""

    def instance(self, page: Page) -> static.Instance:
        """Take it from the bank."""
        data = registers.of(page.env)
        question = data.questions[self["question"]]
        known = question.section in page.env.titles and question.section != page.docname
        return static.practice(
            question,
            course=data.settings.id,
            number=self["number"],
            total=self["total"],
            resolve=resolve(page.env),
            section=(page.uri(question.section), page.title(question.section)) if known else None,
        )


class ReflectionFace(Face):
    """A prompt and a place to write, kept on the reader's device."""

    def instance(self, page: Page) -> static.Instance:
        """Use the prompt that the page gives."""
        course = registers.of(page.env).settings.id
        return static.reflection(self["reflection"], self["prompt"], course=course)


class SectionDone(Face):
    """The control "Mark this section as done"."""

    def instance(self, page: Page) -> static.Instance:
        """Name the page."""
        return static.section_done(page.docname, course=registers.of(page.env).settings.id)


class Progress(Face):
    """My progress: everything that can be done, over all modules."""

    def instance(self, page: Page) -> static.Instance:
        """Gather what the pages use."""
        return static.progress(course_map(page), course=registers.of(page.env).settings.id)


def note(env: BuildEnvironment, kind: Kind, name: str, anchor: str = "") -> None:
    """Record that the page holds an activity, a question, a reflection or an overview."""
    domain.of(env).note(Use(kind, name, anchor))
