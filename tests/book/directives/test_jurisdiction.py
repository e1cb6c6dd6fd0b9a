"""The directive {jurisdiction}: sheets by place, read without a script, narrowed by one choice with it."""

from __future__ import annotations

import pytest
from book.looking import PAGE, only, words

PLACES = """\
- id: appleland
  name: Appleland
  words:
    - {text: "*Apple* means any pome.", source: Apple Act, checked: 2026-01-02, sure: seen}
  ages: []
  duties:
    - {text: Tell the gardener., source: A leaflet, checked: 2026-01-03, sure: second-hand}
  confidentiality: []
  help:
    - {name: Tree line, for: Anybody in a tree., audience: [crisis], phone: 0800 123 456, web: "https://www.tree.example/", checked: 2026-01-04, sure: seen, source: tree.example}
    - {name: Root line, for: Gardeners., audience: [staff], checked: 2026-01-04, sure: unconfirmed, source: A poster}
- {id: pearland, name: Pearland, words: [], ages: [], duties: [], confidentiality: [], help: []}
"""


@pytest.fixture
def placed(micro):
    """Return the small book with two places."""
    micro.write("assets/jurisdictions.yml", PLACES)
    return micro


def test_topics_of_each_place(placed):
    """Each place folds open with the topics that are named, in the course's words; source, date and how sure stand with each line."""
    placed.page("```{jurisdiction} words duties\n```")

    places = placed.build().main().select("details[data-cpd-place]")

    assert placed.warnings == []
    assert [words(place.summary) for place in places] == ["Appleland", "Pearland"]
    assert [words(title) for title in places[0].select(".cpd-panel-title")] == [
        "Words of the law",
        "Whom to tell",
    ]
    seen, second = places[0].select("li")
    said = words(seen).replace(" .", ".")
    assert said == "Apple means any pome. Source: Apple Act. Checked 2026-01-02. Seen at the source."
    assert seen.em.string == "Apple"
    assert words(second.select_one(".cpd-review")).startswith("Second-hand")
    assert "nothing to say on this place" in words(places[1])


def test_help_for_an_audience(placed):
    """Services can be narrowed to those for whom a page is written; numbers and addresses are links."""
    placed.page("```{jurisdiction} help\n:audience: crisis\n```")

    items = placed.build().main().select('[data-cpd-place="appleland"] li')

    assert [item.strong.string for item in items] == ["Tree line."]
    assert [link["href"] for link in items[0].select("a")] == ["tel:0800123456", "https://www.tree.example/"]
    assert items[0].select("a")[1].string == "tree.example"


def test_an_audience_that_nobody_serves(placed):
    """A slip in an audience would print an empty list, so it is told with those that there are."""
    placed.page("```{jurisdiction} help\n:audience: crysis staff\n```")

    assert "no service of assets/jurisdictions.yml is for 'crysis'. Write one of crisis, staff" in only(
        placed
    )


def test_help_lines_come_from_the_places(placed):
    """Where the course has places, {help-lines} prints their services, open on the page of help."""
    placed.page("```{help-lines}\n```", "reference/help")
    placed.page("```{help-lines}\n```")

    placed.build()

    assert placed.main("reference/help").select("details[open]")
    assert not placed.main().select("details[open]")
    assert "Root line" in words(placed.main())
    assert words(placed.main().select_one(".cpd-places-all > summary")) == "Help lines in 2 places"
    assert not placed.main("reference/help").select(".cpd-places-all")
    assert not placed.main().select_one(".cpd-places > p > a").find_parent("details"), "help stays in sight"


def test_help_is_short_away_from_its_own_page(placed):
    """A page says who a service is for and how to reach it, and warns of what is not sure; the rest stands with help."""
    placed.page("```{help-lines}\n```", "reference/help")
    placed.page("```{help-lines}\n```")

    placed.build()

    at_home, here = words(placed.main("reference/help")), words(placed.main())
    assert "tree.example. Checked 2026-01-04" in at_home.replace(" .", ".")
    assert "Checked" not in here
    assert "Seen at the source" not in here
    assert "Not confirmed; check it before you rely on it." in here
    assert placed.main().select_one(".cpd-places > p > a")["href"] == "../../reference/help.html"


def test_only_its_pages_ask_for_the_script(placed):
    """The choice needs a script, which no other page loads; the sheets add no minutes to a page."""
    placed.page("```{jurisdiction}\n```")

    placed.build()

    page = placed.soup()
    assert page.select('script[src*="cpd-places.js"]')
    assert not placed.soup("reference/glossary").select('script[src*="cpd-places.js"]')
    assert page.select_one(".cpd-where-minutes").string == "about 1 min"


def test_a_change_reaches_the_page(placed):
    """An edited place shows at the next build."""
    placed.page("```{jurisdiction} duties\n```")
    placed.build()
    placed.replace("assets/jurisdictions.yml", "Tell the gardener.", "Tell the baker.")

    assert "Tell the baker." in words(placed.build().main())


def test_an_unknown_topic(placed):
    """A topic that no place has is told, with those there are."""
    placed.page("```{jurisdiction} wrods\n```")

    assert only(placed).startswith(f"{PAGE}:3: WARNING: 'wrods' is no topic of assets/jurisdictions.yml.")
