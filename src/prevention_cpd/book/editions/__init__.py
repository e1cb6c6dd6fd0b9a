"""Other editions of the compiled book: notebooks, a handbook on paper, a bundle in one file.

Each is made from the pages as they were compiled, so that it says what they say.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.book.editions import notebook, pages

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: Below the folder of the book.
NOTEBOOKS = "notebooks"


def write_notebooks(app: Sphinx, error: Exception | None) -> None:
    """Write the notebook of each page that has been compiled since; the pages offer them for download."""
    if error or app.builder.name != "html":
        return
    book = Path(app.outdir)
    course = pages.of(app)
    known = frozenset(page.docname for page in course)
    for path in (book / NOTEBOOKS).rglob("*.ipynb"):
        if path.relative_to(book / NOTEBOOKS).with_suffix("").as_posix() not in known:
            path.unlink()
    for page in course:
        path = book / NOTEBOOKS / f"{page.docname}.ipynb"
        source = book / f"{page.docname}.html"
        if not path.is_file() or path.stat().st_mtime_ns < source.stat().st_mtime_ns:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(notebook.of(page, source, known), encoding="utf-8")


def _page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let the page offer its notebook."""
    if app.builder.name == "html" and pagename in app.env.found_docs and pages.can_leave(context["body"]):
        context["cpd_notebook"] = f"{NOTEBOOKS}/{pagename}.ipynb"


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("html-page-context", _page)
    app.connect("build-finished", write_notebooks)
