"""The readable faces of the kinds beyond Module 1: content first, answers folded, numbers in tables."""

import pytest
from bs4 import BeautifulSoup

from prevention_cpd.activities import static

#: Of each kind a text that stands in the open, and one that is folded away.
TEXTS = {
    "sort": ("A ripe plum.", "Say how sweet."),
    "timeline": ("Prune the trees", "Nothing to do."),
    "audit": ("A ladder and a saw.", "Ask the gardener."),
    "base-rate": ("Worms are rare.", "The base rate does it."),
    "norms": ("60 of 600", "The book was too high."),
    "threshold": ("Are the rest sound?", "Nobody looked."),
    "map": ("It is locked.", "Hang up a key."),
    "conversation": ("Taste one.", "Trust sells."),
    "worked": ("Six times ten.", "Half of a half."),
    "writing": ("The jam is made of plums.", "Plum jam, made in June."),
    "lines": ("Wonder jam", "It says nothing."),
    "decisions": ("A palm.", "It freezes."),
}


def face(tree, name):
    """Give the readable face of an activity of the tiny course."""
    return BeautifulSoup(static.static_html(static.load(f"demo/{name}", tree)), "html.parser").find(
        class_="cpd-fallback"
    )


@pytest.mark.parametrize("name", TEXTS)
def test_answers_are_folded(tree, name):
    """What is asked stands in the open; the answer stands behind a disclosure only."""
    asked, answered = TEXTS[name]
    found = face(tree, name)
    folded = found.details.extract().get_text()

    assert asked in found.get_text()
    assert answered in folded
    assert answered not in found.get_text()


def test_a_plan_has_nothing_to_hide(tree):
    """Prompts, hints, examples and the closing words are all in the open."""
    found = face(tree, "plan")

    assert found.details is None
    assert "Think of the soil." in found.get_text()
    assert "A pear." in found.get_text()
    assert found.em.get_text() == "again"


def test_the_presets_are_a_table(tree):
    """Every preset is a row of whole people with the share of right flags."""
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in face(tree, "base-rate").find_all("tr")
    ]

    assert rows[1:] == [
        ["Rare (invented)", "16", "98", "4", "882", "14%"],
        ["Half (invented)", "400", "50", "100", "450", "89%"],
    ]


def test_the_visits_are_a_table(tree):
    """The fewest, the usual and the most visits are rows."""
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in face(tree, "threshold").find_all("tr")
    ]

    assert rows[1:] == [["1", "1", "0", "5", "3"], ["3", "2", "1", "3", "2"], ["5", "3", "2", "1", "1"]]


def test_an_example_fades(tree):
    """The first example is worked out in the open, of the second the first half, of the third nothing."""
    found = face(tree, "worked")
    found.details.extract()
    shown = found.get_text()

    assert [word in shown for word in ("Sixty.", "Thirty.")] == [True, True]
    assert [word in shown for word in ("Forty.", "Twenty.", "Ten.")] == [True, True, False]
    assert "A score." not in shown


def test_a_conversation_says_what_comes_back_and_what_each_has_in_the_end(tree):
    """Recalls name the turn they hang on; debrief and ending stand in the open, with the page to read."""
    found = face(tree, "conversation")
    folded = found.details.extract().get_text()

    assert "number 1 was taken" in folded
    assert "She remembers the first one." in folded
    assert "Let people taste." in found.get_text()
    assert "About fruit" in found.get_text()
    assert "The family: The family has a pie." in " ".join(found.get_text().split())
    assert "You You have an empty stall." in " ".join(found.get_text().split())
