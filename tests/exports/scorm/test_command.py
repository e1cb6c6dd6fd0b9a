"""`cpd export scorm` on a small course with a book of two pages."""

from __future__ import annotations

import json
import os
import shutil
import zipfile

import pytest
from click.testing import CliRunner
from exports.scorm.conftest import ROOT
from exports.scorm.test_package import read_plan

from prevention_cpd.cli import main
from prevention_cpd.core import settings
from prevention_cpd.core.problems import CourseError

NAV = """<nav id="cpd-contents"><details data-cpd-part="hygiene"><summary>Hygiene</summary>
<ul><li><a href="modules/hygiene/index.html">Clean &amp; cold</a></li></ul></details></nav>"""
STATE = {
    "course": "kitchen",
    "key": "practice:hyg-ice",
    "data": {
        "question": {
            "id": "hyg-ice",
            "kind": "single",
            "points": 1,
            "stem": "<p>Is <em>ice</em> food? &lt;/script&gt;</p>",
            "options": [{"id": "yes"}, {"id": "no"}],
        }
    },
}


@pytest.fixture
def kitchen(tmp_path, monkeypatch):
    """A course about kitchens, compiled by hand; the current folder."""
    root = tmp_path / "course"
    shutil.copytree(
        ROOT / "tests" / "second_course" / "tree", root, ignore=shutil.ignore_patterns("_build", "source")
    )
    book = root / "_build" / "html"
    (book / "_static").mkdir(parents=True)
    (book / "_static" / "cpd-early.js").write_text("/* early */", "utf-8")
    (book / "modules" / "hygiene").mkdir(parents=True)
    (book / "index.html").write_text(NAV, "utf-8")
    state = json.dumps(STATE).replace("<", "\\u003c")
    (book / "modules" / "hygiene" / "index.html").write_text(
        f'<script type="application/json" class="cpd-state">{state}</script>', "utf-8"
    )
    monkeypatch.chdir(root)
    return root


def cpd(*words):
    """Run the command."""
    return CliRunner().invoke(main, ["export", "scorm", *map(str, words)])


def test_a_package_is_written_and_told(kitchen):
    """The plan names the part by the text of its question and knows its ids."""
    done = cpd("-o", "kitchen.zip", "--edition", "2004")

    assert done.exit_code == 0, done.output
    assert "kitchen.zip: SCORM 2004" in done.output
    with zipfile.ZipFile(kitchen / "kitchen.zip") as archive:
        archive.extractall(kitchen / "out")
    part = read_plan(kitchen / "out")["parts"][0]
    assert part["title"] == "Is ice food? </script>"
    assert part["ids"] == ["hyg-ice", "yes", "no"]
    assert part["question"] == {"id": "hyg-ice", "kind": "single", "points": 1}


def test_a_module_that_is_not_there_is_wrong_usage(kitchen):
    """The modules of the book are named, and nothing is written."""
    done = cpd("-o", "kitchen.zip", "--module", "baking")

    assert done.exit_code == 2
    assert "no module baking. Known are hygiene" in done.output
    assert not (kitchen / "kitchen.zip").exists()


@pytest.mark.parametrize("older", [True, False])
def test_a_book_older_than_its_sources_is_told(kitchen, older):
    """Whoever changed a page since the build reads which; otherwise there is no note."""
    for path in kitchen.joinpath("_build").rglob("*.html"):
        os.utime(path, (1, 1) if older else None)

    told = json.loads(CliRunner().invoke(main, ["export", "scorm", "-o", "kitchen.zip", "--json"]).stdout)

    assert bool(told["stale"]) == older
    assert ("has changed since the book was built" in cpd("-o", "kitchen.zip").output) == older


@pytest.mark.parametrize(
    "rule", ["complete: {sections: 1.5}", "complete: {pages: 1}", "score: marks", "pass: most"]
)
def test_a_rule_that_cannot_be_is_told_with_its_line(kitchen, rule):
    """A share is between 0 and 1, and only what the course counts can be asked for."""
    path = kitchen / "assets" / "course.yml"
    text = path.read_text("utf-8")
    path.write_text(f"{text}\nlearning_platform:\n  {rule}\n", "utf-8")

    with pytest.raises(CourseError) as error:
        settings.load(path)

    assert [problem.line > text.count("\n") for problem in error.value.problems] == [True]
    assert "learning_platform" in str(error.value)
