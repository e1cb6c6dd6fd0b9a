"""Cite a source the way sphinxcontrib-bibtex's own role does, from a directive or a transform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

from prevention_cpd.book.upstream import citations, note_citation

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
    note_citation(env, node, target, line)
    return node


def address(page: Page, key: str) -> str | None:
    """Return where the list of sources has an entry, seen from a page that is being written."""
    for known, docname, anchor in citations(page.env):
        if known == key:
            return page.uri(docname, anchor)
    return None
