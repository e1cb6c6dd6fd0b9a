"""The stated minutes of a module are held against the count: seeded faults, each found."""

from datetime import date

import pytest
from check.conftest import COURSE
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


def of_minutes(root):
    """Return the problems of the course at `root` that are about minutes."""
    return [problem for problem in run(root) if problem.code is Code.MINUTES]


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


def test_what_is_nearest_to_the_stated_five_is_let_pass(course):
    """Minutes are stated to the nearest five, so 7 are 5, and 8 are 10."""
    assert run(course(page=HEAD + "word " * 1200)) == []
    assert [problem.code for problem in run(course(page=HEAD + "word " * 1600))] == [Code.MINUTES]


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


def modules(**changes):
    """Return the settings of the micro course with its module changed."""
    return {**COURSE, "modules": [{**COURSE["modules"][0], **changes}]}


def test_pages_that_go_further_are_counted_apart(course):
    """A page marked `further: true` adds nothing to the core; what it takes is stated beside it."""
    page = "---\nfurther: true\n---\n\n" + HEAD + "word " * 6000

    (problem,) = of_minutes(course(page=page))
    assert "states 0 minutes that go further, and `study_time` gives 30" in problem.what
    assert of_minutes(course(page=page, course=modules(further=30))) == []


def test_a_core_is_at_most_what_the_course_says(course):
    """The most minutes of a core, and of a page that is read in one sitting, are settings."""
    page = HEAD + "word " * 7000
    settings = {**modules(minutes=35), "study_time": {"most_core": 30, "most_sitting": 30}}

    core, sitting = run(course(page=page, course=settings))

    assert core.what == "the core of the module 'm' takes 36.0 minutes, 30 at most"
    assert sitting.what == "the page takes 36.0 minutes, 30 at most"
    assert run(course(page=page, course=modules(minutes=35))) == []


def test_the_most_of_a_core_is_not_rounded(course):
    """A core that says 30 and takes half a minute more is too long."""
    settings = {**modules(minutes=30), "study_time": {"most_core": 30}}

    (core,) = run(course(page=HEAD + "word " * 6000, course=settings))

    assert core.what.endswith("minutes, 30 at most")
    assert run(course(page=HEAD + "word " * 5700, course=settings)) == []


def test_words_in_an_activity_count(course):
    """An activity takes at least as long as its words; of one that branches, those of the longest way."""
    choices = [
        {"id": "a", "text": "A", "feedback": "word " * 3400, "next": "end"},
        {"id": "b", "text": "B", "feedback": "word " * 2900, "next": "end"},
    ]
    nodes = [{"id": "start", "text": "S", "choices": choices}, {"id": "end", "text": "E"}]
    talk = {"id": "m/one", "title": "One", "minutes": 2, "start": "start", "nodes": nodes}

    (problem,) = run(course(page=HEAD + PLACED, one=talk))

    assert problem.what.endswith("`study_time` gives 20")
