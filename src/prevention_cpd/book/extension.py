"""The parts of the extension, registered one by one.

Directives and roles record what a page uses while it is read; whatever needs
other pages is rendered when all are known. `setup` is the table of contents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.book import deferred, directives, editions, roles
from prevention_cpd.book.activities import cells, placeholders
from prevention_cpd.book.compiling import configure, rebuild, shortening, static_files
from prevention_cpd.book.domain import CourseDomain
from prevention_cpd.book.frame import emblems, figures, images, page, search, studytime, tables
from prevention_cpd.book.sources import bibliography, mentions, pagenotes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register every part of the extension with Sphinx."""
    configure.setup(app)  # settings of the course become settings of Sphinx
    app.add_domain(CourseDomain)  # what each page uses
    roles.setup(app)  # {fact}, {course}, {term}
    directives.setup(app)  # {outcomes}, {practice}, {evidence-register} and the others
    cells.setup(app)  # cells that only place an activity need no kernel
    images.setup(app)  # text alternatives, nothing foreign
    placeholders.setup(app)  # <div data-cpd-activity> in the output of a cell
    mentions.setup(app)  # which page names which entry of "Who is who"
    studytime.setup(app)  # minutes of a page
    emblems.setup(app)  # signs of the boxes
    figures.setup(app)  # "Figures on this page", "Mark this section as done"
    deferred.setup(app)  # rendering that needs all pages
    tables.setup(app)  # tables on a narrow screen
    search.setup(app)  # what each page says, for the search page
    bibliography.setup(app)  # how sources are cited and listed
    pagenotes.setup(app)  # what terms and sources say, for the small panel and for paper
    rebuild.setup(app)  # which pages to read or write again
    page.setup(app)  # what the templates know
    editions.setup(app)  # the pages as notebooks
    shortening.setup(app)  # pages without white space that nobody sees
    static_files.setup(app)  # the theme, style sheets and scripts
    return {
        "version": CourseDomain.version,
        "env_version": CourseDomain.data_version,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
