"""A notebook that is written once and filled for each learner."""

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention_cpd.quiz.grading.notebook_template import Lines, NotebookTemplate, Placeholders

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def notebook(record, html, source, shown):
    """Return a notebook with values in every kind of place that a graded one has."""
    code = nbformat.v4.new_code_cell("# a line\n# another", id="code", metadata={"record": record})
    data = {"text/html": html, "application/vnd.x+json": shown}
    code.outputs = [nbformat.v4.new_output("display_data", data)]
    text = nbformat.v4.new_markdown_cell(source, id="text", metadata={"nbgrader": {"checksum": "old"}})
    return nbformat.v4.new_notebook(cells=[code, text], metadata={"record": record})


@settings(max_examples=200, derandomize=True, deadline=None)
@given(JSON, st.text(min_size=1), st.text(min_size=1))
def test_filling_equals_writing(value, html, source):
    """Whatever the answers hold, the filled page is to the byte what the library writes."""
    marks = Placeholders()
    first, second, third, fourth = (marks.mark() for _ in range(4))
    page = NotebookTemplate.of(notebook(first, second, third, fourth), marks)

    filled = page.fill([{"value": value}, Lines(html), Lines(source), {"b": value, "a": []}])

    expected = notebook({"value": value}, html, source, {"b": value, "a": []})
    assert filled == nbformat.writes(expected, version=4) + "\n"


def test_a_page_can_be_filled_again():
    """Filling leaves no trace of the learner before."""
    marks = Placeholders()
    cell = nbformat.v4.new_markdown_cell(marks.mark(), id="text")
    page = NotebookTemplate.of(nbformat.v4.new_notebook(cells=[cell]), marks)

    assert "Ada" not in page.fill([Lines("Bob")]) != page.fill([Lines("Ada")])


def test_text_that_looks_like_a_mark_is_text():
    """A mark cannot be guessed, and what is filled in is not searched for marks."""
    marks = Placeholders()
    first, second = marks.mark(), marks.mark()
    cells = [nbformat.v4.new_markdown_cell(mark, id=name) for mark, name in ((first, "a"), (second, "b"))]
    page = NotebookTemplate.of(nbformat.v4.new_notebook(cells=cells), marks)

    filled = nbformat.reads(page.fill([Lines(second), Lines("two")]), as_version=4)

    assert [cell.source for cell in filled.cells] == [second, "two"]


def test_a_value_for_each_mark_is_needed():
    """With too few values nothing is written."""
    marks = Placeholders()
    cell = nbformat.v4.new_markdown_cell(marks.mark(), id="text")
    page = NotebookTemplate.of(nbformat.v4.new_notebook(cells=[cell]), marks)

    with pytest.raises(IndexError):
        page.fill([])
