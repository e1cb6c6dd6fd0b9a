"""What a provider asks for, what is missing, and what has changed; and the gaps of a record."""

import shutil

import pytest
from records.certified import TREE, award

from prevention_cpd.core.problems import CourseError
from prevention_cpd.core.tree import Tree
from prevention_cpd.questions.passing import PassRule
from prevention_cpd.quiz.results.outcomes import Result
from prevention_cpd.records.certificates import rules
from prevention_cpd.records.results import Person, QuizResult
from prevention_cpd.records.signing.award import changed
from prevention_cpd.records.study.record import Dated, Gap, gaps


@pytest.fixture
def asked(tmp_path):
    """Return a function that reads the rules of a small course with this `certificate`."""
    tree = Tree(shutil.copytree(TREE, tmp_path / "course"))
    before = tree.settings.read_text()

    def load(certificate=""):
        tree.settings.write_text(before + certificate)
        return rules.load(tree)

    return load


def person(name="Zoë Müller", **result):
    """Return somebody with one quiz."""
    one = QuizResult(
        quiz="writing",
        title="Writing",
        rule=PassRule(share=0.7, written=0.5),
        version="1",
        result=Result(learner="zoe", name=name, **{"state": "graded", **result}),
        handed_in="2026-11-20T10:00:00+00:00",
    )
    return Person(id="zoe", name=name, quizzes=(one,))


def test_every_quiz_is_asked_for_unless_some_are_named(asked):
    """With their titles, in the order of the course."""
    assert list(asked().quizzes) == ["writing", "kinds"]
    assert asked("certificate: {quizzes: [kinds]}\n").quizzes == {"kinds": "One of each kind"}


@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ("certificate: {quizzes: [reading]}\n", "there is no quiz reading.*Write one of writing, kinds"),
        ("certificate: {fonts: assets/fonts}\n", "there is no folder .*assets/fonts"),
        ("certificate: {identified: passport}\n", "class-list"),
        ("certificate: {quizzes: []}\n", "certificate.quizzes"),
        ("certificate: {quiz: [kinds]}\n", "Did you mean 'quizzes'"),
    ],
)
def test_settings_that_cannot_be_met_are_told(asked, certificate, said):
    """With the file, its line and what to write."""
    with pytest.raises(CourseError, match=said):
        asked(certificate)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ({"passed": False, "missed": ("share",)}, ("Writing & reading: fewer than 70% of the points.",)),
        (
            {"passed": False, "missed": ("written:a", "written:b")},
            ("Writing & reading: a written answer has less than 50% of its points.",),
        ),
        (
            {"passed": False, "missed": ("share", "must:c")},
            (
                "Writing & reading: fewer than 70% of the points.",
                "Writing & reading: a question that has to be right is not.",
            ),
        ),
        ({"passed": None, "state": "waits"}, ("Writing & reading: a written answer has not been marked.",)),
        (
            {"passed": None, "state": "not_graded"},
            ("Writing & reading: what was handed in has not been graded.",),
        ),
        ({"passed": None, "state": "not_submitted"}, ("Writing & reading: nothing was handed in.",)),
        ({"passed": None, "state": "graded"}, ("Writing & reading: the result is not known yet.",)),
        ({"passed": True}, ()),
    ],
)
def test_what_is_missing_is_said(asked, result, said):
    """One sentence for each rule that was missed."""
    assert rules.missing(asked("certificate: {quizzes: [writing]}\n"), person(**result)) == said


def test_who_has_no_name_gets_no_certificate(asked):
    """A certificate in the name of an account says nothing."""
    assert rules.missing(asked("certificate: {quizzes: [writing]}\n"), person(name=" ", passed=True)) == (
        "No name stands in the class list.",
    )


def test_an_award_says_what_was_earned(asked):
    """By the attempt that counts, rounded to a tenth of a per cent, never up to a pass."""
    (passed,) = rules.award(
        asked("certificate: {quizzes: [writing]}\n"), person(passed=True, share=0.8667, attempt=2, form="B")
    ).passed

    assert (passed.percent, passed.needed, passed.on, passed.form, passed.attempt) == (
        86.7,
        70.0,
        "2026-11-20",
        "B",
        2,
    )


def test_what_has_changed_is_named():
    """The name, and quizzes by their titles, those too that one of the two does not have."""
    before = award(quizzes=2).facts

    assert changed(before, before) == ()
    assert changed(before, award("Zoë Meier", quizzes=2).facts) == ("name",)
    assert changed(before, award(quizzes=3).facts) == ("Module 2 quiz: something to learn",)
    assert changed(before, award(quizzes=1).facts) == ("Module 1 quiz: something to learn",)
    first, *others = before["passed"]
    assert changed(before, {**before, "passed": [{**first, "title": "In other words"}, *others]}) == ()


@pytest.mark.parametrize(
    ("days", "until", "found"),
    [
        ([], "2026-12-31", []),
        (["2026-09-30"], "2026-12-29", []),
        (["2026-09-30"], "2026-12-30", [("2026-09-30", "2026-12-30")]),
        (["2026-01-01", "2026-04-01", "2026-04-02"], "2026-05-01", [("2026-01-01", "2026-04-01")]),
        (["2027-01-01"], "2026-12-31", []),
    ],
)
def test_a_gap_is_three_months_or_more(days, until, found):
    """To the day, up to the day of the record; a clock that is behind makes none."""
    assert [*gaps([Dated(on=day, what="x") for day in days], until)] == [
        Gap(start=start, end=end) for start, end in found
    ]
