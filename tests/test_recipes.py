"""The recipes of CONTRIBUTING.md, followed to the letter on copies of the package and of a course."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import prevention_cpd

ROOT = Path(__file__).parent.parent
PACKAGE = Path(prevention_cpd.__file__).parent
_BLOCK = re.compile(r"^```[a-z]+ (\S+/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The copies, with every block in its place: at the end of a file that is there, or as a new one."""
    root = tmp_path_factory.mktemp("recipes")
    package, course = root / "src" / "prevention_cpd", root / "course"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    tree = ROOT / "tests" / "second_course" / "tree"
    shutil.copytree(tree, course, ignore=shutil.ignore_patterns("_build", "source"))
    for name, text in _BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8")):
        place = course / name.removeprefix("course/") if name.startswith("course/") else package / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a", encoding="utf-8") as file:
            file.write(("\n" if place.stat().st_size else "") + text)
    settings = course / "assets" / "course.yml"
    settings.write_text(settings.read_text("utf-8").replace("minutes: 10\n", "minutes: 15\n"), "utf-8")
    page = course / "modules" / "hygiene" / "keeping-it-cold.md"
    cell = '\n```{code-cell} ipython3\n:tags: [remove-input]\nactivity("hygiene/wash-first")\n```\n'
    page.write_text(page.read_text("utf-8") + cell, "utf-8")
    return root


def cpd(root, *arguments):
    """Run `cpd` of the copied package in the copied course; return what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "prevention_cpd.cli", *arguments],
        cwd=root / "course",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.stdout + done.stderr


def test_nothing_is_wrong(followed):
    """The check takes fact, question and activity as it takes all others."""
    assert cpd(followed, "check").strip() == "Nothing wrong."


def test_a_wrong_question_of_the_new_kind_is_told(followed):
    """The kind's own rule speaks, with file and line."""
    bank = followed / "course" / "quizzes" / "banks" / "hygiene.yml"
    sound = bank.read_text("utf-8")
    bank.write_text(sound.replace("answer: {value: 1, tolerance: 0}", "answer: {value: 7, tolerance: 0}"))
    try:
        told = cpd(followed, "check")
    finally:
        bank.write_text(sound)

    assert "hyg-true: the answer is neither 1 nor 0" in told


@pytest.mark.slow
def test_the_book_shows_them(followed):
    """The page prints figure, question and activity, and the browser gets the parts of the new kinds."""
    told = cpd(followed, "build")
    html = followed / "course" / "_build" / "html"

    assert (html / "index.html").is_file(), told[-2000:]
    assert "230 °C" in (html / "modules" / "hygiene" / "more-about-ice.html").read_text("utf-8")
    page = (html / "modules" / "hygiene" / "keeping-it-cold.html").read_text("utf-8")
    assert "True / false" in page
    assert "Hands first, then the board." in page
    shared = (html / "_static" / "cpd-modules.js").read_text("utf-8")
    assert "I keep it in mind" in shared
    assert "truthControl" in shared
