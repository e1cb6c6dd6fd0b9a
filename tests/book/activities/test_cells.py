"""Cells that only place an activity start no kernel; all other cells are run as ever."""

from __future__ import annotations

import pytest

from prevention_cpd.book.activities.cells import without_kernel

HEAD = """---
further: true
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Page

"""
IMPORT = "from prevention_cpd.activities import activity\n\n"


def cell(code: str, options: str = ":tags: [remove-input]\n") -> str:
    """Return a cell as an author writes it."""
    return f"```{{code-cell}} ipython3\n{options}{code}\n```\n\n"


def test_a_cell_becomes_its_place_and_every_line_keeps_its_number():
    """The page is plain Markdown then: its other front matter and the lines of its text stay."""
    source = HEAD + cell(IMPORT + 'activity("m/one")') + cell('activity("m/two")') + "The end.\n"

    found = without_kernel(source)

    assert [line for line in found.splitlines() if line] == [
        "---",
        "further: true",
        "---",
        "# Page",
        '<div data-cpd-activity="m/one"></div>',
        '<div data-cpd-activity="m/two"></div>',
        "The end.",
    ]
    assert found.splitlines().index("The end.") == source.splitlines().index("The end.")


@pytest.mark.parametrize(
    "other",
    [
        cell("print(1)"),
        cell('activity("m/one")'),  # without its import it fails, and has to
        cell(IMPORT + "activity(name)"),
        cell(IMPORT + 'activity("m/one", 2)'),
        cell(IMPORT + 'activity("m/one")\nprint(1)'),
        cell("import os\n" + IMPORT + 'activity("m/one")'),
        cell(IMPORT + 'activity("m/one"'),
        cell(IMPORT + 'activity("m/one")', options=""),  # its code is to be shown
    ],
)
def test_any_other_cell_leaves_the_page_as_it_is(other):
    """One cell that does anything else is enough: cells may need one another."""
    source = HEAD + other + cell(IMPORT + 'activity("m/two")')

    assert without_kernel(source) == source


def test_a_page_that_is_no_notebook_is_left_alone():
    """A page that shows how a cell is written keeps its example."""
    source = "# How to\n\n" + cell(IMPORT + 'activity("m/one")')

    assert without_kernel(source) == source


def test_a_cell_that_computes_is_run(micro):
    """Its output stands in the page, and an activity beside it has its place."""
    page = micro.cell("terminology/opener") + "\n```{code-cell} ipython3\nprint(6 * 7)\n```\n"
    micro.write("modules/terminology/index.md", page)

    main = micro.build().main()

    assert micro.warnings == []
    assert "42" in main.select(".cell_output")[-1].get_text()
    assert main.select_one('[data-cpd-activity="terminology/opener"]')
