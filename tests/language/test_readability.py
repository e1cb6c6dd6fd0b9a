"""How hard a text is to read."""

from __future__ import annotations

import pytest

from prevention_cpd.language import reading_of
from prevention_cpd.language.readability import FEWEST_WORDS, Reading, measure, syllables
from prevention_cpd.language.runningtext import running_text

SYLLABLES = {
    1: "a the cat helped names files friend",
    2: "people table tables wanted houses being nation client police police's",
    3: "images offences services behaviour prevention CPD",
    4: "material 2019 CSEM helicopter",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in SYLLABLES.items() for word in words.split()]
)
def test_syllables(word, count):
    """Silent endings are not counted, spoken ones are, and abbreviations and numbers are read aloud."""
    assert syllables(word) == count


def test_the_formulas():
    """Ten words in one sentence, with 15 syllables, give the figures of the two papers' formulas."""
    reading = Reading(words=10, sentences=1, syllables=15)

    assert reading.ease == pytest.approx(206.835 - 10.15 - 126.9)
    assert reading.grade == pytest.approx(3.9 + 17.7 - 15.59)


def test_words_and_sentences_are_counted():
    """Hyphens part words; a number with a comma is one; marks and line breaks end sentences."""
    reading = measure("Well-known, 1,000 people! Really?\nYes: they don't.\n" * 20)

    assert reading
    assert (reading.words, reading.sentences) == (20 * 8, 20 * 4)


def test_longer_sentences_and_words_are_harder():
    """A text of long sentences and words has a higher grade and a lower ease."""
    easy = measure("The cat sat. " * 50)
    hard = measure("Organisational considerations necessitate comprehensive deliberation. " * 50)

    assert easy
    assert hard
    assert easy.grade < hard.grade
    assert easy.ease > hard.ease


def test_a_short_text_has_no_level():
    """Under a hundred words a figure would be chance."""
    assert measure("word " * (FEWEST_WORDS - 1)) is None
    assert measure("word " * FEWEST_WORDS)
    assert measure("") is None


def test_running_text_is_what_a_reader_reads_in_sentences():
    """Front matter, headings, tables, code, options and marks go; items, bodies and shown words stay."""
    page = (
        "---\na: b\n---\n\n# Title\n\nSee [the page](x.md), *now*.\n- One `item` {term}`shown <entry>`.\n"
        "1. Two {fact}`count`.\n\n| a | b |\n|---|---|\n| c | d |\n\n```{chart} f\n:alt: Not read.\nCaption.\n```\n\n"
        "```{code-cell} ipython3\nactivity()\n```\n> Quoted.\n"
    )

    text = running_text(page, lambda role, content: f"<{role} {content}>")

    assert text.splitlines() == [
        "See the page, now.",
        "One item <term shown <entry>>.",
        "Two <fact count>.",
        "Caption.",
        "Quoted.",
    ]


def test_a_page_is_measured_as_shown():
    """A figure counts with the words that the page prints, a citation not at all."""
    start = "word " * (FEWEST_WORDS - 2)

    assert reading_of(start + "{fact}`n` {cite:p}`key`", {"n": "12 people"})
    assert reading_of(start + "{cite:p}`key` {cite:t}`key`", {}) is None
    assert reading_of(start + "{fact}`a dozen <n>`", {"n": "twelve"})
