"""What comes next for a quiz, and how its class is told."""

from prevention_cpd.quiz.format.questions_file import Released
from prevention_cpd.quiz.results.outcomes import Result
from prevention_cpd.server.desk.overview import STEPS, Standing
from prevention_cpd.server.desk.results_page import distribution
from prevention_cpd.server.desk.steps import why_not

ONE = frozenset({"ada"})


def standing(**known):
    """Return where a quiz stands of which nothing else is known."""
    return Standing(**{"form": Released(id="words"), "released": True, "due": None, "people": 3, **known})


def test_each_step_has_its_turn():
    """From the class list to the results, one after the other, and late work goes back to grading."""
    graded = {"handed_in": ONE, "graded": ONE}
    found = [
        standing(people=0, released=False),
        standing(released=False),
        standing(),
        standing(handed_in=ONE),
        standing(**graded, waiting=ONE),
        standing(**graded),
        standing(**graded, returned=ONE),
    ]

    assert tuple(each.step for each in found) == STEPS
    assert standing(handed_in=ONE | {"ben"}, graded=ONE, returned=ONE).step == "grade"


def test_what_cannot_be_done_has_a_reason(monkeypatch):
    """Each step names what is missing."""
    monkeypatch.delenv("NBGRADER_EXCHANGE", raising=False)

    assert why_not("grade", standing(released=False)) == "not_released"
    assert why_not("collect", standing()) == "no_exchange"
    assert why_not("grade", standing()) == "nothing_came"
    assert why_not("return", standing(handed_in=ONE)) == "not_graded"
    assert why_not("return", standing(handed_in=ONE, graded=ONE)) == ""


def test_the_picture_of_the_shares():
    """Each tenth counts its lower end, the last one the whole share too; who has no share is left out."""
    shares = (0.0, 0.1, 0.7, 0.75, 0.9, 1.0, None)
    found = [Result(learner=str(at), name="", share=share) for at, share in enumerate(shares)]

    assert distribution(found) == [1, 1, 0, 0, 0, 0, 0, 2, 0, 2]
