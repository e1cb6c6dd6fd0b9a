"""`cpd serve`: what is saved is compiled without a new start, and the page in the browser is told."""

from __future__ import annotations

import queue
import shutil
import threading
import urllib.request

import pytest
from book.conftest import ROOTS

from prevention_cpd.book.compiling.preview import NEXT, Preview
from prevention_cpd.core.tree import Tree

PAGE = "modules/terminology/index"


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """Show a small book; what `follow` tells is in `preview.told`."""
    root = tmp_path_factory.mktemp("preview") / "course"
    shutil.copytree(ROOTS / "course", root)
    page = root / f"{PAGE}.md"
    page.write_text("# First page\n\n{fact}`apples_2018`\n\n```{practice}\n```\n", encoding="utf-8")
    with Preview(Tree(root), 0) as shown:
        shown.told = queue.Queue()
        threading.Thread(target=shown.follow, args=[shown.told.put], daemon=True).start()
        assert "Compiled" in shown.told.get(timeout=120)
        yield shown


def edit(preview, name, old, new):
    """Change a file of the course, and return what is told then."""
    path = preview.tree.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return preview.told.get(timeout=120)


def read(preview, name=f"{PAGE}.html"):
    """Return a page as the browser gets it."""
    with urllib.request.urlopen(preview.address + name, timeout=60) as answer:
        return answer.read().decode()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (f"{PAGE}.md", "# First page", "# Front page"),
        ("assets/evidence.yml", "Only apples that made a *noise* were counted.", "Nobody counted."),
        ("quizzes/banks/apples.yml", "Blue as the sky", "Blue as the sea"),
        ("assets/course.yml", "Tree line", "Branch line"),
        ("_toc.yml", "Module 1: Apples", "Module 2: Apples"),
    ],
)
def test_what_is_saved_is_shown(preview, name, old, new):
    """A page, a figure, a question, the settings, the contents: each edit is in the page that is served next."""
    if "Tree line" in old:
        edit(preview, f"{PAGE}.md", "\n\n", "\n\n```{help-lines}\n```\n\n")

    told = edit(preview, name, old, new)

    assert "Compiled" in told
    assert new.removeprefix("# ") in read(preview)


def test_a_page_waits_for_the_next_version(preview):
    """Each page asks for a version newer than its own; a version that is old already is answered at once."""
    page = read(preview)
    address = page.rpartition("fetch('/")[2].partition("'")[0]
    assert address.startswith(NEXT.removeprefix("/"))
    answers: queue.Queue = queue.Queue()
    waiting = threading.Thread(target=lambda: answers.put(read(preview, address)), daemon=True)
    waiting.start()

    edit(preview, "index.md", "\n\n", "\n\nMore.\n\n")

    assert answers.get(timeout=60) == ""
    assert read(preview, address) == ""


def test_a_mistake_is_told_and_the_book_goes_on(preview):
    """A register that cannot be read stops nothing: the old pages stay until it is mended."""
    before = read(preview)

    told = edit(preview, "assets/evidence.yml", "- id: apples_2018", "- it: apples_2018")
    after = read(preview)
    mended = edit(preview, "assets/evidence.yml", "- it: apples_2018", "- id: apples_2018")

    assert "evidence.yml" in told
    assert "The pages stay as they were." in told
    assert before.partition("<script>fetch")[0] == after.partition("<script>fetch")[0]
    assert "Compiled" in mended


def test_a_port_that_is_taken_is_told(preview):
    """Two previews on one port cannot be."""
    with pytest.raises(OSError, match="in use"):
        Preview(preview.tree, preview.server.server_port)
