"""The language check: what it finds, and what it leaves alone."""

import json
from pathlib import Path

import pytest

from prevention_cpd import language
from prevention_cpd.core.problems import Code, CourseError

LIST = """
- {id: cp, term: child pornography, status: avoid, why: W., alternatives: [CSEM],
   where: [quotation, law, tool], names: [Child Pornography Offender Risk Tool],
   patterns: ['\\bchild porn(ography)?\\b']}
- {id: porn, term: pornography, status: context, why: W.}
- {id: predator, term: predator, status: avoid, why: W., alternatives: [person who has offended]}
- {id: csem, term: CSEM, status: preferred, why: W.}
"""


@pytest.fixture
def terminology(tmp_path):
    """Return the small list above."""
    path = tmp_path / "terminology.yml"
    path.write_text(LIST, encoding="utf-8")
    return language.load(path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He had child pornography.", ["child pornography"]),
        ("Child\n  Pornography", ["Child Pornography"]),
        ("child porn and predators", ["child porn", "predators"]),
        ("the term “child pornography” misleads", []),
        ('the term "child pornography" misleads', []),
        ("the words ‘child pornography’ mislead", []),
        ('an open quotation " of child pornography\n\nand more "', ["child pornography"]),
        ("a “predator” in the headline", ["predator"]),
        ("the Child Pornography\nOffender Risk Tool (CPORT)", []),
        ("pornography", ["pornography"]),
        ("CSEM", []),
        ("childpornography", []),
        ("", []),
    ],
)
def test_terms_are_found_where_they_count(terminology, text, found):
    """Word forms, line breaks, quotations and official names are told apart."""
    assert [finding.found for finding in language.find_terms(text, terminology)] == found


def test_a_finding_knows_its_line(terminology):
    """The line is the one the term starts in."""
    (finding,) = language.find_terms("one\ntwo predator\n", terminology)

    assert (finding.line, finding.term.id) == (2, "predator")


def test_a_bad_pattern_is_told(tmp_path):
    """A regular expression that does not compile is a problem with its line."""
    path = tmp_path / "terminology.yml"
    path.write_text("- {id: a, term: a, status: avoid, why: W., patterns: ['(a']}\n", encoding="utf-8")

    with pytest.raises(CourseError) as caught:
        language.load(path)

    assert [found.code for found in caught.value.problems] == [Code.BAD_PATTERN]


def test_the_page_gets_what_the_check_needs(terminology):
    """The export is plain data, holds the watched terms only, and the rules that both sides use."""
    exported = language.export(terminology)
    terms = exported["terms"]

    assert [entry["id"] for entry in terms] == ["cp", "porn", "predator"]
    assert terms[0]["patterns"] == [r"\bchild porn(ography)?\b"]
    assert {"passes", "name", "entry"} <= set(exported["rules"])
    json.dumps(exported)


def test_a_long_text_takes_no_long_time(terminology):
    """A report of a million characters is checked within seconds."""
    text = "He said child pornography. " * 40_000

    assert len(language.find_terms(text, terminology)) == 40_000


def test_the_list_of_the_course_is_sound():
    """The list that the course ships can be read, and each term to avoid is found in its own name."""
    root = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
    terminology = language.load(root / "assets" / "terminology.yml")

    # A term with a comma describes a use of a word ("consensual, of a child") and is no text by itself.
    for term in (term for term in terminology.watched if term.status == "avoid" and "," not in term.term):
        found = language.find_terms(term.term, terminology)
        assert term.id in {finding.term.id for finding in found}, f"{term.id} is not found in “{term.term}”"
