"""A thousand random answer sets a paper: the file's own scoring gives the points of the course."""

import functools
import random

import pytest
from exports import qti_marking
from exports.conftest import ROOT
from exports.drawing import draw
from exports.moodle_marking import respond

from prevention_cpd.core.markup import to_inline_html, to_text
from prevention_cpd.core.tree import Tree
from prevention_cpd.exports import FORMATS
from prevention_cpd.questions import key_of, mark
from prevention_cpd.quiz.build.assignments import quizzes

SETS = 1000
#: Moodle's grades have five digits of a per cent.
ROUNDING = 1e-5


@pytest.fixture
def marker(exported, read_back):
    """Return a function that gives what marks an answer to a question by the file."""
    return functools.partial(_marker, exported, read_back)


def _marker(exported, read_back, name, which, resolve):
    if name == "qti":
        roots = qti_marking.read(exported(name, which).data)
        items = {
            root.get("title"): qti_marking.Item(root)
            for root in roots.values()
            if root.tag == "assessmentItem"
        }
        return lambda question, value: items[question.id].mark(qti_marking.respond(question, value))["SCORE"]
    by_id, _ = read_back(name, which)
    html = functools.lru_cache(None)(lambda text: to_inline_html(text, resolve))
    text = functools.lru_cache(None)(lambda text: to_text(text, resolve))

    def by_file(question, value):
        read = by_id[question.id]
        return read.mark(respond(question, read, value, html, text)) or 0.0

    return by_file


def said(name, losses):
    """Return what tells whether the report says that an answer to a question may earn other points."""
    told = {loss.question.id for loss in losses if loss.marks}

    def tells(question, value):
        # What it says of Moodle's ordering is about a list that nobody touched.
        touched = name == "moodle-xml" and question.kind == "order" and value is not None
        return question.id in told and not touched

    return tells


def differing(questions, by_file, sets, seed, tells=lambda _question, _value: False):
    """Return each question whose points differ in some answer set untold, with the answer and both marks."""
    dice = random.Random(seed)
    keys = {question.id: key_of(question) for question in questions}
    found = {}
    for _ in range(sets):
        for question in questions:
            value = draw(question, dice)
            if tells(question, value):
                continue
            ours = mark(question.kind, keys[question.id], question.points, value).points
            theirs = by_file(question, value)
            if abs(ours - theirs) > ROUNDING * question.points:
                found[question.id] = value, ours, theirs
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_thousand_answer_sets_to_every_paper_score_the_same(name, course, exported, marker):
    """Wherever the loss report does not say otherwise, the points agree, for every form of every quiz."""
    by_file = marker(name, "course", course.resolve)
    tells = said(name, exported(name, "course").losses)

    for seed, paper in enumerate(quizzes(Tree(ROOT))):
        assert differing(paper.questions, by_file, SETS, seed, tells) == {}, paper.id


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("which", ["course", "odd"])
def test_random_answers_to_every_question_score_the_same(name, which, chosen, exported, marker):
    """Each question, practice and graded, odd and ordinary, gets random answers; what differs is in the report."""
    by_file = marker(name, which, chosen.resolve)
    tells = said(name, exported(name, which).losses)

    assert differing(chosen.questions, by_file, 20 if which == "course" else SETS, "all", tells) == {}


def test_only_what_differs_is_said_to(course, exported):
    """The report names no question as one of other points but in GIFT, which has no points, and untouched lists."""
    told = {
        name: {loss.question.id for loss in exported(name, "course").losses if loss.marks} for name in FORMATS
    }

    assert told == {
        "moodle-xml": {
            question.id
            for question in course.questions
            if question.kind == "order" and not any(item.group for item in question.items)
        },
        "qti": set(),
        "gift": {question.id for question in course.questions if question.points != 1},
    }


def test_what_is_said_to_differ_does(odd, exported, marker):
    """Eleven right options, of which Moodle has no grade, and an untouched list: the points do differ."""
    told = {loss.question.id for loss in exported("moodle-xml", "odd").losses if loss.marks}
    assert told == {"odd-many", "odd-order"}

    found = differing(odd.questions, marker("moodle-xml", "odd", odd.resolve), SETS, "odd")

    assert set(found) == told
    assert found["odd-order"][0] is None


def test_written_answers_wait_for_a_person(course, exported):
    """No item of a written answer sets a score."""
    roots = qti_marking.read(exported("qti", "course").data)
    written = [question for question in course.questions if question.kind == "text"]

    assert written
    for question in written:
        processing = roots[f"items/{question.id}.xml"].find("responseProcessing")
        assert [rule.get("identifier") for rule in processing] == ["FEEDBACK"]
