"""Incremental and parallel builds give the same pages as a full one."""

from __future__ import annotations

import re

import pytest
from book.conftest import small_book

pytestmark = pytest.mark.slow

PAGE = "modules/terminology/index.md"


#: Pages that each depend on another file in a way of their own, so that no change hides behind another.
DEPENDENT = {
    "caveat": "{fact}`apples_2018`",
    "review": "{fact}`apple_word`",
    "term": "{term}`POME`",
    "bank": "```{practice} apple-colour\n```",
    "outcome": "```{outcomes} T1\n```",
    "help": "```{help-lines}\n```",
    "field": "{course}`version`",
    "source": "{cite:t}`orchard`",
}


def rich(micro) -> None:
    """Give the small book a page for everything that depends on other files."""
    micro.add(DEPENDENT)
    micro.write(PAGE, micro.cell("terminology/opener") + "\n```{practice}\n```\n")
    micro.page("{cite:t}`orchard`", "modules/terminology/second")


def pages(micro) -> dict[str, object]:
    """Return every page, script and style sheet, without the digests in their addresses."""
    found: dict[str, object] = {}
    for path in sorted(micro.out.rglob("*")):
        if path.suffix in {".html", ".js", ".css"}:
            text = re.sub(r"\?v=[0-9a-f]+", "", path.read_text(encoding="utf-8"))
            found[path.relative_to(micro.out).as_posix()] = text
    return found


#: What is edited before one build. What changes the frame of all pages has a build of its own.
CHANGES = {
    "what pages are made from": [
        ("modules/terminology/second.md", "{cite:t}`orchard`", "{cite:t}`newton`"),
        ("assets/evidence.yml", "Only apples that made a *noise* were counted.", "Nobody counted."),
        ("assets/evidence.yml", 'review_by: "2027-01-01"', 'review_by: "2026-12-31"'),
        ("assets/evidence.yml", "One dictionary is not", "A dictionary is not"),
        ("assets/terminology.yml", "What a botanist calls it.", "What botanists call it."),
    ],
    "a question": [("quizzes/banks/apples.yml", "Blue as the sky", "Blue as the sea")],
    "an activity": [("modules/terminology/activities/opener.yml", "Apples fall.", "Apples drop.")],
    "the settings": [
        ("assets/course.yml", "Tell an apple from a pear.", "Tell an apple from a quince."),
        ("assets/course.yml", "name: The orchard", "name: The garden"),
        ("assets/course.yml", "name: Tree line", "name: Branch line"),
        ("assets/course.yml", 'version: "1.2"', 'version: "1.3"'),
    ],
    "the name of a term": [
        ("assets/terminology.yml", "term: POME", "term: Pome"),
        ("modules/terminology/term.md", "POME", "Pome"),
    ],
    "the label of a source": [("assets/references.bib", "shortauthor = {VLOO}", "shortauthor = {Orchard}")],
    "a title": [(PAGE, "# First page", "# Front page")],
    "a page that goes": [("_toc.yml", "      - file: modules/terminology/second\n", "")],
    "the name of a part": [("_toc.yml", "Module 1: Apples", "Module 2: Apples")],
}


@pytest.fixture(scope="module")
def stepped(tmp_path_factory):
    """Return the rich book, built once; each test goes on from where the one before has left it."""
    book = small_book(tmp_path_factory.mktemp("stepped"))
    rich(book)
    return book.build(out="step", today="2027-06-01")


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_a_change_gives_the_pages_of_a_full_build(stepped, changes):
    """Whatever is edited, the next build ends with the bytes of a build from nothing."""
    for change in changes:
        stepped.replace(*change)

    step = stepped.build(out="step", today="2027-06-01")
    found, warned = pages(step), step.code
    built = pages(stepped.build(out="full", today="2027-06-01", fresh=True))

    assert warned == 0
    # Sphinx leaves the file of a page that is gone; no page leads there.
    assert {name: found[name] for name in built} == built


def test_a_review_date_that_passes_reaches_pages_that_nobody_touched(micro):
    """The day after `review_by`, an incremental build warns and prints the note."""
    rich(micro)
    micro.build()

    micro.build(today="2027-06-01")

    assert sum("[cpd.fact-expired]" in warning for warning in micro.warnings) == 3
    assert micro.main("modules/terminology/caveat").select(".cpd-review")


def test_a_new_bank_reaches_the_pages_that_draw_from_banks(micro):
    """A bank that did not exist when a page was read is drawn from at the next build."""
    rich(micro)
    micro.build()
    bank = (micro.root / "quizzes/banks/apples.yml").read_text()
    micro.write(
        "quizzes/banks/pears.yml", bank.replace("id: apple-", "id: pear-").replace("an apple", "a pear")
    )

    assert "Which colour has a pear?" in micro.build().main().get_text()


def test_nothing_to_do(micro):
    """A build without a change writes no page again."""
    rich(micro)
    micro.build()
    before = {path: path.stat().st_mtime_ns for path in micro.out.rglob("*.html")}

    micro.build()

    written = [path.name for path, time in before.items() if path.stat().st_mtime_ns != time]
    assert written == []


def test_a_parallel_build_gives_the_pages_of_a_serial_one(micro):
    """With several processes, every page has the same bytes."""
    rich(micro)
    serial = pages(micro.build(out="serial"))
    parallel = pages(micro.build(out="parallel", jobs=3))

    assert micro.warnings == []
    assert parallel == serial
