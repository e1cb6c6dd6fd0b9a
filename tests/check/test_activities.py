"""An activity that cannot be shown is told before a book is built."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from prevention_cpd.check import activities
from prevention_cpd.check.course import read_course
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree

TREE = Path(__file__).parent.parent / "second_course" / "tree"
SORT = "modules/hygiene/activities/where-to-put-it.yml"


@pytest.fixture
def found(tmp_path):
    """Return a function that changes a text in the activity and gives the problems."""

    def check(old, new):
        root = tmp_path / "course"
        shutil.copytree(TREE, root)
        path = root / SORT
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        course, problems = read_course(Tree(root), date(2026, 11, 26))
        assert problems == []
        return [(problem.code, problem.file.name) for problem in activities.readable(course)]

    return check


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: sort", "kind: sorting", Code.SHAPE),
        ("text: Milk.", "texts: Milk.", Code.SHAPE),
        ("id: hygiene/where-to-put-it", "id: hygiene/elsewhere", Code.SHAPE),
        ("best: [cold]", "best: [oven]", Code.KIND_PARTS),
    ],
)
def test_a_broken_activity_is_told(found, old, new, code):
    """Kind, shape, id and meaning are held, each with its file."""
    assert (code, "where-to-put-it.yml") in found(old, new)


def test_a_sound_activity_is_let_pass(found):
    """Nothing is said of activities that can be shown."""
    assert found("kind: sort", "kind: sort") == []
