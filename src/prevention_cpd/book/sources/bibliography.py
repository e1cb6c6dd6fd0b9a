"""How sources are cited and listed: by author and year, with the short name of an organisation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pybtex.plugin
from docutils import nodes
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.template import field as bib_field
from pybtex.style.template import first_of, href, optional, sentence
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from prevention_cpd.book.templating import site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx


def _round() -> BracketStyle:
    return BracketStyle(left="(", right=")", sep="; ")


@dataclass
class ShortNames(PersonStyle):
    """Takes the field `shortauthor` where an entry has one: "NCA" for "National Crime Agency"."""

    def author_or_editor_or_title(self, full: bool) -> Any:  # noqa: FBT001  # the signature is the library's
        """Return the template of the name that stands in a citation."""
        return first_of[optional[bib_field("shortauthor")], super().author_or_editor_or_title(full=full)]


@dataclass
class CourseReferenceStyle(AuthorYearReferenceStyle):
    """Prints (NCA, 2019)."""

    bracket_parenthetical: BracketStyle = field(default_factory=_round)
    bracket_textual: BracketStyle = field(default_factory=_round)
    person: PersonStyle = field(default_factory=lambda: ShortNames(style="last", abbreviate=False))


class KeyLabels(BaseLabelStyle):  # type: ignore[misc]
    """Labels that nobody sees: entries are told apart by their keys."""

    def format_labels(self, sorted_entries: Iterable[Any]) -> Iterator[str]:
        """Yield a label for each entry."""
        for entry in sorted_entries:
            yield entry.key


class CourseBibliographyStyle(PlainStyle):  # type: ignore[misc]
    """The list of sources, by author, year and title."""

    default_sorting_style = "author_year_title"
    default_label_style = "cpd"

    def format_title(  # the signature is the library's
        self,
        e: Any,  # noqa: ARG002
        which_field: str,
        as_sentence: bool = True,  # noqa: FBT001, FBT002
    ) -> Any:
        """Print a title as it was typed: pybtex would make "NCA" into "nca"."""
        title = bib_field(which_field)
        return sentence[title] if as_sentence else title

    def format_url(self, e: Any) -> Any:  # noqa: ARG002  # the same
        """Print a web address as people say it, and link to it."""
        return href(bib_field("url", raw=True))[bib_field("url", raw=True, apply_func=site)]


class Line(nodes.paragraph):
    """The text of an item that needs no paragraph of its own."""


def _nothing(_writer: object, _node: Line) -> None:
    """Write no tag."""


class SourcesAsList(SphinxPostTransform):
    """Makes a plain list of the sources: docutils marks them with a role that ARIA has withdrawn."""

    #: After the library has made its citations (5), and references to them are resolved (10).
    default_priority = 200
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Replace each run of citations."""
        citations = list(self.document.findall(nodes.citation))
        for parent in dict.fromkeys(id(citation.parent) for citation in citations):
            run = [citation for citation in citations if id(citation.parent) == parent]
            items = nodes.bullet_list(classes=["cpd-sources"])
            for citation in run:
                # Its first child is the label, which is the key of the entry.
                says = [Line("", "", *paragraph.children) for paragraph in citation.children[1:]]
                items += nodes.list_item("", *says, ids=citation["ids"])
            # Not replace_self, which would give the list the id of its first item.
            run[0].parent.replace(run[0], items)
            for citation in run[1:]:
                citation.parent.remove(citation)


def setup(app: Sphinx) -> None:
    """Register the styles with pybtex and sphinxcontrib-bibtex, which is loaded first."""
    app.setup_extension("sphinxcontrib.bibtex")
    pybtex.plugin.register_plugin("pybtex.style.labels", "cpd", KeyLabels)
    pybtex.plugin.register_plugin("pybtex.style.formatting", "cpd", CourseBibliographyStyle)
    register_plugin("sphinxcontrib.bibtex.style.referencing", "cpd", CourseReferenceStyle)
    # Every citation asks pybtex for it; unless it is at hand, all installed packages are searched each time.
    for name in ("docutils", "plaintext"):
        backend = pybtex.plugin.find_plugin("pybtex.backends", name)
        pybtex.plugin.register_plugin("pybtex.backends", name, backend, force=True)
    app.add_node(Line, html=(_nothing, _nothing))
    app.add_post_transform(SourcesAsList)
    app.connect("config-inited", _apply, priority=100)


def _apply(_app: Sphinx, config: Any) -> None:
    config.bibtex_default_style = "cpd"
    config.bibtex_reference_style = "cpd"
    # A tooltip with the full reference: no keyboard shows it, and the link leads there.
    config.bibtex_tooltips = False
