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


QUOTED = [
    "He said 'a sour plum' twice.",
    "Hon sade: ”sour plum” och gick.",
    "The headline read —”sour plum”— and no more.",
    "„sour plum“, „sour plum”, «sour plum», »sour plum«, »sour plum», ‹sour plum›, ›sour plum‹",
    "« sour plum » and ‚sour plum‘ and ‘sour plum’ and ``sour plum'' and ,,sour plum''",
    "“he said ‘the sour plum’ and a sour plum”",
    "„er sagte ‚die‘ sour plum“",
    "«a «sour plum» and a sour plum»",
    'first paragraph: "a sour plum\n\n"and a sour plum", he said',
    "'sour plums' were sold",
]
NAMED = [
    "the Sour Plum and Cherries Prevention Act 1996",
    "the Sour Plum (Amendment) Act and the Plums (Sour Plum Trade) (Scotland) Act 2010 were passed",
    "SOUR PLUMS: see the Sour Plum Act 2003"[13:],
    "the Register of Sour Plums",
    "The Sour Plum Unit meets on Friday.",
    "The Convention on Sour Plums, signed in spring, is old.",
    "possession of a sour plum, contrary to section 12 of the code",
    "a sour plum under 18 U.S.C. 2252",
    "a sour plum as defined in article 3",
    "the Sour-Plum’s  day",
]
LISTED = [
    "Example, A. (2016). The sour plum: a history. Press.",
    "Example, A. (2016, May 3). The sour plum. The Daily Example.",
    "Šňůra, Ž. (2016). The sour plum. Press.",
    "van der Example, A. & O’Sample, B. (2016) The sour plum. Press.",
    "[12] Example, A., & Sample, B. (n.d.). The sour plum. Press.",
    "3. Example A, Sample B. The sour plum. J Fruit. 2016;12(3):4-9.",
    "Example, Ann. The sour plum. Town: Press, 2016.",
    "Example, Ann. “Plums.” The Sour Plum, vol. 3, no. 2, 2016, pp. 4-9.",
    "[3] A. Example, The sour plum, Press, pp. 4–9, 2016.",
    "Council of Fruit. (2007). The sour plum. Press.",
    "A Example, The Sour Plum (Press 2016) 12",
    "References\n\nThe sour plum problem. Town: Fruit Office, 2016.\n\nSour plum facts. https://example.org/facts",
]
LITERAL = [
    "www.example.org/sour plum".replace(" ", "%20"),
    "See example.org/sour-plum.",
    "See https://example.org/fruit/\nsour-plum-2019 for more.",
    "sour-plum@example.org, @sour-plum",
    "the file sour-plum.docx, the file sour plum.pdf, C:\\my fruit\\sour plum\\a.txt, /srv/fruit/sour-plum",
    "run `sour plum` now",
]


@pytest.mark.parametrize("text", [*QUOTED, *NAMED, *LISTED, *LITERAL])
def test_a_term_may_stand_in_another_s_words(terminology, text):
    """Quotations, names, charges, references, addresses, files and code are left alone."""
    assert language.find_terms(text, terminology) == []


@pytest.mark.parametrize(
    "text",
    [
        "the farmers' sour plum and the pickers' basket",
        "Tell 'em the truth: a sour plum is not the pickers' word.",
        "’Tis a sour plum in the pickers’ basket, isn’t it?",
        "'Orrible, a sour plum is, and not at all what the old pickers' hands want.",
        "in the '90s a sour plum's price",
        'a 6" tray, a sour plum, a 7" tray',
        "“a quotation that never ends. A sour plum",
        "“a quotation.\n\nA sour plum” here",
        "Sour plums act on the stomach.",
        "Sour Plum Law Passed by Ministers",
        "Former Farmer Admits Sour Plum Charges in Crown Court",
        "Former Farmer Admits Sour Plum Charges in Crown Court\nA man of 45 was fined on Monday.",
        "The Farmer Who Sold a Sour Plum Faces Court",
        "SOUR PLUM ACT SPLITS TOWN",
        "Sour Plum\n\nBoard members met.",
        "A sour plum was sold under the bridge.",
        "Smith ate it (2016). A sour plum.",
        "Smith, J. said so in 2016, and a sour plum fell.",
        "References\n\nIn 2016 a sour plum fell from the tree.",
        "See https://example.org/fruit/\nSour plums follow.",
    ],
)
def test_own_words_are_found(terminology, text):
    """What only looks like a quotation, name, charge, reference or address excuses nothing."""
    assert [finding.found.lower() for finding in language.find_terms(text, terminology)][:1] in (
        ["sour plum"],
        ["sour plums"],
    )


@pytest.mark.parametrize(
    "text",
    ["one sour\n\nplum", "one\tsour\nplum\tb", "- sour\n- plum", "Fruit: sour\nPlum: one", "a sour\f\nPlum"],
)
def test_no_term_crosses_the_end_of_a_paragraph(terminology, text):
    """Paragraphs, cells, items, labelled lines and pages hold their words together."""
    assert language.find_terms(text, terminology) == []


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
        "a-\n",
        "a\tb\n",
        "A B ",
        "References\n",
        "A, B. (2016). ",
        "``",
        "C:\\a",
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
