"""The pages of reference: help lines, glossary, evidence register, My progress."""

from __future__ import annotations

import json

from book.looking import PAGE, only, words

from prevention_cpd.activities import static


def test_help_lines(micro):
    """Each service with its jurisdiction, its audience, ways to reach it, and how sure we are."""
    micro.page("```{help-lines}\n```")

    page = micro.build().main()

    assert words(page.details.summary) == "Appleland"
    assert not page.details.has_attr("open")
    assert page.find("a", href="tel:0800123456").string == "0800 123 456"
    assert page.find("a", href="https://tree.example/").string == "tree.example"
    first, second = page.select(".cpd-help-lines > li")
    assert "Checked 2026-01-02." in words(first)
    assert not first.select(".cpd-review")
    assert second.select(".cpd-review")


def test_help_lines_lie_open_on_their_own_page(micro):
    """Nobody has to unfold anything on the page of support."""
    micro.page("```{help-lines}\n```", "reference/help")

    assert micro.build().main("reference/help").details.has_attr("open")


def test_glossary(micro):
    """Each defined term with its standing; a term without a definition stays out."""
    page = micro.build().main("reference/glossary")

    assert [words(term) for term in page.select("dt")] == ["apple", "POME", "product of mostly edible matter"]
    assert "Preferred term. Also possible: pippin." in words(page)
    assert "Right in some places only. Write instead: apple." in words(page)
    assert "May stand in: the words of the law, quotations." in words(page)
    assert "(Newton, 1687)" in words(page).replace("( ", "(").replace(" )", ")")


def test_register_has_each_fact_and_the_places_that_use_it(micro):
    """Entries of facts in use link to each page; the others wait in a list."""
    micro.page("{fact}`apples_2018`")
    micro.page("{fact}`apples_2018` and {fact}`apple_word`", "modules/terminology/second")

    page = micro.build().main("reference/evidence-register")

    entry = page.select_one("#fact-apples-2018")
    used = [link["href"] for link in entry.select("a") if "modules" in link["href"]]
    assert used == [
        "../modules/terminology/index.html#use-apples-2018-1",
        "../modules/terminology/second.html#use-apples-2018-1",
    ]
    assert "Only apples that made a noise were counted." in words(entry)
    assert "Newton, 1687 , page 3." in words(entry)
    assert page.select_one("li#fact-apples-2020"), "a fact that no page uses is in the register all the same"
    source = entry.find("a", string="Newton, 1687")["href"]
    assert micro.soup("reference/references").find(id=source.partition("#")[2])


def test_register_page_of_a_module(micro):
    """With a module's own page, the general page has one line for each of its facts, with a link to the entry."""
    micro.page("{fact}`apples_2018`")
    micro.write("reference/apples.md", "# Apples\n\n```{evidence-register} terminology\n```\n")
    micro.replace(
        "_toc.yml",
        "      - file: reference/references",
        "      - file: reference/apples\n      - file: reference/references",
    )

    micro.build()

    assert micro.warnings == []
    assert micro.main("reference/apples").select_one("#fact-apples-2018 p")
    general = micro.main("reference/evidence-register")
    assert not general.select("#fact-apples-2018")
    assert general.find("a", href="apples.html#fact-apples-2018")
    assert micro.main().find("a", href="../../reference/apples.html#fact-apples-2018")


def test_a_fact_without_its_source_is_told(micro):
    """The register page tells a source that the references lack, at the fact's own line."""
    micro.replace("assets/evidence.yml", "source: [newton, orchard]", "source: [newton, nobody]")

    assert only(micro).startswith("assets/evidence.yml:25: WARNING: assets/references.bib has no 'nobody'")


def test_progress_knows_everything_that_can_be_done(micro):
    """My progress gets each page of a module with its activities, questions and reflections."""
    micro.write(
        PAGE, micro.cell("terminology/opener") + "\n```{practice}\n```\n\n```{reflection} why\nWhy?\n```\n"
    )

    page = micro.build().main("reference/progress")

    assert micro.warnings == []
    state = json.dumps(static.state_of(page.select_one("script.cpd-state").string))
    for name in (
        "modules/terminology/index",
        "modules/terminology/second",
        "terminology/opener",
        "apple-colour",
        "why",
    ):
        assert f'"{name}"' in state
