"""The directive {outcome-matrix}: from each outcome to what teaches, practises and tests it."""

from __future__ import annotations

from book.looking import words

PLAN = """id: terminology/plan
kind: plan
title: Plan your harvest
outcome: [T2]
minutes: 2
private: true
intro: When will you pick?
prompts: [{id: when, label: When?, hint: A day., rows: 1, examples: [Tuesday.]}]
closing: Look at it again.
"""


def matrix(micro) -> dict[str, list[str]]:
    """Return the cells of each row by its outcome."""
    rows = micro.main("reference/progress").select("tbody tr:has(td)")
    return {words(row.th): [words(cell) for cell in row.select("td")] for row in rows}


def test_each_outcome_has_a_row(micro):
    """Pages that name the outcome, activities about it on a page, and how many questions of each use."""
    micro.write("modules/terminology/activities/plan.yml", PLAN)
    micro.write("modules/terminology/index.md", micro.cell("terminology/plan"))
    micro.page("```{outcomes} T1\n```", "modules/terminology/second")
    micro.page("```{outcome-matrix}\n```", "reference/progress")

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
            "Activities: Plan your harvest",
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


def test_what_only_asks_is_not_practice(micro):
    """Who says what they think, or how sure they are, has practised nothing; who looks back at it has."""
    survey = "kind: confidence\ntitle: How sure?\noutcome: [T2]\nminutes: 1\nintro: Mark.\n"
    micro.write(
        "modules/terminology/activities/before.yml",
        f"id: terminology/before\n{survey}statements: [{{id: tell, text: I can., outcome: T2}}]\n",
    )
    after = survey.replace("How sure?", "And now?")
    micro.write(
        "modules/terminology/activities/after.yml",
        f"id: terminology/after\n{after}compare: terminology/before\n",
    )
    micro.write("modules/terminology/index.md", micro.cell("terminology/opener"))
    micro.write("modules/terminology/second.md", micro.cell("terminology/before"))
    micro.page("```{outcome-matrix}\n```", "reference/progress")

    assert matrix(micro.build())["T1 Tell an apple from a pear."][1] == "Activities: none"
    assert matrix(micro)["T2 Say why apples fall."][1] == "Activities: none"

    micro.write("modules/terminology/second.md", micro.cell("terminology/after"))

    assert matrix(micro.build())["T2 Say why apples fall."][1] == "Activities: And now?"
