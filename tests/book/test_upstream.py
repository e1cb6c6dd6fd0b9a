"""What the book uses of other projects beyond what they promise: each use fails here first, with a sentence."""

from __future__ import annotations

import re

import pytest
from book.conftest import small_book
from bs4 import BeautifulSoup

from prevention_cpd.book import upstream
from prevention_cpd.book.compiling.compiler import Compiler
from prevention_cpd.core.tree import Tree

HEAD = "---\njupytext: {text_representation: {format_name: myst}}\n---\n"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """Return the Sphinx application of a small book, compiled once, and the book."""
    book = small_book(tmp_path_factory.mktemp("upstream"))
    book.page("{fact}`apples_2018`\n\n| | Limit |\n| --- | --- |\n| Apple | Round |")
    with Compiler(Tree(book.root), book.root / "_build", strict=False, told=None) as compiler:
        compiler.compile()
        yield compiler, book


def test_what_makes_a_page_a_notebook():
    """MyST-NB knows a notebook by its front matter."""
    assert upstream.is_notebook(HEAD + "# A"), "MyST-NB takes no page with jupytext's header for a notebook"
    assert not upstream.is_notebook("# A"), "MyST-NB takes a plain page for a notebook"


def test_citations_are_recorded_with_the_bibliography(compiled):
    """A figure cites its source without the role {cite}."""
    app = compiled[0]._app

    found = {key: page for key, page, _ in upstream.citations(app.env)}

    sentence = "sphinxcontrib-bibtex no longer keeps its citations where `upstream` looks"
    assert found.get("newton") == "reference/references", sentence


def test_a_glossary_term_is_a_target(compiled):
    """{term} leads to a term of the list, and no entry of an index stands beside it."""
    objects = compiled[0]._app.env.get_domain("std").get_objects()

    assert any(kind == "term" for _, _, kind, *_ in objects), "Sphinx no longer records glossary terms so"


def test_a_second_build_takes_the_settings_as_known(compiled):
    """Else each edit in `cpd serve` would read every page again."""
    compiler, book = compiled
    read = []
    compiler._app.connect("env-before-read-docs", lambda _app, _env, docnames: read.extend(docnames))
    book.page("More.", "modules/terminology/second")

    compiler.compile()

    assert read == ["modules/terminology/second"], f"Sphinx read more than the edited page: {read}"


def test_pages_may_be_read_in_parallel(compiled):
    """One extension that forbids it would make every build serial."""
    app = compiled[0]._app

    unsafe = [name for name, each in app.extensions.items() if each.parallel_read_safe is False]

    assert app.is_parallel_allowed("read"), f"these extensions forbid parallel reading: {unsafe}"


def test_an_empty_heading_is_written_as_known(compiled):
    """The corner of a table becomes a plain cell, found by docutils' own markup."""
    page = BeautifulSoup(
        (compiled[1].root / "_build/html/modules/terminology/index.html").read_text(), "html.parser"
    )

    assert page.select_one("thead tr > *").name == "td", "docutils writes an empty heading in another way"


def test_what_nobody_reads_is_taken_off_links(compiled):
    """Classes and ids that no style sheet reads would be an eighth of some pages."""
    text = (compiled[1].root / "_build/html/modules/terminology/index.html").read_text()

    assert '<a class="cpd-figure" href=' in text, "Sphinx writes a link in another way"
    assert "<small>(<a href=" in text, "sphinxcontrib-bibtex writes in another way"
    assert not re.search(r'"(xref )?std std-', text), "Sphinx writes the text of a link in another way"


def test_what_is_the_course_s_own_stays():
    """A span and a class of the course's own come through, beside those of the others too."""
    own = '<label><input><span>one</span></label><p class="cpd-a">two</p>'

    assert upstream.lean(own) == own
    assert upstream.lean(
        '<a class="reference internal cpd-b" href="#"><span class="std std-ref">c</span></a>'
    ) == ('<a class="cpd-b" href="#">c</a>')


def test_unused_files_still_have_their_names(compiled):
    """What is deleted has to be there under that name; what is new is found by the test of what is shipped."""
    static = compiled[1].root / "_build/html/_static"

    assert not [path.name for pattern in upstream.UNUSED_FILES for path in static.glob(pattern)]
