"""The directive {outcome-matrix}: from each outcome to what teaches, practises and tests it."""

from __future__ import annotations

from book.looking import words


def matrix(micro) -> dict[str, list[str]]:
    """Return the cells of each row by its outcome."""
    rows = micro.main("reference/progress").select("tbody tr:has(td)")
    return {words(row.th): [words(cell) for cell in row.select("td")] for row in rows}


def test_each_outcome_has_a_row(micro):
    """Pages that name the outcome, activities about it on a page, and how many questions of each use."""
    micro.write("modules/terminology/index.md", micro.cell("terminology/opener"))
    micro.page("```{outcomes} T1\n```", "modules/terminology/second")
    micro.page("```{outcome-matrix}\n```", "reference/progress")
    micro.replace("modules/terminology/activities/opener.yml", "outcome: [T1]", "outcome: [T2]")

    micro.build()

    assert micro.warnings == []
    assert matrix(micro) == {
        "T1 Tell an apple from a pear.": [
            "Sections: First page",
            "Activities: none",
            "Practice questions: 1",
            "Graded questions: 1",
        ],
        "T2 Say why apples fall.": [
            "Sections: none",
            "Activities: What do you think?",
            "Practice questions: 0",
            "Graded questions: 0",
        ],
    }
    assert "apple-graded" not in (micro.out / "reference/progress.html").read_text()


def test_the_table_follows_its_matter(micro):
    """A page that begins to teach an outcome is in the table at the next build."""
    micro.page("```{outcome-matrix}\n```", "reference/progress")
    micro.build()
    micro.page("```{outcomes} T2\n```", "modules/terminology/second")

    assert matrix(micro.build())["T2 Say why apples fall."][0] == "Sections: First page"
