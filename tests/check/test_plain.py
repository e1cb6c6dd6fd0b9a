"""Module pages, activities, questions and registers are held to the course's own list of idioms; seeded ones are found."""

import json
from datetime import date

import pytest
from check.conftest import FACT
from questions_data import bank, match, question

from prevention_cpd import check
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree

LIST = [
    {"say": ["hangs on"], "instead": "depends on"},
    {"say": ["Near miss", "hangs on by a thread"], "instead": "say what is meant"},
]
PAGE = "# Page\n\nThere were {fact}`reports`.\n"


@pytest.fixture
def problems(course):
    """Return a function that checks the micro course with a list of phrases and with files replaced."""

    def run(entries=LIST, **changes):
        root = course(**changes)
        if entries is not None:
            (root / "assets" / "plain-english.yml").write_text(json.dumps(entries), encoding="utf-8")
        return check.run(Tree(root), date(2026, 6, 1))

    return run


def test_a_phrase_is_found_at_its_line_with_plainer_words(problems):
    """Capitals do not matter, and a phrase may run over the end of a line."""
    (problem,) = problems(page=PAGE + "It was a NEAR\nmiss.\n")

    assert (problem.code, problem.file.name, problem.line) == (Code.PLAIN_ENGLISH, "page.md", 4)
    assert "near miss" in problem.what
    assert "say what is meant" in problem.fix


def test_the_longest_phrase_is_the_one_that_is_meant(problems):
    """A phrase that begins with another one is told once."""
    (problem,) = problems(page=PAGE + "It hangs on by a thread.\n")

    assert "hangs on by a thread" in problem.what


def test_a_part_of_a_word_is_no_phrase(problems):
    """“hangs once” does not hold “hangs on”."""
    assert problems(page=PAGE + "It hangs once.\n") == []


def test_an_activity_is_held_to_the_list(problems):
    """The problem stands at the text; wording that is there to be found fault with is let pass."""
    passage = {"text": "A near miss.", "harmful": "near miss", "why": "It hangs on that."}

    (problem,) = problems(one={"id": "m/one", "passages": [passage]})

    assert (problem.code, problem.file.name) == (Code.PLAIN_ENGLISH, "one.yml")
    assert "hangs on" in problem.what


def test_a_question_is_held_to_the_list(problems):
    """What somebody reads in a quiz is as plain as the page, wrong options included."""
    (problem,) = problems(m=bank(question(stem="What hangs on it?"), match()))

    assert (problem.code, problem.file.name) == (Code.PLAIN_ENGLISH, "m.yml")
    assert "hangs on" in problem.what


def test_a_register_is_held_to_the_list(problems):
    """The limit of a figure stands on a page like any other text."""
    (problem,) = problems(evidence=[{**FACT, "caveat": "A near miss."}])

    assert (problem.code, problem.file.name) == (Code.PLAIN_ENGLISH, "evidence.yml")


def test_a_page_outside_the_modules_is_free(course):
    """The list is for what a learner studies, not for the pages of a trainer."""
    root = course(_toc={"format": "jb-book", "root": "guide", "chapters": [{"file": "modules/m/page"}]})
    (root / "guide.md").write_text("# Guide\n\nIt hangs on that.\n", encoding="utf-8")
    (root / "assets" / "plain-english.yml").write_text(json.dumps(LIST), encoding="utf-8")

    assert check.run(Tree(root), date(2026, 6, 1)) == []


def test_a_course_without_the_list_is_held_to_none(problems):
    """The file is the course's own choice."""
    assert problems(entries=None, page=PAGE + "It hangs on that.\n") == []


def test_a_list_of_the_wrong_shape_is_told(problems):
    """Each entry needs what to say instead."""
    (problem,) = problems(entries=[{"say": ["hangs on"]}])

    assert (problem.code, problem.file.name) == (Code.SHAPE, "plain-english.yml")
