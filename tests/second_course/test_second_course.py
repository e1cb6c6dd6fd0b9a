"""A course on another subject, in another language of dates, is built with nothing but files."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from prevention_cpd import check
from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.build.assignments import build_all
from prevention_cpd.quiz.results import class_page

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
#: What the course that this package was made for is about; the package's own name may stand in code.
TOPIC = re.compile(
    r"\b(csem|csam|iioc|kirat|offend\w*|abus\w+|police\w*|exploitation|stigma\w*|victims?|survivors?|suspects?"
    r"|officers?|tiers?|paedophil\w*|prevention(?![_.-])|en-GB|a child(?:'s)?)\b",
    re.IGNORECASE,
)


SPOKEN = {".yml", ".json", ".js", ".css", ".html", ".j2", ".py"}


def said(path: Path) -> str:
    """Return what a file of the engine can say: of Python the strings that are no docstrings, of others everything."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return text
    nodes = list(ast.walk(ast.parse(text)))
    alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    strings = [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "\n".join(node.value for node in strings if id(node) not in alone)


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory):
    """A copy of the course about kitchens."""
    root = tmp_path_factory.mktemp("kitchen") / "course"
    shutil.copytree(HERE / "tree", root, ignore=shutil.ignore_patterns("_build", "source"))
    return root


def test_nothing_is_wrong_with_it(kitchen):
    """The check of contents has nothing to say."""
    from datetime import date  # noqa: PLC0415  # only here

    assert check.run(Tree(kitchen), date(2026, 11, 26)) == []


def test_its_quizzes_are_built(kitchen):
    """Both forms come out, with a situation each and the rules of its own pass, and no word of another course."""
    written = build_all(Tree(kitchen))

    assert {path.name for path in written} == {"hygiene.ipynb", "hygiene-b.ipynb", "questions.json"}
    texts = {path: path.read_text("utf-8") for path in written}
    assert [path.name for path, text in texts.items() if TOPIC.search(text)] == []
    asked = [json.loads(text) for path, text in texts.items() if path.suffix == ".json"]
    assert {(each["language"], each["direction"]) for each in asked} == {("fr-CA", "ltr")}
    assert '<html lang="fr-CA" dir="ltr">' in class_page.page(kitchen / "quizzes", "hygiene", [])
    papers = [text for path, text in texts.items() if path.suffix == ".ipynb"]
    assert all("60 per cent" in text and "question 2" in text for text in papers)
    assert {"The buffet" in text for text in papers} == {True, False}


@pytest.mark.slow
def test_its_book_is_built(kitchen):
    """Every page compiles without a warning, in the course's language, with no word of another course."""
    command = [Path(sys.executable).with_name("cpd"), "build"]
    done = subprocess.run(command, cwd=kitchen, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    html = kitchen / "_build" / "html"
    pages = {path.relative_to(html).as_posix(): path.read_text("utf-8") for path in html.rglob("*.html")}
    assert {"index.html", "modules/hygiene/keeping-it-cold.html", "search.html"} <= pages.keys()
    who = pages["reference/who-is-who.html"]
    assert "Room: cellar. Country: Kitchenland." in who
    assert "■■ measured (rung 2 of 2)" in re.sub("<[^>]*>", "", who)
    assert "The guests:" in pages["modules/hygiene/keeping-it-cold.html"]
    assert all('<html lang="fr-CA"' in text for text in pages.values())
    shipped = {**pages, **{path.name: path.read_text("utf-8") for path in html.rglob("_static/cpd-*.[jc]s*")}}
    assert {name: found.group() for name, text in shipped.items() if (found := TOPIC.search(text))} == {}


def test_the_engine_speaks_of_no_subject():
    """No word of the engine's own texts, schemas, styles, scripts or Python strings is about a subject."""
    source = ROOT / "src" / "prevention_cpd"
    paths = [
        path
        for path in source.rglob("*")
        if path.suffix in SPOKEN and path.name not in {"minisearch.js", "jsqr.js"}
    ]
    assert {path.suffix for path in paths} == SPOKEN

    found = {
        path.relative_to(source).as_posix(): sorted({each.group() for each in TOPIC.finditer(text)})
        for path in paths
        if TOPIC.search(text := said(path))
    }

    assert found == {}


def test_every_activity_of_the_tree_is_placed():
    """What the tree holds is what is tried: each activity stands on a page."""
    pages = "".join(path.read_text("utf-8") for path in (HERE / "tree").rglob("*.md"))

    for path in (HERE / "tree").rglob("activities/*.yml"):
        assert f'activity("{yaml.safe_load(path.read_text("utf-8"))["id"]}")' in pages
