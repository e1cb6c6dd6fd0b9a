"""The one reader of pages: blocks, roles, links, directives, each with its line."""

from prevention_cpd.check.page import Page
from prevention_cpd.core import pages

TEXT = """---
title: A page
---
# Head {fact}`one`

See [the `code` page](a.md)
and ![a picture](b.png) and {cite:p}`key,
other`.

:::{figure} c.png
:alt: Words {fact}`two`

Caption {term}`shown <entry>`
:::

| a | b |
|---|---|
| {fact}`three` | `{fact}` |

```{chart} one two
A caption.
```

```{code-cell} ipython3
activity("m/a")
```
"""


def page(tmp_path):
    """Read the page above."""
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    return Page.read(path)


def test_roles_know_their_line(tmp_path):
    """In headings, paragraphs, options, captions and cells, but not in code."""
    assert page(tmp_path).roles() == [
        (4, "fact", "one"), (7, "cite:p", "key, other"), (11, "fact", "two"), (13, "term", "entry"), (18, "fact", "three"),
    ]  # fmt: skip


def test_links_and_charts_know_their_line(tmp_path):
    """A link has its text and address; a chart the facts that it is drawn from."""
    assert page(tmp_path).links() == [(6, False, "the code page", "a.md"), (7, True, "a picture", "b.png")]
    assert page(tmp_path).charted() == [(20, "one"), (20, "two")]


def test_prose_is_what_a_reader_sees(tmp_path):
    """Without code, roles and what stands above the page."""
    prose = page(tmp_path).prose

    assert "A caption." in prose
    assert "activity" not in prose
    assert "A page" not in prose


def test_blocks_come_in_the_order_of_their_lines():
    """Notes at the foot and labels of links change nothing."""
    found = pages.read("a[^1] [b][c]\n\n[^1]: d\n\n[c]: https://example.org\n\ne")

    assert [(block.line, block.text) for block in found.blocks] == [(1, "a b"), (3, "d"), (7, "e")]
    links = (piece.address for block in found.blocks for piece in block.pieces if piece.name == "link")
    assert next(links) == "https://example.org"
