"""Incremental and parallel builds give the same pages as a full one."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.slow

PAGE = "modules/terminology/index.md"


def rich(micro) -> None:
    """Give the small book a page with everything that depends on other files."""
    micro.write(
        PAGE,
        micro.cell("terminology/opener")
        + "\n{fact}`apples_2018` {term}`POME`\n\n```{outcomes}\n```\n\n```{practice}\n```\n",
    )
    micro.page("{fact}`apples_2018` {cite:t}`orchard` {course}`version`", "modules/terminology/second")
    micro.page("```{help-lines}\n```", "reference/help")


def pages(micro) -> dict[str, object]:
    """Return every page, script and style sheet, without the digests in their addresses."""
    found: dict[str, object] = {}
    for path in sorted(micro.out.rglob("*")):
        if path.suffix in {".html", ".js", ".css"}:
            text = re.sub(r"\?v=[0-9a-f]+", "", path.read_text(encoding="utf-8"))
            found[path.relative_to(micro.out).as_posix()] = (
                index(text) if path.name == "searchindex.js" else text
            )
    return found


def index(text: str) -> dict[str, object]:
    """Return the index of the search without words that no page has: Sphinx keeps those with an empty list."""
    data = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    for part in ("terms", "titleterms"):
        data[part] = {word: pages for word, pages in data[part].items() if pages != []}
    return data


CHANGES = [
    (PAGE, "{fact}`apples_2018`", "{fact}`apple_word`"),
    (PAGE, "# First page", "# Front page"),
    ("modules/terminology/second.md", "{cite:t}`orchard`", "{cite:t}`newton`"),
    ("assets/evidence.yml", "Only apples that made a *noise* were counted.", "Nobody counted."),
    ("assets/evidence.yml", 'review_by: "2027-01-01"', 'review_by: "2029-01-01"'),
    ("assets/terminology.yml", "term: POME", "term: Pome"),
    ("assets/course.yml", "Tell an apple from a pear.", "Tell an apple from a quince."),
    ("assets/course.yml", "name: The orchard", "name: The garden"),
    ("assets/course.yml", "name: Tree line", "name: Branch line"),
    ("assets/course.yml", 'version: "1.2"', 'version: "1.3"'),
    ("assets/references.bib", "shortauthor = {VLOO}", "shortauthor = {Orchard}"),
    ("quizzes/banks/apples.yml", "Blue as the sky", "Blue as the sea"),
    ("modules/terminology/activities/opener.yml", "Apples fall.", "Apples drop."),
    ("_toc.yml", "      - file: modules/terminology/second\n", ""),
    ("_toc.yml", "Module 1: Apples", "Module 2: Apples"),
]


@pytest.mark.parametrize(
    ("name", "old", "new"), CHANGES, ids=[f"{name}: {new[:30].strip()}" for name, _, new in CHANGES]
)
def test_a_change_gives_the_pages_of_a_full_build(micro, name, old, new):
    """Whatever is edited, the second build ends with the bytes of a build from nothing."""
    rich(micro)
    micro.build(out="step", today="2027-06-01")
    micro.replace(name, old, new)

    step = micro.build(out="step", today="2027-06-01")
    stepped, warned = pages(step), step.code
    full = micro.build(out="full", today="2027-06-01")

    built = pages(full)
    assert warned == 0
    # Sphinx leaves the file of a page that is gone; no page leads there.
    assert {name: stepped[name] for name in built} == built


def test_a_review_date_that_passes_reaches_pages_that_nobody_touched(micro):
    """The day after `review_by`, an incremental build warns and prints the note."""
    rich(micro)
    micro.build()

    micro.build(today="2027-06-01")

    assert sum("[cpd.fact-expired]" in warning for warning in micro.warnings) == 2
    assert micro.main().select(".cpd-review")


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
    for number in range(8):
        micro.page(
            "{fact}`apples_2018` {fact}`apple_word` {term}`apple`", f"modules/terminology/page{number}"
        )
    lines = "".join(f"\n      - file: modules/terminology/page{number}" for number in range(8))
    micro.replace(
        "_toc.yml",
        "      - file: modules/terminology/second",
        f"      - file: modules/terminology/second{lines}",
    )

    serial = pages(micro.build(out="serial"))
    parallel = pages(micro.build(out="parallel", jobs=3))

    assert micro.warnings == []
    assert parallel == serial
