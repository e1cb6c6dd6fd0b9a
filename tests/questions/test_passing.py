"""The rules of a pass: share of all points, of each written answer, and what must be right."""

import pytest

from prevention_cpd.questions.passing import Earned, PassRule, missed, rule_of

RULE = PassRule(share=0.7, written=0.5, must=True)


def one(name="q", points=1.0, most=1.0, **changes):
    """Return what a question earned."""
    return Earned(question=name, points=points, most=most, **{"written": False, "must": False, **changes})


CASES = {
    "all right": ([one()], ()),
    "exactly the share": ([one(points=7, most=10)], ()),
    "a hair below": ([one(points=6.99, most=10)], ("share",)),
    "sums of thirds": ([one(points=2 / 3, most=2 / 3 / 0.7)], ()),
    "nothing written": ([one(points=14, most=14), one("w", 0, 4, written=True)], ("written:w",)),
    "half written": ([one(points=14, most=14), one("w", 2, 4, written=True)], ()),
    "a child left at risk": ([one(points=14, most=14), one("m", 0.5, must=True)], ("must:m",)),
    "everything": (
        [one(points=0, most=14), one("w", 1, 4, written=True), one("m", 0, must=True)],
        ("share", "written:w", "must:m"),
    ),
}


@pytest.mark.parametrize(("earned", "rules"), CASES.values(), ids=CASES)
def test_each_rule_that_is_missed_is_named(earned, rules):
    """All of them at once, in the order of the quiz."""
    assert missed(RULE, earned) == rules


def test_must_can_be_switched_off():
    """Then a wrong answer costs its points and nothing else."""
    rule = rule_of({"must": "none"}, RULE)

    assert missed(rule, [one(points=9, most=9), one("m", 0, must=True)]) == ()


def test_a_quiz_takes_from_the_course_what_it_does_not_say():
    """Each rule has a value of its own or that of the course."""
    assert rule_of({"share": 0.8}, RULE) == PassRule(share=0.8, written=0.5, must=True)
