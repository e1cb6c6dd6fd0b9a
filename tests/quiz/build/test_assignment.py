"""What `cpd quiz build` writes."""

import json
from dataclasses import replace

import nbformat
import pytest
from quiz.small_course import QUIZ

from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree
from prevention_cpd.questions import load_bank
from prevention_cpd.quiz.build.assignment import notebook, questions_json
from prevention_cpd.quiz.build.assignments import build_all, planned, quizzes, stale
from prevention_cpd.quiz.build.leaks import search_bytes, secrets


@pytest.fixture
def tree(course):
    """The small course as a tree."""
    return Tree(course.root)


def test_same_input_same_bytes(tree):
    """A second build writes nothing, and would write the same."""
    assert build_all(tree) == []
    assert planned(tree) == planned(tree)
    assert stale(tree) == []


def test_check_finds_what_is_not_up_to_date(tree):
    """A changed notebook, and a file that nobody generated, are problems that say what to do."""
    folder = tree.quizzes / "source" / QUIZ
    (folder / "key.txt").write_text("begin")
    (folder / f"{QUIZ}.ipynb").write_text("{}")
    found = stale(tree)
    assert {(problem.file.name, problem.code) for problem in found} == {
        ("key.txt", Code.STALE),
        (f"{QUIZ}.ipynb", Code.STALE),
    }
    assert build_all(tree) == [folder / f"{QUIZ}.ipynb"]


def test_notebook_is_valid(tree):
    """Both forms are valid notebooks, every cell locked or for marking, and each question graded once."""
    for quiz in quizzes(tree):
        found = nbformat.read(tree.quizzes / "source" / quiz.id / f"{quiz.id}.ipynb", as_version=4)
        nbformat.validate(found)
        graded = [cell.metadata.nbgrader.grade_id for cell in found.cells if cell.metadata.nbgrader.grade]
        assert graded == [question.id for question in quiz.questions]
        assert all(cell.metadata.nbgrader.locked != cell.metadata.nbgrader.solution for cell in found.cells)


def test_forms_share_no_question(tree):
    """Form B is an assignment of its own with other questions."""
    first, second, *_others = quizzes(tree)
    assert (first.id, second.id) == ("writing", "writing-b")
    assert not {each.id for each in first.questions} & {each.id for each in second.questions}


def test_release_reads_as_a_paper(course):
    """Before any cell has run, the released notebook shows stem, points and lettered answers of every question."""
    found = nbformat.read(course.quizzes / "release" / QUIZ / f"{QUIZ}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in found.cells if cell.cell_type == "markdown")
    assert "### Question 1 (1 point)" in text
    assert "<strong>C.</strong> initiate" in text
    assert "<strong>3.</strong> wide" in text
    assert "Says when and where (2 points)" in text


def test_release_holds_no_key(course):
    """Neither the released notebook nor questions.json holds a key or what is told after marking."""
    hidden = secrets(load_bank(course.quizzes / "banks" / "writing.yml").questions)
    for path in (course.quizzes / "release" / QUIZ).iterdir():
        assert list(search_bytes(path, path.read_bytes(), hidden)) == []
    source = course.quizzes / "source" / QUIZ / f"{QUIZ}.ipynb"
    assert list(search_bytes(source, source.read_bytes(), hidden)) != []


def test_questions_json_is_what_may_be_seen(course):
    """The file for the widget names quiz and form and has for each question only what a learner may see."""
    data = json.loads((course.quizzes / "release" / QUIZ / "questions.json").read_text())
    assert (data["schema"], data["quiz"], data["form"]) == (1, QUIZ, "A")
    allowed = {"id", "kind", "points", "stem", "options", "left", "right", "items", "unit", "rubric"}
    for question in data["questions"]:
        assert set(question) <= allowed
        assert all(set(option) == {"id", "text"} for option in question.get("options", []))
        assert all(set(row) == {"criterion", "points"} for row in question.get("rubric", []))


def changed(quiz, **values):
    """Return the quiz with another blueprint."""
    return replace(quiz, blueprint=replace(quiz.blueprint, **values))


def test_questions_json_says_how_to_hand_in(tree):
    """The file names attempts, which of them counts, the deadline where there is one, and the version of the questions."""
    quiz = quizzes(tree)[0]
    plain = json.loads(questions_json(quiz))
    assert (plain["attempts"], plain["counts"], plain["shuffle"], "deadline" in plain) == (
        2,
        "last",
        False,
        False,
    )
    given = {"counts": "best", "attempts": 3, "shuffle": True, "deadline": "2026-12-01T17:00:00+01:00"}
    full = json.loads(questions_json(changed(quiz, **given)))
    assert {name: full[name] for name in given} == given
    assert full["version"] == plain["version"]
    resit = replace(changed(quiz, **given), form="B")
    assert "deadline" not in json.loads(questions_json(resit))
    other = replace(quiz, questions=quiz.questions[1:])
    assert json.loads(questions_json(other))["version"] != plain["version"]


def test_notebook_says_how_to_hand_in(tree):
    """Before the first cell a learner reads how often and which attempt counts; the deadline may change later."""
    quiz = quizzes(tree)[0]
    text = notebook(changed(quiz, counts="first", deadline="2026-12-01T17:00:00+01:00"))
    assert "You have 2 attempts, each on a paper of its own." in text
    assert "December" not in text
    assert "You have one attempt." in notebook(changed(quiz, attempts=1))
