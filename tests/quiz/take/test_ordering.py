"""Options may stand in another order for each learner; ids stay the keys."""

import json
from dataclasses import replace

import pytest
from quiz.small_course import make_course

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.build.assignment import freeze, notebook, questions_json
from prevention_cpd.quiz.build.assignments import quizzes
from prevention_cpd.quiz.take.ordering import for_learner


@pytest.fixture(scope="module")
def kinds(tmp_path_factory):
    """The quiz with one question of each kind, its author letting the order differ."""
    tree = Tree(make_course(tmp_path_factory.mktemp("order") / "course").root)
    quiz = next(quiz for quiz in quizzes(tree) if quiz.id == "kinds")
    return replace(quiz, blueprint=replace(quiz.blueprint, shuffle=True))


def orders(quiz, name):
    """Return the ids of each list of each question in the order in which one learner sees them."""
    lists = ("options", "left", "right", "items")
    return {
        (question["id"], part): [item["id"] for item in question[part]]
        for question in for_learner(quiz, name)["questions"]
        for part in lists
        if part in question
    }


def test_the_order_differs_between_learners_and_stays_for_one(kinds):
    """Two learners see other orders of the same options; one learner always sees the same."""
    quiz = json.loads(questions_json(kinds))
    seen = [orders(quiz, f"learner-{number}") for number in range(20)]
    assert orders(quiz, "learner-3") == seen[3]
    for place in (("kin-single", "options"), ("kin-multiple", "options")):
        assert len({tuple(each[place]) for each in seen}) > 1
        assert len({tuple(sorted(each[place])) for each in seen}) == 1
    # The order of these is the question itself, what the eye goes by, or what letters stand for.
    for place in (("kin-order", "items"), ("kin-match", "left"), ("kin-match", "right")):
        assert len({tuple(each[place]) for each in seen}) == 1


def test_without_the_author_nothing_is_moved(kinds):
    """Unless the blueprint says so, everybody sees the order of the paper."""
    plain = replace(kinds, blueprint=replace(kinds.blueprint, shuffle=False))
    quiz = json.loads(questions_json(plain))
    assert for_learner(quiz, "anybody") is quiz


def test_no_letter_that_a_learner_did_not_see(kinds):
    """Where the order differs, what the marker and the feedback show names no letter; the printed paper keeps its own."""
    for number, question in enumerate(kinds.questions, start=1):
        labels = freeze(kinds, number, question).review["labels"]
        assert not any(text.startswith(("A. ", "B. ")) for text in labels.values())
    plain = replace(kinds, blueprint=replace(kinds.blueprint, shuffle=False))
    assert freeze(plain, 1, kinds.questions[0]).review["labels"]["may"] == "A. May"
    assert "<strong>A.</strong> May" in notebook(kinds)


def test_a_letter_means_the_same_on_paper_and_on_the_screen(kinds):
    """The letters of a match question stand for what they stand for on paper, for every learner."""
    paper = notebook(kinds)
    for name in ("anna", "ben", "carla"):
        quiz = for_learner(json.loads(questions_json(kinds)), name)
        (match,) = (each for each in quiz["questions"] if each["id"] == "kin-match")
        for letter, item in zip("AB", match["right"], strict=True):
            assert f"<strong>{letter}.</strong> {item['text']}" in paper


def test_the_name_of_the_learner_is_found(kinds, monkeypatch):
    """On a hub the learner counts, not the system user that all containers share."""
    quiz = json.loads(questions_json(kinds))
    for name in ("anna", "ben"):
        monkeypatch.setenv("JUPYTERHUB_USER", name)
        assert for_learner(quiz) == for_learner(quiz, name)
    monkeypatch.delenv("JUPYTERHUB_USER")
    monkeypatch.setenv("LOGNAME", "carla")
    assert for_learner(quiz) == for_learner(quiz, "carla")
