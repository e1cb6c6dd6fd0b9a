"""Text for the search page: packed so that the script gets back what was said, and smaller than text alone."""

from __future__ import annotations

import base64
import zlib

import pytest

from prevention_cpd.core.packing import coded, decoded, index_script, packed, read_index


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one",
        " two words ",
        "A heading\tIts text, 1,000 of 0.7 %.\nAnother\t“quoted” (2019); self-generated",
        "café au lait, naïve Lätth et al. — 2² ½",
        " ".join(f"word{number}" for number in range(20_000)),
    ],
)
def test_a_text_comes_back_whole(text):
    """Words, signs, lines and spaces are those that went in, however many words there are."""
    assert decoded(*coded(text)) == text


def test_the_commonest_word_has_the_shortest_number():
    """It is written with one byte, and a single space between two words with none."""
    runs, numbers = coded("so so so so, then")

    assert (runs[0], numbers[:4]) == ("so", bytes(4))


def test_packed_bytes_are_deflated():
    """A browser's own DecompressionStream reads them as raw deflate."""
    assert zlib.decompress(base64.b64decode(packed(b"a" * 1000)), -zlib.MAX_WBITS) == b"a" * 1000


def test_the_script_of_the_search_can_be_read():
    """All that it knows comes back, and all that the pages say; another script says nothing."""
    said = read_index(index_script({"pages": [["Apples", "apples.html"]]}, "Pips\tThere are 1,000 pips."))

    assert '["Apples","apples.html"]' in said
    assert said.endswith("\nPips\tThere are 1,000 pips.")
    assert read_index("let pips = 1000;") == ""
    for damaged in ("[", "[1, 2]", '["A", "B"]', '["", ""]', "{}", "null"):
        assert read_index(f"window.CPD_SEARCH = {damaged};") == ""
