"""A provider changes the settings and the places, and the book and the quizzes are theirs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.build.assignments import build_all

ROOT = Path(__file__).parents[3]
CONTENTS = """format: jb-book
root: index
chapters:
  - file: reference/help
  - file: reference/about
  - file: modules/stigma/where-to-signpost
"""
PLACES = """\
- {id: ruritania, name: Ruritania, words: [], ages: [], duties: [], confidentiality: [], help: [
    {name: The Castle Line, for: Anyone in Ruritania, audience: [crisis], phone: 555 0199, checked: 2026-11-21, sure: seen, source: castle.example}]}
"""
PASS = 0.85


@pytest.fixture(scope="module")
def rebranded(tmp_path_factory):
    """A copy of the course in which only the settings, the places and the logo are another's."""
    root = tmp_path_factory.mktemp("rebranded") / "course"
    for name in ("assets", "modules", "reference"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "quizzes" / "banks", root / "quizzes" / "banks")
    for name in ("_config.yml", "index.md", "quizzes/quizzes.yml"):
        shutil.copy(ROOT / name, root / name)
    (root / "_toc.yml").write_text(CONTENTS, encoding="utf-8")
    (root / "assets" / "crest.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    settings = root / "assets" / "course.yml"
    text = settings.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(  name:).*", r"\1 Royal Police of Ruritania", text, count=1)
    text = re.sub(r"(?m)^(  contact:).*", r"\1 training@police.example", text, count=1)
    text = re.sub(r"(?m)^(  logo:).*", r"\1 assets/crest.svg", text, count=1)
    text = re.sub(r"(?m)^pass:.*", f"pass: {{share: {PASS}}}", text, count=1)
    text = re.sub(r"(?m)^(    minutes:) \d+$", r"\1 17", text, count=1)
    settings.write_text(text, encoding="utf-8")
    (root / "assets" / "jurisdictions.yml").write_text(PLACES, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def pages(rebranded):
    """The pages of the copy, by name. The contents are cut short, so links to other pages may warn."""
    command = [Path(sys.executable).with_name("jupyter-book"), "build", rebranded]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    html = rebranded / "_build" / "html"
    return {path.relative_to(html).as_posix(): path.read_text("utf-8") for path in html.rglob("*.html")}


@pytest.mark.slow
def test_every_page_carries_the_providers_name_contact_and_logo(pages):
    """Name, contact and logo stand on each page, and the unbranded edition's name on none."""
    for name, html in pages.items():
        assert "Royal Police of Ruritania" in html, name
        assert "training@police.example" in html, name
        assert "crest.svg" in html, name
        assert "Unbranded edition" not in html, name


@pytest.mark.slow
def test_help_lines_and_minutes_follow(pages):
    """The provider's help lines stand in place of the others, and the minutes are theirs."""
    for name in ("reference/help.html", "modules/stigma/where-to-signpost.html"):
        assert "The Castle Line" in pages[name]
    assert "the core takes about 307 minutes" in re.sub(r"<[^>]+>", "", pages["index.html"])


def test_the_quizzes_take_the_pass_mark(rebranded):
    """Every quiz asks for the pass mark of the provider."""
    build_all(Tree(rebranded))
    notebooks = sorted((rebranded / "quizzes" / "source").rglob("*.ipynb"))

    assert notebooks
    for path in notebooks:
        assert "you need 85 per cent" in nbformat.read(path, as_version=4).cells[0].source, path.name
