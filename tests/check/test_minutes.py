"""The stated minutes of a module are held against the count: seeded faults, each found."""

from datetime import date

import pytest
from questions_data import bank, options, practice, question

from prevention_cpd import check
from prevention_cpd.core import studytime
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree

HEAD = "# Page\n\n{fact}`reports`\n\n"
PLACED = '```{code-cell}\nactivity("m/one")\n```\n'
REFLECTION = "```{reflection} one\nThink.\n```\n"

#: Their keys stand in turn at each place.
PRACTICE = [
    practice(id=f"p-{n}", stem=f"{n} {n} " * 5, options=options("This", "That", "Both", right=n % 3))
    for n in range(18)
]

LONG = {
    "words": {"page": HEAD + "word " * 3600},
    "an activity": {"page": HEAD + PLACED, "one": {"id": "m/one", "title": "One", "minutes": 18}},
    "reflections": {"page": HEAD + REFLECTION * 4},
    "practice": {"m": bank(question(), *PRACTICE)},
}


def run(root):
    """Return the problems of the course at `root`."""
    return check.run(Tree(root), date(2026, 6, 1))


@pytest.mark.parametrize("changes", LONG.values(), ids=LONG)
def test_a_module_that_takes_longer_than_it_says(course, changes):
    """Words, activities, practice questions and reflections all count; the line is that of the minutes."""
    root = course(**changes)

    (problem,) = run(root)

    line = (root / "assets" / "course.yml").read_text("utf-8").splitlines()[problem.line - 1]
    assert (problem.code, problem.file.name, line.strip()) == (Code.MINUTES, "course.yml", '"minutes": 5,')
    assert problem.what.startswith("the module 'm' states 5 minutes, and `study_time` gives 20")


def test_a_module_that_takes_less(course, tmp_path):
    """Too many stated minutes are as wrong as too few."""
    root = course()
    path = tmp_path / "assets" / "course.yml"
    path.write_text(path.read_text("utf-8").replace('"minutes": 5', '"minutes": 20'), "utf-8")

    assert [problem.code for problem in run(root)] == [Code.MINUTES]


def test_ten_minutes_are_let_pass(course):
    """The source of a page does not hold all that the page prints."""
    assert run(course(page=HEAD + "word " * 3000)) == []


def test_an_activity_that_no_page_has_takes_no_time(course):
    """Only what stands on a page of the module counts."""
    assert run(course(one={"id": "m/one", "title": "One", "minutes": 60})) == []


def test_the_method_of_the_course_counts():
    """A provider may state another pace."""
    parts = {"words": 1000, "activities": 3, "practice": 2, "reflections": 1}

    assert studytime.count({}, **parts) == 15
    assert (
        studytime.count({"words_per_minute": 100, "per_practice_question": 2, "reflection": 10}, **parts)
        == 27
    )


@pytest.mark.parametrize(("minutes", "stated"), [(0, 5), (12.4, 10), (12.5, 15), (64.9, 65)])
def test_minutes_are_stated_to_the_nearest_five(minutes, stated):
    """Half way goes up, and nothing takes no time."""
    assert studytime.to_five(minutes) == stated
