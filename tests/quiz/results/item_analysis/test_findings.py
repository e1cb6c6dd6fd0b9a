"""What is named as likely wrong with a question, and what is not."""

import random
from dataclasses import replace

import pytest

from prevention_cpd.quiz.results.item_analysis import Choices, Marks, Question, analyse

QUESTIONS, OPTIONS = 20, "abcd"


def class_of(learners, *, wrong_key=(), unused=(), seed=1):
    """Return marks and choices of learners of different strength, drawn by chance.

    The stronger know more of the answers, all of which are `a`, and the others guess. The key of a
    question in `wrong_key` says `b`; in one of `unused` nobody guesses `d`.
    """
    draw = random.Random(seed)
    taken = {f"q{at}": [] for at in range(1, QUESTIONS + 1)}
    for _ in range(learners):
        strength = draw.random()
        for name, choices in taken.items():
            guesses = OPTIONS[:3] if name in unused else OPTIONS
            choices.append(frozenset("a" if draw.random() < strength else draw.choice(guesses)))
    keys = {name: "b" if name in wrong_key else "a" for name in taken}
    rows = [
        tuple(float(choices[learner] == {keys[name]}) for name, choices in taken.items())
        for learner in range(learners)
    ]
    return Marks(
        questions=tuple(Question(id=name, points=1) for name in taken),
        rows=tuple(rows),
        choices={
            name: Choices(options={each: each == keys[name] for each in OPTIONS}, taken=choices)
            for name, choices in taken.items()
        },
    )


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("known", [True, False], ids=["with options", "marks alone"])
def test_a_wrong_key_comes_first(known, seed):
    """A key that calls the wrong option right is named before all else, whether options are known or not."""
    marks = class_of(150, wrong_key={"q7"}, unused={"q3"}, seed=seed)

    found = analyse(marks if known else replace(marks, choices={})).findings

    assert (found[0].question, found[0].code) == ("q7", "miskey")
    assert "key" in found[0].fix
    assert [each.question for each in found if each.code == "miskey"] == ["q7"]
    if known:
        assert "option a" in found[0].what


@pytest.mark.parametrize("seed", range(20))
def test_sound_questions_are_left_alone(seed):
    """Where keys are right and every option is taken, nothing is found."""
    assert analyse(class_of(200, seed=seed)).findings == ()


def test_an_option_that_nobody_takes_is_named():
    """An option without takers is named with its question."""
    found = analyse(class_of(200, unused={"q3"})).findings

    assert [(each.question, each.code) for each in found] == [("q3", "unused_option")]
    assert "option d" in found[0].what


def test_an_easy_question_that_the_strong_miss_separates_the_wrong_way():
    """Where most are right, and those who are not did well elsewhere, the key is not the first thing to doubt."""
    marks = replace(class_of(200), choices={})
    best = sorted(range(200), key=lambda at: -sum(marks.rows[at]))[:60]
    rows = tuple((float(at not in best), *row[1:]) for at, row in enumerate(marks.rows))

    found = analyse(replace(marks, rows=rows)).findings

    assert (found[0].question, found[0].code) == ("q1", "wrong_way")


def test_a_question_that_nobody_has_a_point_in_is_named_unless_it_is_blank():
    """No points for anybody is worth a look; blanks for everybody are questions not yet marked."""
    marks = replace(class_of(100), choices={})
    none = replace(marks, rows=tuple((0.0, *row[1:]) for row in marks.rows))
    blank = replace(marks, rows=tuple((None, *row[1:]) for row in marks.rows))

    assert [(each.question, each.code) for each in analyse(none).findings] == [("q1", "no_points")]
    assert analyse(blank).findings == ()


def test_few_learners_are_no_ground_for_a_verdict():
    """Below the stated number figures are given and nothing is judged."""
    few = analyse(class_of(29, wrong_key={"q7"}, unused={"q3"}))

    assert few.findings == ()
    assert not few.quiz.judged
    assert few.quiz.least == 30
    assert analyse(class_of(30, unused={"q3"})).quiz.judged


def test_options_are_told_by_thirds():
    """Six learners with 5 to 0 points elsewhere: the strong two, the middle two and the weak two."""
    rows = [(1.0, 5.0), (1.0, 4.0), (1.0, 3.0), (0.0, 2.0), (0.0, 1.0), (0.0, 0.0)]
    taken = [frozenset(each) for each in "aaabb"] + [frozenset()]
    marks = Marks(
        questions=(Question(id="q1", points=1), Question(id="q2", points=5)),
        rows=tuple(rows),
        choices={"q1": Choices(options={"a": True, "b": False}, taken=taken)},
    )

    right, wrong = analyse(marks).questions[0].options

    assert (right.id, right.correct, right.share) == ("a", True, 0.5)
    assert (right.strong, right.middle, right.weak) == (1, 0.5, 0)
    assert (wrong.strong, wrong.middle, wrong.weak) == (0, 0.5, 0.5)


def test_learners_who_are_alike_stay_in_one_third():
    """Equal points are never parted, so that the order of the rows changes nothing."""
    rows = [(1.0, 1.0), (0.0, 1.0), (1.0, 1.0), (0.0, 1.0)]
    choices = Choices(options={"a": True}, taken=[frozenset("a"), frozenset()] * 2)
    questions = (Question(id="q1", points=1), Question(id="q2", points=1))

    option = (
        analyse(Marks(questions=questions, rows=tuple(rows), choices={"q1": choices})).questions[0].options[0]
    )

    assert (option.strong, option.middle, option.weak) == (None, 0.5, None)
