"""Keys are written as literals and read back without running anything."""

from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention_cpd.quiz.format.key import (
    NoKeyError,
    ReleasedQuestion,
    code_region,
    markdown_region,
    read_key,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
DATA = st.dictionaries(TEXTS, st.one_of(TEXTS, st.lists(TEXTS), st.dictionaries(TEXTS, TEXTS)), max_size=4)


def frozen(**changes):
    """Return a frozen question."""
    parts = {"id": "q", "quiz": "z", "number": 1, "kind": "single", "points": 1.0, "feedback": "score"}
    return ReleasedQuestion(
        **{**parts, "key": {"right": "a", "options": ["a", "b"]}, "review": {}, **changes}
    )


@settings(deadline=None)  # a busy machine is no finding
@given(TEXTS, DATA, DATA)
def test_reads_back_what_was_written(name, key, review):
    """Any texts, quotes and line ends included, come back unchanged from a code cell and a Markdown cell."""
    question = frozen(id=name, key=key, review=review)
    assert asdict(read_key("# visible\n" + code_region(question))) == asdict(question)
    assert asdict(read_key("visible\n\n" + markdown_region(question))) == asdict(question)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS",
        "### END HIDDEN TESTS\n### BEGIN HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS\ngrade(id=open('/etc/passwd'))\n### END HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS\ngrade('x')\n### END HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS\ngrade(id='x'\n### END HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS\ngrade(**{'id': 'x'})\n### END HIDDEN TESTS",
        "### BEGIN HIDDEN TESTS\n" + "(" * 5000 + "\n### END HIDDEN TESTS",
        code_region(frozen(kind="magic")),
        code_region(frozen(points=0.0)),
        code_region(frozen(feedback="everything")),
    ],
)
def test_refuses_what_is_no_key(source):
    """A cell without exactly one call with literal arguments holds no key, and nothing in it is run."""
    with pytest.raises(NoKeyError):
        read_key(source)
