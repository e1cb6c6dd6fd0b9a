"""What the book uses of Sphinx, MyST-NB, docutils and sphinxcontrib-bibtex beyond what they promise.

Nothing else of the kind stands in the package; `tests/book/test_upstream.py` says when one of them changes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from myst_nb.core.read import is_myst_markdown_notebook
from sphinx.addnodes import index
from sphinx.domains.std import make_glossary_term
from sphinx.environment import CONFIG_OK
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.roles import CitationRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: How docutils writes the corner above row headings, as HTML: a heading of nothing.
EMPTY_HEADING = '<th class="head"><p></p></th>'
#: Classes that they write everywhere and that no style sheet or script of this theme reads.
UNREAD = frozenset(
    {"reference", "internal", "external", "xref", "std", "std-doc", "std-ref", "std-term", "literal"}
    | {"notranslate", "simple", "arabic", "docutils", "container", "compound", "head", "row-odd", "row-even"}
    | {"align-default"}
)
_CLASSES = re.compile(r'(?<=[\w"]) class="([^"]*)"')
#: The span in each link of theirs, and the one around a citation, whose id no link leads to.
_SPAN = re.compile(
    r'<span class="(?:(bibtex-citation)|(?:xref )?std std-\w+)"[^>]*>((?:(?!</?span\b).)*)</span>', re.DOTALL
)
#: Attributes of the head that HTML takes for granted, and the slash that only XML needs.
SPELT_OUT = re.compile(r'(?<=<link rel="stylesheet") type="text/css"|(?<=defer)="defer"|(?<=") ?/(?=>)')
#: Files that Sphinx and MyST-NB put into every book and that no page of this theme uses.
UNUSED_FILES = (
    *("basic.css", "pygments.css", "mystnb.*.css", "file.png", "minus.png", "plus.png"),
    *("documentation_options.js", "doctools.js", "sphinx_highlight.js", "searchtools.js", "language_data.js"),
)


def lean(body: str) -> str:
    """Return a page's text without the markup that nothing reads; a citation is its small print."""

    def kept(found: re.Match[str]) -> str:
        names = " ".join(name for name in found.group(1).split() if name not in UNREAD)
        return f' class="{names}"' if names else ""

    def span(found: re.Match[str]) -> str:
        return f"<small>{found.group(2)}</small>" if found.group(1) else found.group(2)

    return _CLASSES.sub(kept, _SPAN.sub(span, body))


def is_notebook(source: str) -> bool:
    """Whether MyST-NB would read a Markdown page as a notebook."""
    return bool(is_myst_markdown_notebook(source))


def note_citation(env: BuildEnvironment, node: nodes.Element, targets: str, line: int) -> None:
    """Record a citation with the bibliography, as the role {cite} does."""
    env.get_domain("cite").citation_refs.append(  # type: ignore[attr-defined]
        CitationRef(
            citation_ref_id=node["ids"][0],
            docname=env.docname,
            line=line,
            targets=list(parse_citation_targets(targets)),
        )
    )


def citations(env: BuildEnvironment) -> Iterator[tuple[str, str, str]]:
    """Yield for each entry of the list of sources its key, its page and its HTML id."""
    for citation in env.get_domain("cite").citations:  # type: ignore[attr-defined]
        yield citation.key, citation.bibliography_key.docname, citation.citation_id


def glossary_places(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Return for each term of the glossary its page and its HTML id."""
    objects = env.get_domain("std").objects  # type: ignore[attr-defined]
    return {name: place for (kind, name), place in objects.items() if kind == "term"}


def glossary_term(
    env: BuildEnvironment, name: str, document: nodes.document, *, source: str, line: int
) -> nodes.term:
    """Return a name as a target of {term}, without the entry for an index: the book has none."""
    term = make_glossary_term(env, [nodes.Text(name)], None, source, line, None, document)
    for entry in list(term.findall(index)):
        term.remove(entry)
    return term


def keep_settings(env: BuildEnvironment) -> None:
    """Let the next build in this process take the settings as known: Sphinx looks when it starts only."""
    env.config_status = CONFIG_OK


def allow_parallel(app: Sphinx) -> None:
    """Let pages be read in parallel: what sphinx_external_toc brings along numbers them after that."""
    if numbering := app.extensions.get("sphinx_multitoc_numbering"):
        numbering.parallel_read_safe = True
        numbering.parallel_write_safe = True
