"""One reading of a text before anything is looked for, with the way back, the same in Python and in the page."""

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention_cpd import language
from prevention_cpd.activities.kinds import kinds
from prevention_cpd.frontend import compose
from prevention_cpd.language.normalise import DOUBTFUL, readings

DATA = Path(__file__).parent / "data"
ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
#: Where the page has the same rules.
PAGE = kinds()["language"].folder
VECTORS = json.loads((DATA / "readings.json").read_text(encoding="utf-8"))
#: What texts are put together from: words, marks, and what writers and programs do to them.
PARTS = (
    "child porn", "ography", "porno-\n", "graphy", "“", "”", "„", "«", "»", "'", '"', "‘", "’", "offender", "s",
    " the ", "The ", "Sex Offenders", " Act", " 2003", " (Storage) ", "Board", " ", "\n", "\n\n", "\t", "\f", "- ",
    "References\n", "Example, A. (2016). ", " 2016.", "https://x.org/", "-", "\u00ad", "\u200b", "&nbsp;", "&shy;",
    "ﬁ", "P R E D A T O R", "  ", "P REDATOR", "predator", ".", ",", "in ", " and ", " contrary to section 3", "`", "@",
    "A: ", "``", "''", ",,", "no", "risk", "É", "ß", "🙂", "\u2028", "\u2029", "\r\n", "x.pdf", "C:\\a b\\", "[1] ", "1. ",
)  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=14).map("".join)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["why"] for vector in VECTORS])
def test_a_text_is_read_as_its_vector_says(vector):
    """Each vector made by hand reads as it says, once or twice."""
    assert [read.text for read in readings(vector["text"])] == vector["reads"]


@given(texts)
def test_a_reading_is_plain(text):
    """It has single spaces, no other white space but the end of a paragraph, and is read again as it is."""
    for read in readings(text):
        assert not re.search(r"[^\S \n]|  |\n\n|" + DOUBTFUL, read.text)


@given(texts)
def test_every_letter_finds_its_way_back(text):
    """A letter of a reading stands at its place in the text, and places follow each other."""
    for read in readings(text):
        reached = 0
        for at, sign in enumerate(read.text):
            start, end = read.span(at, at + 1)
            assert reached <= start < end <= len(text)
            reached = start
            if sign.isascii() and sign.isalpha() and not re.search(r"&\w+;|ﬁ", text):
                assert text[start] == sign


def test_a_word_that_was_taken_apart_has_one_place():
    """From its first letter to its last, in the text as it was given."""
    text = "He had child porno-\n  graphy."
    read = next(readings(text))
    start = read.text.index("pornography")

    assert text[slice(*read.span(start, start + len("pornography")))] == "porno-\n  graphy"


@pytest.mark.slow
def test_the_page_reads_and_finds_the_same(page):
    """On the vectors and on texts put together by chance, the page gives what the command gives."""
    terminology = language.load(ROOT / "assets" / "terminology.yml")
    chance = random.Random(4)  # no secret
    given = [vector["text"] for vector in VECTORS]
    given += ["".join(chance.choices(PARTS, k=chance.randint(1, 14))) for _ in range(3000)]
    page.goto("about:blank")
    in_python = [
        [
            [read.text for read in readings(text)],
            [
                [_units(text, one.start), _units(text, one.end), one.line, one.found, one.term.id]
                for one in language.find_terms(text, terminology)
            ],
        ]
        for text in given
    ]

    in_page = page.evaluate(
        """async ([terms, normalise, exported, texts]) => {
          const load = (text) => import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
          const [{ findTerms }, { readings }] = [await load(terms), await load(normalise)];
          return texts.map((text) => [
            readings(text, exported.rules).map((read) => read.text),
            findTerms(text, exported).map((one) => [one.start, one.end, one.line, one.found, one.term.id]),
          ]);
        }""",
        [compose(PAGE / "terms.js"), compose(PAGE / "normalise.js"), language.export(terminology), given],
    )

    assert in_page == in_python
    assert sum(bool(found) for _, found in in_python) > 500


def _units(text, position):
    """Return a position as JavaScript counts it."""
    return len(text[:position].encode("utf-16-le")) // 2
