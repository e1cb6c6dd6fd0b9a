"""Markdown: prose stays where it stands, all else is blank."""

import pytest

from prevention_cpd.language import read_bytes


def lines(text):
    """Return the prose of each line, without the white space round it."""
    return [" ".join(line.split()) for line in read_bytes(text.encode(), ".md").text.split("\n")]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("---\ntitle: a\n---\nb", ["", "", "", "b"]),
        ("a `code` b", ["a b"]),
        ("a ``co`de`` b ` c", ["a b ` c"]),
        ("a `one\ntwo` b", ["a", "b"]),
        ("```\ncode\n```\nb", ["", "", "", "b"]),
        ("~~~~ python\ncode\n~~~\n~~~~\nb", ["", "", "", "", "b"]),
        ("- a\n\n  ```\n  code\n  ```\n- b", ["- a", "", "", "", "", "- b"]),
        ("```\nnever closed", ["", ""]),
        ("```{code-cell} ipython3\ncode\n```\nb", ["", "", "", "b"]),
        ("```{note}\n:class: tip\na\n```\nb", ["", "", "a", "", "b"]),
        ("````{admonition} A title\n```\ncode\n```\na\n````\nb", ["A title", "", "", "", "a", "", "b"]),
        (":::{figure} x.png\n:alt: words\n:width: 3\na\n:::", ["", "words", "", "a", ""]),
        ("a {term}`CSEM` and {cite:p}`key2019`.", ["a and ."]),
        ("[words](https://example.org/a_(b) 'title') c", ["[words] c"]),
        ("[words][label] c\n\n[label]: https://example.org", ["[words] c", "", ""]),
        ("[^1]: a footnote", ["[^1]: a footnote"]),
        ("a <https://example.org> <b class='x'>b</b>", ["a b"]),
        ("a <!-- hidden\nhidden --> b", ["a", "b"]),
        ("(target)=\n% comment\na", ["", "", "a"]),
        ("**bold** and *italic* and ***both*** 2 * 3 * 4", ["bold and italic and both 2 * 3 * 4"]),
        ("child **pornography**", ["child pornography"]),
        ("a < b and snake_case_name", ["a < b and snake_case_name"]),
    ],
)
def test_only_prose_is_left(text, prose):
    """Code, roles, addresses, tags and marks are blank; every line keeps its number."""
    assert lines(text) == prose


def test_quotations_and_titles_are_marked():
    """Block quotations, and italics that look like a title, are told; notes and stress are not."""
    text = "> quoted\n> words\n\nIn *A Title of Words* he is *very* sure.\n\n*All Of This Paragraph.*\n\n> [!NOTE]\n> a note\n"
    document = read_bytes(text.encode(), ".md")

    def told(spans):
        return [" ".join(document.text[start:end].split()) for start, end in spans]

    assert told(document.marked.quotations) == ["quoted words"]
    assert told(document.marked.titles) == ["A Title of Words"]
