"""The course on paper: one tagged PDF with contents, page numbers and bookmarks, the answers at the back."""

import re
import sys
from io import BytesIO
from pathlib import Path

import pytest
from book.conftest import small_book
from pypdf import PdfReader

from prevention_cpd.book.compiling.compiler import Compiler
from prevention_cpd.book.editions import handbook
from prevention_cpd.core import settings
from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.core.tree import Tree


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return what the handbook of the small course says, and its PDF."""
    micro = small_book(tmp_path_factory.mktemp("course"))
    page = "{cell}\n```{{outcomes}}\n```\n\nAn apple fell {{fact}}`apples_2018`.\n\n"
    page += "```{{drawing}} assets/figures/tree.svg\n:alt: A tree with one apple.\nThe tree.\n```\n\n"
    page += "```{{practice}}\n```\n\n## Help\n\n```{{help-lines}}\n```\n"
    micro.write("modules/terminology/index.md", page.format(cell=micro.cell("terminology/opener")))
    tree = Tree(micro.root)
    with Compiler(tree, micro.out.parent, told=None, strict=False) as compiler:
        compiler.compile()
        pages = compiler.pages()
    chosen = settings.load(tree.settings)
    book = micro.out.parent / "html"
    return handbook.contents(book, pages, chosen), handbook.make(book, pages, chosen)


@pytest.fixture(scope="module")
def pdf(made):
    """Return the PDF, read."""
    return PdfReader(BytesIO(made[1]))


def said(pdf, first=0):
    """Return the words of the pages from one on."""
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages[first:])


def place_of(pdf, title):
    """Return the page, counted from 0, to which a bookmark leads."""
    found = [each for each in flat(pdf.outline) if each.title == title]
    return pdf.get_destination_page_number(found[0])


def flat(outline):
    """Yield every bookmark."""
    for each in outline:
        if isinstance(each, list):
            yield from flat(each)
        else:
            yield each


def test_it_is_tagged_and_says_its_language(pdf):
    """Typst holds it against PDF/UA-1 itself; the marks that a screen reader needs are in the file."""
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert pdf.metadata.title == "A course about apples"


def test_bookmarks_follow_the_contents(pdf):
    """Parts, their pages and the answers have bookmarks, in the order of the contents."""
    titles = [each.title for each in flat(pdf.outline)]
    wanted = ["Module 1: Apples", "Second page", "Reference", "Answers"]

    assert [name for name in titles if name in wanted] == [*wanted, "Module 1: Apples"]


def test_the_contents_say_the_page(pdf):
    """The number in the contents is the number of the page."""
    contents = re.sub(r"[ .]+", " ", said(pdf).partition("Contents")[2])

    assert f"Reference {place_of(pdf, 'Reference') + 1} " in contents


def test_the_text_is_whole(pdf):
    """Outcomes, figures with their limits, and help are there."""
    text = said(pdf)

    assert "Tell an apple from a pear." in text
    assert "1,200 apples" in text
    assert "Only apples that made a noise were counted." in text
    assert "0800 123 456" in text


def test_answers_stand_at_the_back_only(pdf):
    """Nothing before the answers gives one away; both places name the page of the other."""
    back = place_of(pdf, "Answers")
    front = " ".join(page.extract_text() for page in pdf.pages[:back])

    assert "They are red or green." not in front
    assert "They are red or green." in said(pdf, back)
    assert f"Answers: page {back + 1}" in " ".join(front.split())


def test_a_drawing_says_what_it_shows(pdf):
    """Its text alternative goes into the PDF with it."""
    assert "A tree with one apple." in set(alternatives(pdf.trailer["/Root"]["/StructTreeRoot"]))


def alternatives(part):
    """Yield the text alternatives in the tree of tags."""
    part = part.get_object()
    if isinstance(part, list):
        for each in part:
            yield from alternatives(each)
    elif isinstance(part, dict):
        if "/Alt" in part:
            yield part["/Alt"]
        if "/K" in part:
            yield from alternatives(part["/K"])


def test_without_the_typesetter_it_says_what_to_install(monkeypatch, tmp_path):
    """What is missing is a package of this Python, and no file of the course is to blame."""
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(CourseError, match="typst, which is not installed") as caught:
        handbook.make(tmp_path, [], None)

    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == (Code.FILE_MISSING, Path(sys.prefix))
