"""A tiny course about apples, plain pages that show its activities, shown in the browser that the tests share."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from prevention_cpd import questions
from prevention_cpd.activities import static
from prevention_cpd.core.tree import Tree

HERE = Path(__file__).parent
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PALETTE = """
:root { color-scheme: light; --cpd-bg: #fff; --cpd-text: #1c262b; --cpd-muted: #4d5c64; --cpd-soft: #eff4f5;
  --cpd-hair: #d3dde0; --cpd-line: #6f8189; --cpd-accent: #0b5666; --cpd-on-accent: #fff; --cpd-ok: #1b6339;
  --cpd-warn: #8a4500; --cpd-focus: #0b5666; --cpd-mark: #fff1b8; }
@media (prefers-color-scheme: dark) { :root { color-scheme: dark; --cpd-bg: #12181b; --cpd-text: #e3e9eb;
  --cpd-muted: #a7b6bc; --cpd-soft: #1c2529; --cpd-hair: #334046; --cpd-line: #7e9097; --cpd-accent: #7cc8d6;
  --cpd-on-accent: #0c1a1e; --cpd-ok: #82cf9f; --cpd-warn: #f0b767; --cpd-focus: #7cc8d6; --cpd-mark: #4f4410; } }
body { background: var(--cpd-bg); color: var(--cpd-text); font-family: system-ui, sans-serif; margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
"""


@pytest.fixture(scope="session")
def tree():
    """Return the tiny course."""
    return Tree(HERE / "course")


@pytest.fixture(scope="session")
def bank():
    """Return its practice questions by id."""
    return {question.id: question for question in questions.load_bank(HERE / "data" / "demo.yml").questions}


@pytest.fixture
def page(browser):
    """Return a fresh page that fails the test on a script error or a foreign request."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    wrong = []
    opened.on("console", lambda said: said.type == "error" and wrong.append(f"console: {said.text}"))
    opened.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    opened.on(
        "request", lambda request: request.url.startswith("http") and wrong.append(f"request: {request.url}")
    )
    opened.set_default_timeout(10_000)
    yield opened
    context.close()

    assert wrong == []


@pytest.fixture
def write_page(tmp_path):
    """Return a function that writes instances into a plain page, as the book does, and returns its file address."""

    def write(*instances, name="page.html", head=""):
        faces = "".join(static.static_html(instance) for instance in instances)
        (tmp_path / "modules.js").write_text(static.modules_script(), encoding="utf-8")
        path = tmp_path / name
        path.write_text(
            f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Test page</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
            f"<style>{PALETTE}{static.css()}</style></head><body><main><h1>Test page</h1>{faces}</main>"
            f'<script src="modules.js"></script><script>{static.host_script()}</script></body></html>',
            encoding="utf-8",
        )
        return path.as_uri()

    return write


@pytest.fixture
def show(page, tree, write_page):
    """Return a function that opens a page with the activities of these ids and waits until they live."""

    def open_page(*ids, **options):
        page.goto(write_page(*(static.load(f"demo/{name}", tree) for name in ids), **options))
        page.wait_for_function("n => document.querySelectorAll('.cpd-root').length === n", arg=len(ids))
        return page

    return open_page


@pytest.fixture
def axe():
    """Return a function that gives what axe finds on a page, as short texts."""

    def find(page):
        found = Axe().run(page, options=AXE).response["violations"]
        return [
            f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
            for one in found
            for node in one["nodes"]
        ]

    return find
