"""Each page as a notebook: resolved, run already, and whole wherever it lies."""

import json
import re
import subprocess
import sys

import nbformat
import pytest
from book.conftest import small_book

PAGE = """{cell}
```{{outcomes}}
```

An apple fell {{fact}}`apples_2018`. See {{term}}`apple`, {{doc}}`the second page <second>` and {{cite:p}}`newton`.

```{{drawing}} assets/figures/tree.svg
:alt: A tree with one apple.
The tree.
```

```{{practice}}
```

```{{reflection}} why-apples
Why *do* they fall?
```

## Help lines

```{{help-lines}}
```
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return the small book, built, with a page that uses everything."""
    micro = small_book(tmp_path_factory.mktemp("book"))
    micro.write("modules/terminology/index.md", PAGE.format(cell=micro.cell("terminology/opener")))
    return micro.build()


@pytest.fixture(scope="module")
def notebook(book):
    """Return the notebook of that page."""
    assert book.warnings == []
    return nbformat.read(book.out / "notebooks" / "modules" / "terminology" / "index.ipynb", 4)


def markdown(notebook):
    """Return all of its text."""
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def test_it_is_a_notebook(notebook):
    """Jupyter's own check finds nothing, and it names its kernel: JupyterLab would ask for one."""
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"


def test_roles_and_directives_are_resolved(notebook):
    """Figures have source and limit, terms and pages are links, a drawing is an image that says what it shows."""
    text = markdown(notebook)

    assert "{" not in text
    assert "```" not in text
    assert "> - **T1** Tell an apple from a pear." in text
    assert "[1,200 apples](#figure-apples-2018)" in text
    assert "Only apples that made a *noise* were counted." in text
    assert "](../../reference/glossary.ipynb#term-apple)" in text
    assert "[the second page](second.ipynb)" in text
    assert '<img alt="A tree with one apple." src="data:image/svg+xml;base64,' in text


def test_help_lines_are_plain_text(notebook):
    """Names and numbers stand in the text, with nothing to unfold."""
    text = markdown(notebook)

    assert (
        "**Appleland**\n\n- **Tree line**. Anybody in a tree.\n\n  Phone: [0800 123 456](tel:0800123456)"
        in text
    )
    assert "<details" not in text


def test_neighbours_are_linked(notebook):
    """The last cell leads to the notebooks before and after."""
    assert "(../../index.ipynb)" in notebook.cells[-1].source
    assert "After this: [Second page](second.ipynb)" in notebook.cells[-1].source


def test_what_can_be_done_is_a_folded_cell_with_its_readable_face(notebook):
    """Activity, practice and reflection are code cells, run and folded; HTML alone, which every viewer shows."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert [json.loads(data_of(cell))["kind"] for cell in code] == ["opener", "practice", "reflection"]
    for number, cell in enumerate(code, start=1):
        assert cell.metadata.jupyter.source_hidden
        assert cell.execution_count == number
        assert set(cell.outputs[0].data) == {"text/html", "text/plain"}
        assert "<script" not in cell.outputs[0].data["text/html"]
    assert "Why <em>do</em> they fall?" in code[2].outputs[0].data["text/html"]


def test_the_page_that_an_activity_names(notebook):
    """The readable face leads to its notebook; a living activity, which cannot know its folder, says its title."""
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")

    assert '<a href="second.ipynb">Second page</a>' in cell.outputs[0].data["text/html"]
    assert (
        json.loads(data_of(cell))["data"]["statements"][0]["note"]
        == "<p>Some are green. See “Second page”.</p>"
    )


def data_of(cell):
    """Return the data that a cell carries."""
    return cell.source.partition('r"""\n')[2].partition('\n"""')[0]


@pytest.mark.parametrize("package", ["there", "missing"])
def test_a_cell_runs_wherever_it_is_copied(notebook, tmp_path, package):
    """With the package the activity lives, outside any course; without it, its readable face is shown."""
    cell = next(cell for cell in notebook.cells if cell.cell_type == "code")
    program = ["import ast, sys"]
    if package == "missing":
        program.append("sys.modules['prevention_cpd'] = None")
    program += [
        f"*before, last = ast.parse({cell.source!r}).body",
        "names = {}",
        "exec(compile(ast.Module(before, []), 'cell', 'exec'), names)",
        "shown = eval(compile(ast.Expression(last.value), 'cell', 'eval'), names)",
        "print(type(shown).__name__, getattr(shown, 'data', shown)['title' if isinstance(getattr(shown, 'data', 0), dict) else slice(0, 99)])",
    ]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(program)], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    kind, _, rest = done.stdout.partition(" ")
    assert kind == {"there": "Activity", "missing": "HTML"}[package]
    assert json.loads(data_of(cell))["data"]["title"] in rest


def test_pages_offer_their_notebook(book):
    """Each page links to its notebook, and the file is there; the page on progress is about a browser."""
    link = book.soup().select_one(".cpd-as-notebook a")

    assert (book.out / "modules" / "terminology" / link["href"]).resolve().is_file()
    assert link.has_attr("download")
    assert not (book.out / "notebooks" / "reference" / "progress.ipynb").exists()


def test_the_notebooks_follow_the_book(book):
    """A page that is compiled again is written again as a notebook, others are not; one that is gone goes."""
    folder = book.out / "notebooks"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.ipynb")}
    left = folder / "modules" / "terminology" / "gone.ipynb"
    left.write_text("{}", "utf-8")
    book.write("modules/terminology/second.md", "# Second page\n\nNow it says more.\n")
    book.build()

    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*.ipynb")}
    changed = {path.stem for path in before if after[path] != before[path]}
    assert "second" in changed
    assert "glossary" not in changed
    assert not left.exists()
    assert "Now it says more." in (folder / "modules" / "terminology" / "second.ipynb").read_text("utf-8")


def test_links_between_notebooks_lead_somewhere(book):
    """Each address of another notebook is a file, and each anchor stands in it."""
    folder = book.out / "notebooks"
    texts = {path.resolve(): markdown(nbformat.read(path, 4)) for path in folder.rglob("*.ipynb")}
    seen = 0
    for path, text in texts.items():
        for address, anchor in re.findall(r"\]\(([\w./-]*\.ipynb|)(?:#([\w-]+))?\)", text):
            target = (path.parent / address).resolve() if address else path
            seen += 1
            assert target in texts, f"{path}: {address}"
            assert not anchor or f'id="{anchor}"' in texts[target], f"{path}: {address}#{anchor}"

    assert seen > 20
