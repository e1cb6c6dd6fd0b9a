"""Scores: the rules of each kind, and that no value of a learner's file breaks them."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention_cpd.questions import mark

SINGLE = {"right": "b", "options": ["a", "b", "c"]}
MULTIPLE = {"right": ["a", "b"], "options": ["a", "b", "c", "d", "e"]}
MATCH = {"pairs": {"l": "x", "m": "y", "n": "z"}}
ORDER = {"items": ["p", "q", "r", "s"]}
NUMERIC = {"value": 0.12, "tolerance": 0.01, "unit": ""}
TEXT = {"rubric": []}
KEYS = {
    "single": SINGLE,
    "multiple": MULTIPLE,
    "match": MATCH,
    "order": ORDER,
    "numeric": NUMERIC,
    "text": TEXT,
}


@pytest.mark.parametrize(
    ("kind", "value", "points"),
    [
        ("single", "b", 2.0),
        ("single", "a", 0.0),
        ("multiple", ["a", "b"], 2.0),
        ("multiple", ["a"], 1.0),
        ("multiple", ["a", "c"], 2 * (1 / 2 - 1 / 3)),
        ("multiple", ["a", "b", "c", "d", "e"], 0.0),
        ("multiple", ["c"], 0.0),
        ("match", {"l": "x", "m": "y", "n": "z"}, 2.0),
        ("match", {"l": "x", "m": "z"}, 2 / 3),
        ("match", {"l": "x", "m": "x", "n": "x"}, 2 / 3),
        ("order", ["p", "q", "r", "s"], 2.0),
        ("order", ["q", "p", "r", "s"], 1.0),
        ("numeric", 0.12, 2.0),
        ("numeric", 0.13, 2.0),
        ("numeric", 0.11, 2.0),
        ("numeric", 0.1301, 0.0),
        ("numeric", 12, 0.0),
    ],
)
def test_answers_earn_what_the_rule_says(kind, value, points):
    """Each kind scores by its rule, from the frozen key alone."""
    found = mark(kind, KEYS[kind], 2.0, value)

    assert found.state == "scored"
    assert math.isclose(found.points, points)


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("value", [None, "", "  \n", [], {}])
def test_nothing_is_blank_not_wrong(kind, value):
    """No answer, spaces and empty lists are blank in every kind."""
    assert mark(kind, KEYS[kind], 1.0, value).state == "blank"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("single", "z"),
        ("single", ["b"]),
        ("single", 1),
        ("multiple", "a"),
        ("multiple", ["a", "a"]),
        ("multiple", ["a", "z"]),
        ("multiple", [["a"]]),
        ("match", {"l": "x", "q": "y"}),
        ("match", {"l": "w"}),
        ("match", {"l": ["x"]}),
        ("match", ["l", "x"]),
        ("order", ["p", "q", "r"]),
        ("order", ["p", "p", "q", "r"]),
        ("numeric", True),
        ("numeric", "0.12"),
        ("numeric", 10**400),
        ("numeric", float("inf")),
        ("text", 5),
        ("text", "x" * 20_001),
    ],
)
def test_what_cannot_be_read_earns_nothing_and_says_why(kind, value):
    """A value of the wrong form is unreadable, with a reason for the trainer."""
    found = mark(kind, KEYS[kind], 1.0, value)

    assert (found.points, found.state) == (0.0, "unreadable")
    assert found.reason


def test_a_written_answer_waits_for_a_person():
    """Text earns nothing by itself."""
    assert mark("text", TEXT, 4.0, "words").state == "person"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from("abclmnxyzpqrs"),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.sampled_from("lmnx"), inner, max_size=4),
    max_leaves=12,
)


@given(kind=st.sampled_from(sorted(KEYS)), value=JSON, points=st.floats(0.5, 20))
def test_no_value_breaks_the_rule(kind, value, points):
    """Whatever JSON a file holds, the score lies from 0 to the points."""
    found = mark(kind, KEYS[kind], points, value)

    assert 0.0 <= found.points <= points


@pytest.mark.parametrize("kind", KEYS)
def test_keys_are_literals(kind):
    """A key survives JSON, so that it can be frozen into a notebook."""
    assert json.loads(json.dumps(KEYS[kind])) == KEYS[kind]
