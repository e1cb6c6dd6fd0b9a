"""A kernel shows a compiled copy of an activity, for as long as it holds."""

import json
import os
import shutil
import subprocess
import sys

import pytest

CODE = """
import json, sys
from prevention_cpd.activities import activity
shown = activity("demo/choose")
heavy = [name for name in ("jsonschema", "markdown_it", "nbgrader", "pybtex", "jinja2") if name in sys.modules]
face = shown._repr_mimebundle_()
face = face[0] if isinstance(face, tuple) else face
print(json.dumps([type(shown).__name__, heavy, face["text/html"]]))
"""


@pytest.fixture
def course(tree, tmp_path):
    """Return a copy of the tiny course."""
    return shutil.copytree(tree.root, tmp_path / "course", ignore=shutil.ignore_patterns("_build"))


def start(folder):
    """Show an activity in a process of its own; give its class, the heavy modules that it loaded, and its face."""
    env = {key: value for key, value in os.environ.items() if key != "PREVENTION_CPD_STATIC"}
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_the_second_start_is_light_and_the_same(course):
    """The first start checks everything; the next loads no schema, no Markdown and no templates, and shows the same."""
    first = start(course)
    second = start(course / "modules" / "demo")

    assert first[0] == second[0] == "Activity"
    assert "jsonschema" in first[1]
    assert second[1] == []
    assert first[2] == second[2]


@pytest.mark.parametrize(
    "name", ["modules/demo/activities/choose.yml", "assets/evidence.yml", "assets/course.yml"]
)
def test_a_change_behind_it_ends_a_copy(course, name):
    """When a file behind an activity changes, the copy holds no longer; a mistake is told as without one."""
    start(course)
    path = course / name
    path.write_text("[", encoding="utf-8")

    shown = start(course)

    assert shown[0] == "_Shown"
    assert f"{path.name}:" in shown[2]


def test_a_damaged_copy_counts_as_none(course):
    """A copy that cannot be read is made anew."""
    start(course)
    copy = course / "_build" / "activities" / "demo" / "choose.json"
    whole = copy.read_bytes()
    copy.write_bytes(whole[:100])

    assert start(course)[0] == "Activity"
    assert copy.read_bytes() == whole


def test_a_notebook_that_left_the_course_takes_its_copies_along(course, tmp_path):
    """Outside any course a copy under `activities/` beside the notebook is shown; without one the reason is."""
    away = tmp_path / "away"
    away.mkdir()
    assert "no course holds this folder" in start(away)[2]
    inside = start(course)

    shutil.copytree(course / "_build" / "activities", away / "activities")

    assert start(away) == [inside[0], [], inside[2]]
