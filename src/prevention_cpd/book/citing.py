"""Cite a source the way sphinxcontrib-bibtex's own role does, from a directive or a transform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.roles import CitationRef

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.environment import BuildEnvironment

    from prevention_cpd.book.deferred import Page


def cite(
    env: BuildEnvironment, document: nodes.document, keys: Sequence[str], line: int, *, style: str = "p"
) -> pending_xref:
    """Return a citation of `keys`, and record it with the bibliography.

    Args:
        env: the environment that reads the page.
        document: the page.
        keys: keys of `assets/references.bib`.
        line: where it stands, for a warning about an unknown key.
        style: `p` for "(NCA, 2019)", `t` for "NCA (2019)", `alp` for "NCA, 2019".
    """
    target = ",".join(keys)
    node = pending_xref(
        target,
        nodes.inline(target, target),
        refdomain="cite",
        reftype=style,
        reftarget=target,
        refdoc=env.docname,
        refexplicit=False,
        refwarn=True,
    )
    node.source, node.line = document.current_source or document["source"], line
    document.note_explicit_target(node, node)
    env.get_domain("cite").citation_refs.append(  # type: ignore[attr-defined]
        CitationRef(
            citation_ref_id=node["ids"][0],
            docname=env.docname,
            line=line,
            targets=list(parse_citation_targets(target)),
        )
    )
    return node


def address(page: Page, key: str) -> str | None:
    """Return where the list of sources has an entry, seen from a page that is being written."""
    for citation in page.env.get_domain("cite").citations:  # type: ignore[attr-defined]
        if citation.key == key:
            return page.uri(citation.bibliography_key.docname, citation.citation_id)
    return None
