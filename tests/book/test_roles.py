"""The roles {fact}, {course} and {term}."""

from __future__ import annotations

import pytest


def words(element) -> str:
    """Return the words of an element on one line."""
    return " ".join(element.get_text().split())


def test_fact_prints_value_citation_and_a_link_to_its_caveat(micro):
    """A figure comes with its source, and leads to its limit at the end of the page."""
    micro.page("There were {fact}`apples_2018` then.")

    page = micro.build().main()

    assert micro.warnings == []
    assert "There were 1,200 apples (Newton, 1687) then." in words(page.p).replace("\xa0", " ")
    link = page.select_one("a.cpd-figure")
    entry = page.select_one(link["href"])
    assert "Only apples that made a noise were counted." in words(entry)
    assert entry.em.string == "noise"


def test_fact_with_other_words_prints_those(micro):
    """An author may word a figure differently, with the same source and caveat."""
    micro.page("They {fact}`halved in two years <apples_2020>`.")

    page = micro.build().main()

    assert page.select_one("a.cpd-figure").string == "halved in two years"
    assert "six hundred apples:" in words(page.select_one("#figure-apples-2020"))


def test_a_fact_used_twice_has_one_entry_and_two_ways_back(micro):
    """The list of figures names each once, with a link back to every place."""
    micro.page("First {fact}`apples_2018`.\n\nAgain {fact}`apples_2018`.")

    page = micro.build().main()

    assert len(page.select(".cpd-figures > li")) == 1
    back = [link["href"] for link in page.select("a.cpd-back")]
    assert back == ["#use-apples-2018-1", "#use-apples-2018-2"]
    assert all(page.select_one(anchor) for anchor in back)


def test_unknown_fact_names_the_place_and_the_cure(micro):
    """A fact that the register lacks is told with file and line, under a subtype of its own."""
    micro.page("One.\n\nTwo {fact}`apples_2081`.")

    micro.build()

    (warning,) = micro.warnings
    place, _, said = warning.partition(": WARNING: ")
    assert place == "modules/terminology/index.md:5"
    assert (
        said == "no fact 'apples_2081' in assets/evidence.yml. Correct the id, or add it [cpd.unknown-fact]"
    )


def test_warnings_can_be_silenced_by_kind(micro):
    """An author may switch one kind of warning off, and only that kind."""
    micro.page("{fact}`apples_2081` and {course}`nothing`")

    micro.build(suppress_warnings=["cpd.unknown-fact"])

    assert len(micro.warnings) == 1
    assert "[cpd.unknown-field]" in micro.warnings[0]


def test_a_fact_past_its_review_date_is_told_and_shown(micro):
    """After `review_by` the build warns once a page, and page and register carry a note."""
    micro.page("{fact}`apples_2018`, again {fact}`apples_2018`.")

    page = micro.build(today="2027-01-02").main()

    assert len(micro.warnings) == 1
    assert (
        "modules/terminology/index.md:3: WARNING: the fact 'apples_2018' (assets/evidence.yml:1)"
        in micro.warnings[0]
    )
    assert micro.warnings[0].endswith("[cpd.fact-expired]")
    assert "2027-01-01" in words(page.select_one(".cpd-figures .cpd-review"))
    assert micro.main("reference/evidence-register").select("#fact-apples-2018 .cpd-review")
    assert not micro.main("reference/evidence-register").select("#fact-apples-2020 .cpd-review")


def test_a_fact_is_good_on_the_day_of_its_review(micro):
    """The last day still counts."""
    micro.page("{fact}`apples_2018`")

    assert micro.build(today="2027-01-01").warnings == []


@pytest.mark.parametrize(
    ("field", "shown"),
    [("title", "A course about apples"), ("provider.name", "The orchard"), ("minutes.terminology", "25")],
)
def test_course_prints_a_field(micro, field, shown):
    """{course} prints what assets/course.yml says."""
    micro.page(f"Here: {{course}}`{field}`.")

    assert words(micro.build().main().p) == f"Here: {shown}."
    assert micro.warnings == []


@pytest.mark.parametrize("field", ["nothing", "provider", "minutes.pears"])
def test_course_tells_an_unknown_field(micro, field):
    """A field that is not there, or is no text, is told with file and line."""
    micro.page(f"Here: {{course}}`{field}`.")

    micro.build()

    assert len(micro.warnings) == 1
    assert micro.warnings[0].startswith(f"modules/terminology/index.md:3: WARNING: no field '{field}'")
    assert "[cpd.unknown-field]" in micro.warnings[0]


def test_term_leads_to_the_glossary(micro):
    """A term, its long form, and other words for it lead to the same entry."""
    micro.page("{term}`POME`, {term}`the fruit <pome>`, {term}`product of mostly edible matter`.")

    page = micro.build().main()

    assert micro.warnings == []
    links = [link["href"].partition("#") for link in page.select("p a")]
    assert {address for address, _, _ in links} == {"../../reference/glossary.html"}
    glossary = micro.main("reference/glossary")
    assert all(glossary.find(id=anchor) for _, _, anchor in links)


def test_unknown_term_is_told(micro):
    """A term without an entry, or without a definition, fails with its place."""
    micro.page("{term}`quince` and {term}`ground pear`")

    micro.build()

    assert len(micro.warnings) == 2
    assert all(warning.startswith("modules/terminology/index.md:3: WARNING") for warning in micro.warnings)


def test_cite_uses_the_short_name_of_an_organisation(micro):
    """{cite:p} and {cite:t} print the author and the year, `shortauthor` first."""
    micro.page("{cite:p}`newton,orchard` and {cite:t}`orchard`")

    assert words(micro.build().main().p) == "(Newton, 1687; VLOO, 2020) and VLOO (2020)"
    assert micro.warnings == []


def test_an_unknown_source_is_told(micro):
    """A key that the references lack fails with its place."""
    micro.page("{cite:p}`nobody`")

    assert "modules/terminology/index.md:3: WARNING: could not find bibtex key" in micro.build().warnings[0]


def test_the_list_of_sources_keeps_the_case_of_titles(micro):
    """An abbreviation in a title stays as it was typed, and no key of the file is shown."""
    page = micro.build().main("reference/references")

    assert [words(item).split(".")[0] for item in page.select(".cpd-sources > li")] == [
        "Isaac Newton",
        "The Very Long Orchard Organisation",
    ]
    assert "On the NCA of apples" in words(page)
    assert "[newton]" not in words(page)
