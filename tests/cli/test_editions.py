"""`cpd notebooks`, `cpd handbook` and `cpd bundle` in a small course."""

import zipfile

import pytest
from book.conftest import small_book
from click.testing import CliRunner

from prevention_cpd.cli import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return what runs a command in the folder of the course."""
    monkeypatch.chdir(small_book(tmp_path).root)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def test_the_editions_go_where_one_wants_them(run, tmp_path):
    """Each command compiles what it needs, and says where its result is."""
    done = run("notebooks", str(tmp_path / "given"))
    assert (done.exit_code, (tmp_path / "given" / "modules" / "terminology" / "second.ipynb").is_file()) == (
        0,
        True,
    )
    assert f"Open {tmp_path / 'given' / 'index.ipynb'}" in done.output

    done = run("handbook", "-o", str(tmp_path / "given" / "handbook.pdf"))
    assert (done.exit_code, (tmp_path / "given" / "handbook.pdf").read_bytes()[:5]) == (0, b"%PDF-")

    done = run("bundle")
    assert done.exit_code == 0
    assert "_build/apples.zip" in done.output
    assert "apples/book/notebooks/index.ipynb" in zipfile.ZipFile("_build/apples.zip").namelist()


def test_a_book_with_a_mistake_gives_no_notebooks(run, tmp_path):
    """What is wrong is told, and nothing is written."""
    page = tmp_path / "course" / "modules" / "terminology" / "second.md"
    page.write_text("# Second page\n\n{fact}`no-such-fact`\n", "utf-8")

    done = run("notebooks", str(tmp_path / "given"))

    assert done.exit_code == 1
    assert "The book was not built" in done.output
    assert not (tmp_path / "given").exists()
