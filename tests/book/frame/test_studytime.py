"""The minutes beside the title of a page."""

from __future__ import annotations

PAGE = "modules/terminology/index.md"


def minutes(micro) -> str:
    """Return what the page says."""
    return micro.build().soup("modules/terminology/index").select_one(".cpd-where-minutes").string


def test_reading_alone(micro):
    """A page of 400 words takes two minutes, and what is over counts as one more."""
    micro.page("word " * 398)
    assert minutes(micro) == "about 2 min"

    micro.page("word " * 450)
    assert minutes(micro) == "about 3 min"


def test_activities_questions_and_reflections_count(micro):
    """Two minutes of the activity, one of the question, five of the reflection, one of the words."""
    micro.write(
        PAGE, micro.cell("terminology/opener") + "\n```{practice}\n```\n\n```{reflection} why\nWhy?\n```\n"
    )

    assert minutes(micro) == "about 9 min"


def test_a_provider_may_count_otherwise(micro):
    """The settings say how fast people read."""
    micro.replace("assets/course.yml", "study_time: {}", "study_time: {words_per_minute: 100}")
    micro.page("word " * 198)

    assert minutes(micro) == "about 2 min"


def test_pages_of_reference_have_no_minutes(micro):
    """Nobody studies a glossary."""
    assert not micro.build().soup("reference/glossary").select(".cpd-where-minutes")


def test_a_page_that_goes_further_says_so(micro):
    """`further: true` puts a note above the title; the start page of the module tells both times, and not its own."""
    micro.replace("assets/course.yml", "    minutes: 25\n", "    minutes: 25\n    further: 10\n")
    micro.write("modules/terminology/second.md", "---\nfurther: true\n---\n\n# Second page\n\nMore.\n")
    micro.page("```{begin}\n```")

    micro.build()

    assert micro.warnings == []
    note = micro.soup("modules/terminology/second").select_one(".cpd-further")
    assert note.string == "Going further: not needed for the outcomes and the quiz."
    assert not micro.soup().select(".cpd-further")
    start = micro.soup(PAGE.removesuffix(".md"))
    assert " ".join(start.select_one(".cpd-facts").get_text().split()) == (
        "About 25 minutes, in one go. Going further: about 10 more."
    )
    assert not start.select(".cpd-where-minutes")
