"""Activities in a page: a cell leaves a placeholder, the book puts the static face there."""

from __future__ import annotations

from prevention_cpd.activities import static

PAGE = "modules/terminology/index.md"


def test_a_cell_becomes_the_activity(micro):
    """The page holds the activity's state and its readable version, and a figure in it counts as one of the page."""
    micro.write(PAGE, micro.cell("terminology/opener"))

    page = micro.build().main()

    assert micro.warnings == []
    place = page.select_one('.cpd-activity[data-cpd-activity="terminology/opener"]')
    assert (
        static.state_of(place.select_one("script.cpd-state").string)["data"]["title"] == "What do you think?"
    )
    assert "Apples are red." in place.select_one(".cpd-fallback").get_text()
    assert page.select_one("#figure-apples-2020")


def test_no_widget_gets_into_a_page(micro):
    """No widget state, no loader of widgets, and no code of the cell."""
    micro.write(PAGE, micro.cell("terminology/opener"))

    text = (micro.build().out / "modules/terminology/index.html").read_text().lower()

    for sign in ("widget-state", "require", "embed-amd", "import activity"):
        assert sign not in text


def test_a_change_of_the_data_reaches_the_page_without_running_it_again(micro):
    """The cache of executed cells keeps an id only, so an edit of the YAML shows at the next build."""
    micro.write(PAGE, micro.cell("terminology/opener"))
    micro.build()
    micro.replace("modules/terminology/activities/opener.yml", "Apples are red.", "Apples are round.")

    page = micro.build().main()

    assert "Apples are round." in page.get_text()
    assert "Apples are red." not in page.get_text()


def test_a_mistake_in_the_data_is_told_at_its_line(micro):
    """The warning names the page, and the line of the activity's own file."""
    micro.write(PAGE, micro.cell("terminology/opener"))
    micro.replace("modules/terminology/activities/opener.yml", "kind: opener", "kind: closer")

    micro.build()

    assert "[cpd.bad-activity]" in " ".join(micro.warnings) or "cannot be read" in micro.warnings[0]


def test_an_activity_that_is_not_there(micro):
    """A cell with an unknown id fails with its page."""
    micro.write(PAGE, micro.cell("terminology/closer"))

    micro.build()

    assert any(warning.startswith(PAGE) and "terminology/closer" in warning for warning in micro.warnings)


def test_own_answers_are_offered_for_paper_where_there_are_some(micro):
    """A page with an activity offers to print them; one with nothing but the box to tick does not."""
    micro.write(PAGE, micro.cell("terminology/opener"))
    micro.add({"words": "Nothing but words."})

    micro.build()

    assert micro.soup("modules/terminology/index").select(".cpd-own-on-paper")
    assert micro.soup("modules/terminology/words").select('[data-cpd-module="section-done"]')
    assert not micro.soup("modules/terminology/words").select(".cpd-own-on-paper")


def test_each_module_page_ends_with_a_box_to_tick(micro):
    """Pages of modules can be marked as done; pages of reference cannot."""
    micro.build()

    assert micro.main().select('[data-cpd-module="section-done"]')
    assert not micro.main("reference/help").select('[data-cpd-module="section-done"]')
