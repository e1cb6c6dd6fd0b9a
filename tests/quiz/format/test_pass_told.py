"""What passes is said before the start, the same on each road to the quiz."""

import pytest

from prevention_cpd.quiz.format.pass_told import pass_told

RULE = {"share": 0.7, "written": 0.5, "must": True}


def quiz(*kinds, must=(), **rule):
    """Return what questions.json holds of a quiz with these kinds, those at `must` to be right."""
    questions = [
        {"kind": kind, **({"must": True} if at in must else {})} for at, kind in enumerate(kinds, start=1)
    ]
    return {"pass": {**RULE, **rule}, "questions": questions}


def test_each_rule_is_said_where_it_can_be_missed():
    """Share, written answers and the numbers of the questions that must be right."""
    told = " ".join(pass_told(quiz("single", "text", "single", must=(1, 3))))
    assert "70 per cent" in told
    assert "50 per cent" in told
    assert "question 1, 3. If the subject of one is too close to you, leave it blank" in told


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (quiz("single"), 1),
        (quiz("text", written=0.0), 1),
        ({"questions": []}, 0),
    ],
)
def test_a_rule_that_cannot_be_missed_is_not_said(asked, count):
    """Nothing on written answers where there are none, and nothing at all of a quiz without rules."""
    assert len(pass_told(asked)) == count
