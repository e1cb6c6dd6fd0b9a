"""The bundle for a machine without a network."""

import zipfile

import pytest
from book.conftest import small_book

from prevention_cpd.book.editions import bundle
from prevention_cpd.core import settings
from prevention_cpd.core.tree import Tree


@pytest.fixture
def book(tmp_path):
    """Return a folder like that of a compiled book, and the settings of its course."""
    folder = tmp_path / "html"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "index.html").write_text("book", "utf-8")
    (folder / "notebooks" / "index.ipynb").write_text("{}", "utf-8")
    (folder / ".buildinfo").write_text("sphinx", "utf-8")
    return folder, settings.load(Tree(small_book(tmp_path).root).settings)


def test_it_holds_everything_in_one_folder(book, tmp_path):
    """Unpacking makes one folder with a page to start from, handbook, book and notebooks, nothing of the builder."""
    bundle.write(tmp_path / "b.zip", book[0], b"%PDF", book[1])

    assert zipfile.ZipFile(tmp_path / "b.zip").namelist() == [
        "apples/START.html",
        "apples/start.css",
        "apples/handbook.pdf",
        "apples/book/index.html",
        "apples/book/notebooks/index.ipynb",
    ]


def test_the_same_course_makes_the_same_bundle(book, tmp_path):
    """Nothing depends on the day or the machine."""
    for name in ("a.zip", "b.zip"):
        bundle.write(tmp_path / name, book[0], b"%PDF", book[1])
        (book[0] / "index.html").touch()

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("name", ["con.html", "a?.html", "aux", "n" * 150 + ".html"])
def test_names_that_windows_cannot_unpack_are_refused(book, tmp_path, name):
    """The message says which file it is."""
    (book[0] / name).write_text("", "utf-8")

    with pytest.raises(ValueError, match="Windows could not unpack apples/book/"):
        bundle.write(tmp_path / "b.zip", book[0], b"%PDF", book[1])
