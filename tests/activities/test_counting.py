"""One way to count people: in Python, in the page, and in the text of the course."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention_cpd.activities import static
from prevention_cpd.activities.counting import by_score, percent, screen, visit
from prevention_cpd.activities.kinds import SHARED
from prevention_cpd.core.tree import find
from prevention_cpd.frontend import compose

VECTORS = json.loads((Path(__file__).parent / "data" / "counting.json").read_text(encoding="utf-8"))
IN_PAGE = """async ([text, vectors]) => {
  const m = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  const screened = ([given]) => { const c = m.screen(...given); return [c.right_flags, c.wrong_flags, c.missed, c.left_alone]; };
  return {
    screen: vectors.screen.map(screened),
    percent: vectors.percent.map(([given]) => m.percent(...given)),
    by_score: vectors.by_score.map(([given]) => m.byScore(...given).map((row) => [row.score, row.people, row.counted])),
    visit: vectors.visit.map(([given]) => m.visit(...given)),
  };
}"""
SHARE = st.floats(0, 1)


def parts(counts):
    """Give the four groups of people."""
    return [counts.right_flags, counts.wrong_flags, counts.missed, counts.left_alone]


@pytest.fixture(scope="module")
def course():
    """Return the real course."""
    return find(Path(__file__))


def test_python_counts_as_written_down():
    """Each written case comes out in Python."""
    for given_, wanted in VECTORS["screen"]:
        assert parts(screen(*given_)) == wanted
    for given_, wanted in VECTORS["percent"]:
        assert percent(*given_) == wanted
    for given_, wanted in VECTORS["by_score"]:
        assert [list(row.values()) for row in by_score(*given_)] == wanted
    for given_, wanted in VECTORS["visit"]:
        assert visit(*given_) == wanted


@pytest.mark.slow
def test_the_page_counts_the_same(page):
    """Each written case comes out in the browser too."""
    page.goto("about:blank")

    found = page.evaluate(IN_PAGE, [compose(SHARED / "counting.js"), VECTORS])

    assert found == {name: [wanted for _, wanted in cases] for name, cases in VECTORS.items()}


@given(st.integers(0, 1000), SHARE, SHARE, SHARE)
def test_the_parts_always_add_up(population, base_rate, sensitivity, specificity):
    """Nobody is lost or counted twice, and no group is below zero, whatever the rates."""
    counts = screen(population, base_rate, sensitivity, specificity)

    assert sum(parts(counts)) == population == counts.sought + counts.others
    assert counts.flagged + counts.not_flagged == population
    assert min(parts(counts)) >= 0
    assert (counts.ppv is None) == (counts.flagged == 0)
    assert (counts.npv is None) == (counts.not_flagged == 0)


def test_the_worked_example_of_the_page_is_a_preset(course):
    """The numbers that the page on base rates works out in prose are those of the explorer's presets."""
    text = (course.modules / "risk" / "base-rates.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+)% \| (\d+) \| (\d+) \| (\d+) of (\d+), (\d+)% \|$", text, re.MULTILINE)
    presets = static.load("risk/base-rate-explorer", course).data["presets"]

    assert len(rows) == 3
    for row, preset in zip(rows, presets, strict=False):
        base_rate, right, wrong, right_again, flagged, share = map(int, row)
        counts = screen(1000, preset["base_rate"], preset["sensitivity"], preset["specificity"])
        assert preset["base_rate"] == base_rate / 100
        assert (counts.right_flags, counts.wrong_flags) == (right, wrong)
        assert (counts.right_flags, counts.flagged) == (right_again, flagged)
        assert percent(counts.right_flags, counts.flagged) == share


def test_the_notes_of_the_presets_are_right(course):
    """Each preset's note names the share of right flags that its rates come to."""
    data = static.load("risk/base-rate-explorer", course).data

    for preset in data["presets"]:
        counts = screen(data["population"], preset["base_rate"], preset["sensitivity"], preset["specificity"])
        assert f"{counts.right_flags} of {counts.flagged}" in preset["note"]
        assert f"{percent(counts.right_flags, counts.flagged)}%" in preset["note"]


def test_the_norms_are_as_the_text_tells(course):
    """The counts that the norms explorer's text names are those of its rates."""
    data = static.load("risk/norms-explorer", course).data
    totals = [sum(row["counted"] for row in by_score(one["rates"], 1000)) for one in data["groups"]]

    assert all(str(total) in data["reveal"] for total in totals)
