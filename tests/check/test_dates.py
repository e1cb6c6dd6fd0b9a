"""Dated figures and laws come from the evidence register; names, years alone and figures alone do not have to."""

import json
from datetime import date

import pytest

from prevention_cpd import check
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree

WORDS = {"beside": ["Act", "Regulation", "March"], "names": ["Tool 2000", "The 2019 report"]}
PAGE = "# Page\n\nThere were {fact}`reports`.\n\n"


@pytest.fixture
def lines(course):
    """Return a function that checks a line on a page, and gives the lines of the problems."""

    def run(text, words=WORDS):
        root = course(page=PAGE + text + "\n")
        if words is not None:
            (root / "assets" / "dated-facts.yml").write_text(json.dumps(words), encoding="utf-8")
        found = check.run(Tree(root), date(2026, 6, 1))
        assert {problem.code for problem in found} <= {Code.UNSOURCED_DATE}
        return [problem.line for problem in found]

    return run


TYPED = (
    "In 2018 there were 43,072 reports.",
    "By 7 April 2026 all companies must report.",
    "- **Law.** First. The Act of 2012 still has the term.",
    "| India | the 2012 Act |\n| --- | --- |",
    "It is in Regulation (EU) 2026/1881.",
    "They went there by March 2017.",
    "In 2018 {fact}`reports` came, 12% of all.",
)
NOT_TYPED = (
    "In 2018 there were {fact}`reports`.",
    "The law came {fact}`in March 2026 <reports>`.",
    "The group met in 2014, and again in 2016.",
    "Of 400 reports, 12 led to action.",
    "In 1984 there were 12.",
    "In 2023/24 there were many.",
    "Tool 2000 has 7 items.",
    "The 2019 report has 12 chapters.",
    "It began in 2018. There are 12 of them.",
    "| Slides, 2018 | 12 |\n| --- | --- |",
    "1. In 2018 the group met.",
    "## 7 things since 2019",
    "```{drawing} a.svg\n:alt: 12 reports in 2018.\n```",
    "The standard 2002R has 12 items.",
)


@pytest.mark.parametrize("text", TYPED)
def test_a_dated_figure_or_law_in_plain_text_is_told(lines, text):
    """A year beside a number, a month or the name of a law belongs into the register."""
    assert lines(text) == [5]


@pytest.mark.parametrize("text", NOT_TYPED)
def test_what_is_no_dated_fact_is_let_pass(lines, text):
    """Roles, names on the list, years without a figure and figures without a year are no fault."""
    assert lines(text) == []


def test_without_the_file_only_figures_are_told(lines):
    """A course that lists no words is held to years beside numbers."""
    assert lines("The Act of 2012 stands.", words=None) == []
    assert lines("In 2018 there were 12.", words=None) == [5]


def test_a_file_of_the_wrong_shape_is_told(course):
    """Both lists are needed."""
    root = course()
    (root / "assets" / "dated-facts.yml").write_text("beside: []", encoding="utf-8")

    (problem,) = check.run(Tree(root), date(2026, 6, 1))

    assert (problem.code, problem.file.name) == (Code.SHAPE, "dated-facts.yml")
