"""The course tree is found from any folder inside it."""

import pytest

from prevention_cpd.core import tree
from prevention_cpd.core.problems import Code, CourseError


def test_a_course_is_found_from_inside(tmp_path):
    """The tree is found from a folder deep inside, without any git checkout."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "course.yml").touch()
    (tmp_path / "_config.yml").touch()
    inside = tmp_path / "quizzes" / "source"
    inside.mkdir(parents=True)

    assert tree.find(inside) == tree.Tree(tmp_path.resolve())


def test_no_course_is_told(tmp_path):
    """Outside a course the problem says what is missing."""
    with pytest.raises(CourseError) as caught:
        tree.find(tmp_path)

    assert [found.code for found in caught.value.problems] == [Code.NO_COURSE]


def test_an_activity_has_one_file(tmp_path):
    """The id of an activity names its file."""
    found = tree.Tree(tmp_path).activity("terminology/opener")

    assert found == tmp_path / "modules" / "terminology" / "activities" / "opener.yml"
