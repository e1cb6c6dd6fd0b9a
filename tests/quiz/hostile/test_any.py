"""Whatever a learner's file holds, what reads it neither raises nor hands on what later steps choke on.

CPD_FUZZ_EXAMPLES=20000 makes it a fuzz run: that many new examples a test, found by chance each time.
"""

import csv
import html
import io
import json
import os
import re
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbconvert.exporters import NotebookExporter
from quiz.small_course import answers_text

from prevention_cpd.questions import mark, receipt
from prevention_cpd.questions.answers import read_answers
from prevention_cpd.questions.kinds import NAMES
from prevention_cpd.quiz.escape import as_text, quoted, spreadsheet_cell
from prevention_cpd.quiz.format.key import ReleasedQuestion
from prevention_cpd.quiz.grading import answer_views, question_grader
from prevention_cpd.quiz.intake import notebook_diff, submitted_notebook
from prevention_cpd.quiz.intake.submissions import prepare
from prevention_cpd.quiz.intake.timestamps import handed_in

EXAMPLES = int(os.environ.get("CPD_FUZZ_EXAMPLES", "200"))
#: The same examples in each run, unless somebody looks for new ones.
any_of = settings(
    max_examples=EXAMPLES,
    derandomize=EXAMPLES == 200,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

SIGNS = [
    "<",
    "<script>",
    "{{ 7*7 }}",
    "$$",
    "\0",
    "\ud800",
    "\u202e",
    "\n",
    "=1+1",
    "__proto__",
    "begin",
    "date",
    "\\",
    "`",
]
TEXT = (
    st.text(max_size=30)
    | st.sampled_from(SIGNS)
    | st.text(st.characters(categories=["Cs", "Cc", "Cf", "So"]), max_size=5)
)
NUMBERS = (
    st.integers() | st.floats() | st.sampled_from([10**400, -(10**25), 1e308, float("inf"), float("nan")])
)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)
KEYS = {
    "single": {"right": "a", "options": ["a", "b", "c"]},
    "multiple": {"right": ["a", "b"], "options": ["a", "b", "c"]},
    "match": {"pairs": {"a": "x", "b": "y"}},
    "order": {"items": ["a", "b", "c"]},
    "numeric": {"value": 0.12, "tolerance": 0.01, "unit": "%"},
    "text": {"rubric": [{"criterion": "x", "points": 2, "guidance": "y"}]},
}
#: Values that are nearly answers.
IDS = st.sampled_from(["a", "b", "c", "x", "y", "z", ""])
NEARLY = IDS | st.lists(IDS | JSON, max_size=4) | st.dictionaries(IDS, IDS | JSON, max_size=3) | JSON


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The path of an answers.json."""
    return tmp_path_factory.mktemp("any") / "answers.json"


def check(found):
    """What was read can be counted, shown and written again, by whatever program."""
    data = [found.values, found.saved_at, found.problems, found.form]
    json.dumps(data, ensure_ascii=False, allow_nan=False).encode("utf-8")
    assert all(datetime.fromisoformat(time).tzinfo for time in found.saved_at.values())
    assert found.saved_at.keys() <= found.values.keys()
    assert all(problem.isprintable() for problem in found.problems)
    assert len(found.problems) <= 21
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", receipt.code("quiz", found.form, found.values))


def test_there_is_a_key_of_each_kind():
    """A new kind is tried too."""
    assert KEYS.keys() == set(NAMES)


@any_of
@given(content=st.binary(max_size=400))
def test_answers_of_any_bytes(path: Path, content):
    """Any bytes are read or refused."""
    path.write_bytes(content)
    check(read_answers(path, "quiz"))


@any_of
@given(data=JSON, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]))
def test_answers_of_any_json(path: Path, data, encoding):
    """Any JSON, NaN and half characters included, is read or refused."""
    path.write_bytes(json.dumps(data).encode(encoding))
    check(read_answers(path, "quiz"))


@any_of
@given(
    answers=st.dictionaries(
        TEXT, st.fixed_dictionaries({"value": NEARLY, "saved_at": TEXT | JSON}) | JSON, max_size=6
    ),
    changes=st.dictionaries(st.sampled_from(["schema", "quiz", "form", "extra"]), JSON, max_size=2),
    plain=st.booleans(),
)
def test_answers_of_the_right_shape(path: Path, answers, changes, plain):
    """A file of the right shape with any values in it is read; what can be read counts."""
    data = {"schema": 1, "quiz": "quiz", "form": "A", "answers": answers, **changes}
    path.write_bytes(json.dumps(data, ensure_ascii=plain).encode("utf-8", "surrogatepass"))
    check(read_answers(path, "quiz"))


@any_of
@given(changes=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 3), st.binary(max_size=3)), max_size=6))
def test_answers_with_broken_bytes(path: Path, changes):
    """A valid file in which bytes were changed, lost or put in is read or refused."""
    raw = answers_text(
        {"a": ["x", "y"], "b": {"l": "r"}, "c": 1.5e3, "d": "Ünal \U0001f46e"}, quiz="quiz"
    ).encode()
    for at, length, new in changes:
        raw = raw[:at] + new + raw[at + length :]
    path.write_bytes(raw)
    check(read_answers(path, "quiz"))


@any_of
@given(kind=st.sampled_from(sorted(KEYS)), value=NEARLY, saved_at=TEXT)
def test_any_value_is_marked_and_shown(kind, value, saved_at):
    """Each kind marks any value between nothing and all, and what trainers read of it holds no mark-up of it."""
    found = mark(kind, KEYS[kind], 3.0, value)
    assert 0 <= found.points <= 3
    assert found.state in {"scored", "blank", "unreadable", "person"}
    assert bool(found.reason) == (found.state == "unreadable")
    frozen = ReleasedQuestion(
        id="q",
        quiz="quiz",
        number=1,
        kind=kind,
        points=3.0,
        key=KEYS[kind],
        review={"labels": {}},
        feedback="score",
    )
    graded = question_grader.GradedQuestion(question=frozen, value=value, saved_at=saved_at, mark=found)
    shown = (
        answer_views.written(graded, (saved_at,))
        if kind == "text"
        else answer_views.marked(graded, (saved_at,))
    )
    shown.encode("utf-8")
    inner = re.sub(
        r"</?(div|h4|p|pre|strong|table|caption|thead|tbody|tr|th|td|ul|ol|li)( (dir|style|scope)=\"[^\"<>]*\")*>",
        "",
        shown,
    )
    assert not re.search(r"[<>`$\\{}\n\r\0]", inner)


@any_of
@given(text=st.text() | TEXT)
def test_shown_text_is_the_text(text):
    """A shown text is one line without a sign of HTML, Markdown, LaTeX or Jinja, and reads as it was written."""
    shown = as_text(text)
    assert not re.search(r"[<>\"'`*_$\\{}\[\]\n\r]", shown)
    read = html.unescape(shown)
    kept = re.sub(r"\r\n?", "\n", text)
    assert len(read) == len(kept)
    assert all(new in {old, "\N{REPLACEMENT CHARACTER}"} for new, old in zip(read, kept, strict=True))
    assert all(new == old for new, old in zip(read, kept, strict=True) if old.isalnum() and old.isascii())


@any_of
@given(value=JSON)
def test_any_value_is_quoted(value):
    """Any value is quoted, on one line and not too long."""
    assert not re.search(r"[<>\n]", quoted(value))
    assert len(html.unescape(quoted(value))) <= 301


def _cells(draw_json):
    outputs = st.lists(
        draw_json
        | st.fixed_dictionaries(
            {
                "output_type": st.sampled_from(["stream", "display_data", "error", "x"]),
                "data": draw_json,
                "text": draw_json,
            }
        ),
        max_size=2,
    )
    nbgrader = st.fixed_dictionaries(
        {"grade_id": st.sampled_from(["a", "b"]) | draw_json, "grade": draw_json, "points": draw_json}
    )
    return st.fixed_dictionaries(
        {
            "cell_type": st.sampled_from(["code", "markdown", "raw"]) | draw_json,
            "metadata": st.fixed_dictionaries({"nbgrader": nbgrader | draw_json}) | draw_json,
            "source": TEXT | st.lists(TEXT, max_size=2) | draw_json,
        },
        optional={"id": TEXT | draw_json, "outputs": outputs | draw_json, "attachments": draw_json, "execution_count": draw_json},
    )  # fmt: skip


NOTEBOOKS = st.fixed_dictionaries(
    {
        "nbformat": st.just(4) | JSON,
        "nbformat_minor": st.sampled_from([0, 4, 5]) | JSON,
        "metadata": st.just({}) | st.dictionaries(st.sampled_from(["kernelspec", "language", "language_info", "widgets"]), JSON, max_size=2) | JSON,
        "cells": st.lists(_cells(st.deferred(lambda: JSON)), max_size=3) | JSON,
    },
    optional={"orig_nbformat": JSON, "worksheets": JSON},
)  # fmt: skip
RELEASED = [
    {"cell_type": "code", "source": "x", "metadata": {"nbgrader": {"grade": True, "grade_id": "a", "points": 1.0}}},
    {"cell_type": "markdown", "source": "y", "metadata": {"nbgrader": {"grade": False, "grade_id": "b"}}},
]  # fmt: skip


@any_of
@given(notebook=NOTEBOOKS | JSON)
@pytest.mark.filterwarnings("ignore")
def test_a_notebook_that_passes_can_be_read(notebook):
    """A notebook in which no fault is found goes through nbformat and nbconvert, and what was altered is told."""
    raw = json.dumps(notebook).encode()
    if submitted_notebook.fault(raw):
        return
    read = nbformat.reads(raw.decode(), as_version=4)
    NotebookExporter().from_notebook_node(_without_cells(read))
    for cells in (read.cells, notebook["cells"]):
        assert all(
            told.isprintable() for told in notebook_diff.altered(cells, notebook_diff.originals(RELEASED))
        )


def _without_cells(notebook):
    """Nothing of the learner's cells and metadata goes on."""
    notebook.cells = []
    notebook.metadata = nbformat.from_dict({})
    return notebook


@any_of
@given(
    content=st.binary(max_size=200) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_a_notebook_or_not(content):
    """Any bytes have a fault that is told, or none."""
    assert submitted_notebook.fault(content) in {"", "no_json", "no_notebook", "old_format"}


TIMES = st.from_regex(
    r"[0-9]{1,5}-[0-9]{1,3}-[0-9]{1,2}[ T][0-9:.]{1,20} ?[A-Za-z0-9+:/.-]{0,12}", fullmatch=True
)


@any_of
@given(content=TIMES.map(str.encode) | st.binary(max_size=120))
def test_any_timestamp(path: Path, content):
    """A timestamp is a time without a zone, or none; what is none is set aside with the reason."""
    folder = path.parent / "ada" / "quiz"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "timestamp.txt").write_bytes(content)
    (folder / "quiz.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    found = handed_in(folder)
    assert found is None or found.tzinfo is None
    told = prepare(folder, path.parent / "set-aside" / str(abs(hash(content))) / "quiz")
    assert bool(told) == (found is None and bool(content.decode("latin-1").strip()))
    assert handed_in(folder) == found


@any_of
@given(row=st.lists(TEXT | NUMBERS | st.none(), min_size=1, max_size=4))
def test_any_row_is_exported(row):
    """A row of the export is read again as it was, but for what a spreadsheet would run."""
    file = io.StringIO(newline="")
    csv.writer(file).writerow([spreadsheet_cell(value) for value in row])
    if "\0" in file.getvalue():
        return
    read = next(csv.reader(io.StringIO(file.getvalue(), newline="")))
    assert len(read) == len(row)
    for text, value in zip(read, row, strict=True):
        if isinstance(value, str):
            assert text.removeprefix("'") == value or text == value
            assert not re.match(r"[=+\-@\t\r\n]", text)
