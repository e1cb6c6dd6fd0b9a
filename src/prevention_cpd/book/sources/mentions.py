"""Which page of the modules names which entry of "Who is who", found out from the names themselves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from prevention_cpd.book import domain, registers
from prevention_cpd.book.activities.activity_nodes import ActivityNode
from prevention_cpd.book.domain import Kind, Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from prevention_cpd.evidence import Initiative

MODULES = "modules/"


class Mentions(SphinxTransform):
    """Records each place of a page that names an entry."""

    #: After the activities have their places (800), before the list of figures repeats names (810).
    default_priority = 805

    def apply(self, **_kwargs: object) -> None:
        """Look for every name in every text of the page."""
        data = registers.of(self.env)
        if not self.env.docname.startswith(MODULES) or not data.tree.initiatives.is_file():
            return
        self.env.note_dependency(str(data.tree.initiatives))
        texts = [*self.paragraphs(), *self.activities()]
        for entry in data.initiatives.values():
            pattern = entry.pattern
            for anchor, text in texts:
                for _ in pattern.finditer(text):
                    domain.of(self.env).note(Use(Kind.INITIATIVE, entry.id, anchor))

    def paragraphs(self) -> Iterator[tuple[str, str]]:
        """Yield each paragraph, heading or cell, with the section that it stands in."""
        for element in self.document.findall(nodes.TextElement):
            whole = not isinstance(element, nodes.raw) and not isinstance(element.parent, nodes.TextElement)
            if whole and not _in_help_lines(element):
                yield _section(element), element.astext()

    def activities(self) -> Iterator[tuple[str, str]]:
        """Yield the data of each activity, which are a dependency of the page already."""
        tree = registers.of(self.env).tree
        for face in self.document.findall(ActivityNode):
            yield _section(face), tree.activity(face["activity"]).read_text(encoding="utf-8")


def _section(element: nodes.Element) -> str:
    """Return the HTML id of the section around an element; nothing for the page as a whole."""
    found = element
    while found is not None and not isinstance(found, nodes.section):
        found = found.parent
    inner = found is not None and isinstance(found.parent, nodes.section)
    return str(found["ids"][0]) if inner and found["ids"] else ""


def _in_help_lines(element: nodes.Element) -> bool:
    """Whether the text comes from the help lines, which stand on many pages and teach nothing."""
    found = element
    while found is not None:
        if "cpd-help-lines" in found.get("classes", ()):
            return True
        found = found.parent
    return False


def reading_order(env: BuildEnvironment) -> list[str]:
    """Return every page of the book in the order of the contents."""
    return list(env.collect_relations())


def pages_naming(env: BuildEnvironment, entry: Initiative, order: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pages that name an entry and where, those that do so most often first.

    An entry that no page names by its name may still be taught: then the pages count that print its figures.
    """
    uses = domain.of(env)
    places = list(uses.places_of(Kind.INITIATIVE, entry.id))
    if not places:
        facts = dict.fromkeys((*entry.facts, *entry.printed))
        found = (place for name in facts for place in uses.places_of(Kind.FACT, name))
        places = [place for place in found if place[0].startswith(MODULES)]
    counts: Counter[str] = Counter()
    anchors: dict[str, str] = {}
    for docname, use in places:
        counts[docname] += 1
        anchors.setdefault(docname, use.anchor)
    ranked = sorted(counts, key=lambda docname: (-counts[docname], order.index(docname)))
    return [(docname, anchors[docname]) for docname in ranked]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(Mentions)
