"""What comes next for a quiz, from the class list to the results."""

from prevention_cpd.quiz.format.questions_file import Released
from prevention_cpd.server.desk.standing import STEPS, Standing

ONE = frozenset({"ada"})
GRADED = {"handed_in": ONE, "graded": ONE}


def standing(**known):
    """Return where a quiz stands of which nothing else is known."""
    return Standing(**{"form": Released(id="words"), "released": True, "due": None, "people": 3, **known})


def test_each_step_has_its_turn():
    """From the class list to the results, one after the other, and late work goes back to grading."""
    found = [
        standing(people=0, released=False),
        standing(is_further=True),
        standing(released=False),
        standing(),
        standing(handed_in=ONE, to_grade=ONE),
        standing(**GRADED, waiting=ONE),
        standing(**GRADED),
        standing(**GRADED, open=ONE),
        standing(**GRADED, returned=ONE),
    ]

    assert tuple(each.step for each in found) == STEPS
    late = standing(**GRADED, returned=ONE, to_grade=frozenset({"ben"}))
    assert (late.step, late.pressing) == ("grade", {"ben"})


def test_who_is_held_back_and_why():
    """A marker comes before the deadline; who waits for both is counted once."""
    found = standing(
        handed_in=frozenset("abcd"),
        graded=frozenset("abcd"),
        returned=frozenset("d"),
        waiting=frozenset("ad"),
        open=frozenset("ab"),
    )

    assert (found.held_waiting, found.held_open, found.to_return) == ({"a"}, {"b"}, {"c"})


def test_a_page_with_earlier_marks_is_not_done():
    """Feedback that went out early is due again once its answers are marked."""
    assert standing(**GRADED, returned=ONE, waiting=ONE).step == "mark"
    marked = standing(**GRADED, returned=ONE, outdated=ONE)
    assert (marked.step, marked.to_return) == ("return", ONE)
