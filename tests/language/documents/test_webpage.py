"""HTML: blocks stay apart, tags and scripts are gone, and lines are those of the source."""

import pytest

from prevention_cpd.language import read_bytes


def page(text):
    """Read a page."""
    return read_bytes(text.encode(), ".html")


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("<p>a<p>b</p>c", ["a", "b", "c"]),
        ("<ul><li>a</li><li>b</li></ul>", ["a", "b"]),
        ("<table><tr><td>a<td>b</table>", ["a", "b"]),
        ("<p>a<b>b</b>c", ["abc"]),
        ("<p>a<br>b<br><br>c", ["a b", "c"]),
        ("<p>a\n  b</p>", ["a b"]),
        ("<script>if (a < b) { '</p>' }</script><style>p{}</style><p>a", ["a"]),
        ("<p>a <code>b</code> c", ["a c"]),
        ("<p title='a > b'>c", ["c"]),
        ("<!-- a --><!DOCTYPE html><?x a?><p>b", ["b"]),
        ("<p>fish &amp; chips &ldquo;x&rdquo; a &lt; b", ["fish & chips “x” a < b"]),
        ("<p>a < b", ["a < b"]),
        ("<p>a <b never closed", ["a"]),
        ("<p>a <!-- never closed <p>b", ["a"]),
        ("<p>a <script>never closed <p>b", ["a"]),
        ("<p>he said <q>a <q>b</q></q>", ["he said “a “b””"]),
    ],
)
def test_only_prose_is_left(text, blocks):
    """What a reader sees is left, block by block."""
    assert [" ".join(block.split()) for block in page(text).text.split("\n\n") if block.strip()] == blocks


def test_styles_of_an_exported_page_are_known():
    """Word processors export quotations as classes and titles as styles."""
    document = page(
        "<p class=MsoQuote>quoted<p>In <span style='font-style:italic'>A Title of Words</span>, no"
        "<div class='block-quotation'><p>more</div><p class=MsoNormal>own"
    )

    assert [document.text[slice(*span)].strip() for span in document.marked.quotations] == ["quoted", "more"]
    assert [document.text[slice(*span)] for span in document.marked.titles] == ["A Title of Words"]


def test_what_is_not_read_is_named():
    """Pictures of which nothing is said, and pages within the page, are named with their line; drawn text is read."""
    document = page("<p>a<img src=x alt='b'>\n<img src=y>\n<iframe src=z></iframe><svg><text>c</text></svg>")

    assert document.text.split() == ["a", "b", "c"]
    assert document.unread == (
        "the words in the picture in line 2 were not read",
        "a page within the page in line 3 was not read",
    )


def test_places_are_lines_of_the_source():
    """A word knows the line that it stands in, whatever tags go before."""
    document = page("<html>\n<head><style>\n\n</style></head>\n<p>one\ntwo &amp;\nthree</p>\n")

    assert [document.place(document.text.index(word)).number for word in ("one", "two", "three")] == [5, 6, 7]


def test_quotations_and_titles_are_marked():
    """Block quotations, cited works and italics that look like a title are told."""
    text = (
        "<blockquote><p>a<p>b</blockquote><p><cite>work</cite> in <i>A Title of Words</i>, <em>very</em>"
        "<p><em>All Of This Paragraph.</em><blockquote>open</i></q>"
    )
    document = page(text)

    def told(spans):
        return [" ".join(document.text[start:end].split()) for start, end in spans]

    assert told(document.marked.quotations) == ["a b", "open"]
    assert told(document.marked.titles) == ["work", "A Title of Words"]
