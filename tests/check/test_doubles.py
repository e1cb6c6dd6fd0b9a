"""No question and no option stands twice: seeded doubles, each found."""

import time
from datetime import date
from types import SimpleNamespace

from questions_data import bank, match, options, practice, question

from prevention_cpd import check
from prevention_cpd.check import doubles
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree

STEM = "An officer reads a report about a chat and asks which word it should use for the file."


def number(name, value, **changes):
    """Return a numeric question with this answer."""
    return question(
        id=name, kind="numeric", options=None, stem=STEM, answer={"value": value, "tolerance": 0}, **changes
    )


def codes(course, *questions):
    """Return the codes of a bank's problems."""
    return [problem.code for problem in check.run(Tree(course(m=bank(*questions))), date(2026, 6, 1))]


def test_a_question_that_is_asked_twice(course):
    """The later of the two is told, with the place of the earlier; letters, marks and a word do not matter."""
    later = practice(id="q-2", stem=STEM.upper().replace(".", "?").replace("FILE", "PICTURE"))

    (problem,) = check.run(Tree(course(m=bank(question(stem=STEM), later))), date(2026, 6, 1))

    assert (problem.code, problem.file.name) == (Code.DOUBLE, "m.yml")
    assert "q-2" in problem.what
    assert "q-one in m.yml:" in problem.what


def test_a_question_that_stands_in_two_banks(course):
    """Doubles are looked for over all banks."""
    root = course(m=bank(question(stem=STEM)))
    (root / "quizzes" / "banks" / "other.yml").write_text(
        (root / "quizzes" / "banks" / "m.yml").read_text("utf-8").replace('"q-', '"r-'), "utf-8"
    )

    problems = check.run(Tree(root), date(2026, 6, 1))

    assert [(problem.code, problem.file.name) for problem in problems] == [(Code.DOUBLE, "other.yml")] * 2


def test_a_short_stem_is_told_apart_by_what_it_offers(course):
    """The stem “Which?” may stand over other options, and not over the same ones."""
    other = question(id="q-2", options=options("One more thing", "Another thing", "Nothing at all"))

    assert codes(course, question(), other, match()) == []
    assert codes(course, question(), question(id="q-2")) == [Code.DOUBLE]


def test_a_sum_with_other_figures_is_another_question(course):
    """Two numeric questions may share their words when their answers differ."""
    assert codes(course, question(), number("q-2", 30), number("q-3", 67)) == []
    assert codes(course, question(), number("q-2", 30), number("q-3", 30)) == [Code.DOUBLE]


def test_an_option_that_is_offered_twice(course):
    """Capitals and the full stop do not make two options of one."""
    assert codes(course, question(options=options("This one.", "That one.", "that  one"))) == [Code.DOUBLE]


def test_a_large_bank_is_quick():
    """Three hundred long questions are compared in well under a second."""
    stems = [" ".join(f"{n}w{at}" for at in range(60)) for n in range(310)]
    many = [SimpleNamespace(id=f"q-{n}", stem=stem, answer=None) for n, stem in enumerate(stems)]
    started = time.process_time()

    assert list(doubles.questions(SimpleNamespace(questions=many))) == []

    assert time.process_time() - started < 1
