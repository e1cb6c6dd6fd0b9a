"""The receipt: one code for the same answers, another for others."""

import re

import pytest

from prevention_cpd.questions import receipt

VALUES = {"q1": "a", "q2": ["b", "c"], "q3": {"l": "r"}, "q4": 12.5, "q5": "Ein Text mit Umlauten: äöü"}


def test_the_form_of_a_code():
    """Three groups of four signs, none of them I, L, O or U."""
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", receipt.code("z", "A", VALUES))


def test_the_code_stays_the_same_for_ever():
    """A code on paper must still be found right by a later version of the course."""
    assert receipt.code("z", "A", VALUES) == "V717-QJ8X-B934"
    assert receipt.code("z", "A", {}) == "C8ZH-6PRZ-F672"


def test_order_of_questions_does_not_matter():
    """The file may list the answers in any order."""
    turned = dict(reversed(VALUES.items()))
    assert list(turned) != list(VALUES)
    assert receipt.code("z", "A", turned) == receipt.code("z", "A", VALUES)


@pytest.mark.parametrize("blank", [None, "", "  \n", [], {}])
def test_blank_answers_do_not_change_it(blank):
    """An answer that was taken back leaves the code as if it had never been given."""
    assert receipt.code("z", "A", {**VALUES, "q6": blank}) == receipt.code("z", "A", VALUES)


@pytest.mark.parametrize(
    ("quiz", "form", "values"),
    [
        ("y", "A", VALUES),
        ("z", "B", VALUES),
        ("z", "A", {**VALUES, "q1": "b"}),
        ("z", "A", {**VALUES, "q2": ["c", "b"]}),
        ("z", "A", {**VALUES, "q4": 0}),
        ("z", "A", {**VALUES, "q5": "Ein Text mit Umlauten: äöü."}),
        ("z", "A", {name: value for name, value in VALUES.items() if name != "q3"}),
    ],
)
def test_any_change_changes_it(quiz, form, values):
    """Another quiz, form or answer gives another code; 0 is an answer."""
    assert not receipt.same(receipt.code(quiz, form, values), receipt.code("z", "A", VALUES))


@pytest.mark.parametrize(
    "typed", ["01AB-CDEF-GH10", "01abcdefgh10", " olab cdef ghio ", "OIAB-CDEF-GHLO", "01AB–CDEF—GH10."]
)
def test_codes_are_compared_as_people_type_them(typed):
    """Case, spaces, any dash, O for 0 and I or L for 1 make no difference."""
    assert receipt.same(typed, "01AB-CDEF-GH10")
    assert not receipt.same(typed, "01AB-CDEF-GH11")


def test_counts_what_is_answered():
    """Blank answers are not counted; 0 and false are answers."""
    assert receipt.answered({"a": "", "b": [], "c": {}, "d": None, "e": 0, "f": False, "g": "x"}) == 3
