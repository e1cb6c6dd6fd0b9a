"""Markdown: what a reader sees, with its line; quotations and titles are told."""

import pytest

from prevention_cpd.language import read_bytes


def lines(text):
    """Return each line of prose with the number of the line it stands in."""
    document = read_bytes(text.encode(), ".md")
    found, at = [], 0
    for line in document.text.split("\n"):
        if line.strip():
            found.append((document.place(at).number, " ".join(line.replace("\ufffc", "_").split())))
        at += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("---\ntitle: a\n---\nb", [(4, "b")]),
        ("---\ntitle: A title of words\ntags: [one two]\n---\nb", [(2, "A title of words"), (3, "one two"), (5, "b")]),
        ("---\nabout: >-\n  folded words\n---\n", [(3, "folded words")]),
        ("---\nno metadata at all\n---\nb", [(2, "no metadata at all"), (4, "b")]),
        ("a `code` b", [(1, "a _ b")]),
        ("a ``co`de`` b ` c", [(1, "a _ b ` c")]),
        ("a `one\ntwo` b\nc", [(1, "a _ b"), (3, "c")]),
        ("```\ncode\n```\nb", [(4, "b")]),
        ("~~~~ python\ncode\n~~~\n~~~~\nb", [(5, "b")]),
        ("- a\n\n  ```\n  code\n  ```\n- b", [(1, "a"), (6, "b")]),
        ("```\nnever closed", []),
        ("```{code-cell} ipython3\ncode\n```\nb", [(4, "b")]),
        ("```{note}\n:class: tip\na\n```\nb", [(3, "a"), (5, "b")]),
        ("````{admonition} A title\n```\ncode\n```\na\n````\nb", [(1, "A title"), (5, "a"), (7, "b")]),
        (":::{figure} x.png\n:alt: words\n:width: 3\na\n:::", [(2, "words"), (4, "a")]),
        ("a {term}`CSEM` and {cite:p}`key2019`.", [(1, "a _ and _.")]),
        ("[words](https://example.org/a_(b) 'title') c", [(1, "words c")]),
        ("[words][label] c\n\n[label]: https://example.org", [(1, "words c")]),
        ("[^1]: a footnote", [(1, "a footnote")]),
        ("a <b class='x'>b</b>", [(1, "a b")]),
        ("a <!-- hidden\nhidden --> b", [(1, "a b")]),
        ("<div>\na <i>b</i>\n</div>", [(2, "a b")]),
        ("(target)=\n% comment\na", [(3, "a")]),
        ("**bold** and *italic* and ***both*** 2 * 3 * 4", [(1, "bold and italic and both 2 * 3 * 4")]),
        ("child **porno**graphy", [(1, "child pornography")]),
        ("a < b and snake_case_name", [(1, "a < b and snake_case_name")]),
        ("a &amp; b\\* c\nd", [(1, "a & b* c"), (2, "d")]),
        ("| a | b |\n|---|---|\n| c | d |", [(1, "a"), (1, "b"), (3, "c"), (3, "d")]),
        ("> a\n> b", [(1, "a"), (2, "b")]),
    ],
)  # fmt: skip
def test_only_prose_is_left(text, prose):
    """Code, roles, addresses, tags and marks are gone; every line keeps its number."""
    assert lines(text) == prose


def test_quotations_and_titles_are_marked():
    """Block quotations, and italics that look like a title, are told; notes and stress are not."""
    text = "> quoted\n> words\n\nIn *A Title of Words* he is *very* sure.\n\n*All Of This Paragraph.*\n\n> [!NOTE]\n> a note\n"
    document = read_bytes(text.encode(), ".md")

    def told(spans):
        return [" ".join(document.text[start:end].split()) for start, end in spans]

    assert told(document.marked.quotations) == ["quoted words"]
    assert told(document.marked.titles) == ["A Title of Words"]


def test_a_picture_of_which_nothing_is_said_is_named():
    """What stands in a picture cannot be read; words that describe it can."""
    document = read_bytes(b"![a plan](a.png)\n\n![](b.png)", ".md")

    assert document.text.split() == ["a", "plan"]
    assert document.unread == ("the words in the picture in line 3 were not read",)
