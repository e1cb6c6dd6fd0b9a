"""Activities, practice questions, reflections and the rest that comes alive in the page.

Each node keeps an id only. Its HTML is made when the page is written, from the
data and the script of that moment, so no copy of them grows old in a cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities import static
from prevention_cpd.book import domain, registers
from prevention_cpd.book.activities import activity_cache
from prevention_cpd.book.activities.resolving import resolve
from prevention_cpd.book.deferred import DeferredNode, html
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.frame.coursemap import course_map

if TYPE_CHECKING:
    from docutils.nodes import Node

    from prevention_cpd.book.deferred import Page

#: What a reader can do on a page, beside reading it.
PARTS = (Kind.ACTIVITY, Kind.PRACTICE, Kind.REFLECTION)


class LiveNode(DeferredNode):
    """A place for one activity or another live part."""

    def instance(self, page: Page) -> static.Instance:
        """Return the instance."""
        raise NotImplementedError

    def render(self, page: Page) -> list[Node]:
        """Return its state, and what can be read until its script runs."""
        # A link to the page itself leads to its top, and loads nothing.
        shown = self.instance(page).linked(lambda name: page.uri(name) or "#")
        return [html(static.static_html(shown, packed=True))]


class ActivityNode(LiveNode):
    """An activity."""

    def instance(self, page: Page) -> static.Instance:
        """Load it by its id."""
        return activity_cache.activity(page.env, self["activity"]).instance


class PracticeNode(LiveNode):
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


class ReflectionNode(LiveNode):
    """A prompt and a place to write, kept on the reader's device."""

    def instance(self, page: Page) -> static.Instance:
        """Use the prompt that the page gives."""
        course = registers.of(page.env).settings.id
        return static.reflection(self["reflection"], self["prompt"], course=course)


class SectionDoneNode(LiveNode):
    """The control "Mark this section as done"."""

    def instance(self, page: Page) -> static.Instance:
        """Name the page, and what can be done on it."""
        uses = domain.of(page.env)
        parts = [f"{kind}:{use.id}" for kind in PARTS for use in uses.on_page(page.docname, kind)]
        return static.section_done(page.docname, course=registers.of(page.env).settings.id, parts=parts)


class ProgressNode(LiveNode):
    """My progress: everything that can be done, over all modules."""

    def instance(self, page: Page) -> static.Instance:
        """Gather what the pages use."""
        return static.progress(course_map(page), course=registers.of(page.env).settings.id)
