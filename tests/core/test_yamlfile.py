"""YAML files know their lines, and tell what is wrong with them."""

import pytest

from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a YAML file."""

    def write(content, name="file.yml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def problems_of(path, schema=None):
    """Return the problems that reading the file raises."""
    with pytest.raises(CourseError) as caught:
        yamlfile.read(path, schema)
    return caught.value.problems


def test_every_value_has_its_line(write):
    """The line of a value deep in the file is known; its parent's stands in for what is missing."""
    file = yamlfile.read(write("a: 1\nb:\n  - x: 1\n  - x: 2\n    y: 3\n"))

    assert [file.line("a"), file.line("b", 1, "y"), file.line("b", 1, "z"), file.line("q")] == [1, 5, 4, 1]


def test_dates_and_words_stay_text(write):
    """A date stays text, and `no`, `on` and `off` are words, not booleans."""
    file = yamlfile.read(write("a: 2026-11-21\nb: no\nc: true\n"))

    assert file.data == {"a": "2026-11-21", "b": "no", "c": True}


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("a: [1\nb: 2\n", Code.YAML_SYNTAX, 2),
        ("a: 1\nb: x: y\n", Code.YAML_SYNTAX, 2),
        ("a: 1\nb: 2\na: 3\n", Code.YAML_DUPLICATE_KEY, 3),
        ("a: &x [1]\nb: *x\n", Code.YAML_ALIAS, 1),
        (b"a: 1\nb: \xff\n", Code.FILE_ENCODING, 2),
        ("a: 1\nb: \x07\n", Code.YAML_SYNTAX, 2),
        ("!!python/object/apply:os.system ['true']\n", Code.YAML_SYNTAX, 1),
    ],
)
def test_a_bad_file_is_told_with_its_line(write, content, code, line):
    """Each fault of a file is one problem with the line it stands in."""
    (problem,) = problems_of(write(content))

    assert (problem.code, problem.line) == (code, line)


def test_a_missing_file_is_a_problem(tmp_path):
    """A file that is not there, or is a folder, is told without a traceback."""
    assert [found.code for found in problems_of(tmp_path / "none.yml")] == [Code.FILE_MISSING]
    assert [found.code for found in problems_of(tmp_path)] == [Code.FILE_MISSING]


def test_an_alias_bomb_is_refused_at_once(write):
    """A file whose aliases would unfold to billions of values is refused."""
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]

    assert {found.code for found in problems_of(write("\n".join(lines)))} == {Code.YAML_ALIAS}


def test_every_fault_of_shape_is_told_at_once(write):
    """A wrong type, a missing key and a misspelt key are three problems, with the way to mend each."""
    content = "module: terminology\nquestions:\n  - id: a\n    knid: single\n    points: many\n"

    told = [str(found).partition(": ")[2] for found in problems_of(write(content), "questions/bank")]

    assert any("unknown 'knid'. Did you mean 'kind'" in line for line in told)
    assert any("missing 'kind'" in line for line in told)
    assert any('"many" is not a number' in line for line in told)


def test_a_problem_prints_as_one_line(write):
    """A problem prints as file, line, code, what and fix."""
    path = write("a: 1\na: 2\n")

    assert (
        str(problems_of(path)[0])
        == f"{path}:2: yaml-duplicate-key: the key 'a' stands twice. Keep one of the two."
    )
