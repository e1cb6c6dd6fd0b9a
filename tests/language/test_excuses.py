"""Where a watched term may stand: quotations, titles, laws, tools, addresses; and that hostile text takes no time."""

import time

import pytest

from prevention_cpd import language

LIST = """
- {id: plum, term: sour plum, status: avoid, why: W., where: [quotation, law, title, tool], names: ["sour plum's day"]}
- {id: pear, term: pear, status: avoid, why: W.}
"""


@pytest.fixture
def terminology(tmp_path):
    """Return the small list above."""
    path = tmp_path / "terminology.yml"
    path.write_text(LIST, encoding="utf-8")
    return language.load(path)


@pytest.mark.parametrize(
    "text",
    [
        "He said 'a sour plum' twice.",
        "„sour plum“, «sour plum»",
        'first paragraph: "a sour plum\n\n"and a sour plum", he said',
        "the Sour Plum and Cherries Prevention Act 1996",
        "the Register of Sour Plums",
        "Example, A. (2016). The sour plum: a history. Press.",
        "possession of a sour plum, contrary to section 12 of the code",
        "a sour plum under 18 U.S.C. 2252",
        "a sour plum as defined in article 3",
        "www.example.org/sour plum".replace(" ", "%20"),
        "the Sour-Plum’s  day",
    ],
)
def test_a_term_may_stand_in_another_s_words(terminology, text):
    """Quotations, names, charges, references and addresses are left alone."""
    assert language.find_terms(text, terminology) == []


@pytest.mark.parametrize(
    "text",
    [
        "the farmers' sour plum and the pickers' basket",
        "in the '90s a sour plum's price",
        "“a quotation that never ends. A sour plum",
        "Sour plums act on the stomach.",
        "Sour Plum Law Passed by Ministers",
        "A sour plum was sold under the bridge.",
        "Smith ate it (2016). A sour plum.",
    ],
)
def test_own_words_are_found(terminology, text):
    """What only looks like a quotation, name, charge or reference excuses nothing."""
    assert [finding.found.lower() for finding in language.find_terms(text, terminology)][:1] in (
        ["sour plum"],
        ["sour plums"],
    )


def test_a_term_may_not_stand_where_its_list_does_not_say_so(terminology):
    """Only addresses excuse a term that may stand nowhere."""
    texts = ["“a pear”", "the Pear Act", "Example, A. (2016). A pear.", "https://example.org/pear"]

    assert [len(language.find_terms(text, terminology)) for text in texts] == [1, 1, 1, 0]


def test_marks_of_a_document_excuse_too(terminology):
    """Passages that are set as quotations and titles in italics count like marks in the text."""
    text = "sour plum, sour plum, sour plum"
    marked = language.Marked(quotations=((0, 9),), titles=((11, 20),))

    assert [finding.start for finding in language.find_terms(text, terminology, marked)] == [22]


@pytest.mark.parametrize(
    "piece",
    [
        '"a ',
        "'a ",
        "“",
        "‘a ",
        "’a",
        "„",
        "«",
        "»",
        "A",
        "Aa ",
        "Aa of the ",
        "Act of A ",
        "a@",
        "a.",
        "www.",
        "\n",
        " ",
    ],
)
def test_hostile_text_takes_linear_time(terminology, piece):
    """A text of half a million characters that begins a rule again and again is checked within seconds."""
    begun = time.monotonic()

    language.find_terms(piece * (500_000 // len(piece)) + " sour plum", terminology)

    assert time.monotonic() - begun < 15
