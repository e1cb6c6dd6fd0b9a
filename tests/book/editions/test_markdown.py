"""What a page says, as Markdown: read by a CommonMark reader, it shows the same again."""

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from prevention_cpd.book.editions.markdown import Markdown


def written(html, link=lambda address: address):
    """Return the Markdown of some HTML."""
    tree = BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
    return "\n\n".join(map(str, Markdown(link).blocks(tree)))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>Count <em>people</em></h2>", "## Count *people*"),
        ("<p>One.\nTwo.</p><p>Three.</p>", "One.\nTwo.\n\nThree."),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<ol start="3"><li><p>a</p><p>b</p></li></ol>', "3. a\n\n   b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n\n  - b"),
        ('<ul><li id="figure-x">a</li></ul>', '- <a id="figure-x"></a>a'),
        (
            '<div class="tip admonition"><p class="admonition-title">Note</p><p>a</p></div>',
            "> **Note**\n>\n> a",
        ),
        ("<details><summary>More</summary><p>a</p></details>", "**More**\n\na"),
        ("<dl><dt>word</dt><dd><p>a</p></dd></dl>", "**word**\n\n> a"),
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><th>1</th><td><p>2|3</p><p>4</p></td></tr></table>",
            "| A | B |\n| --- | --- |\n| **1** | 2\\|3<br>4 |",
        ),
        ('<p><a href="b.html#c">b</a></p>', "[b](b.html#c)"),
        ('<img alt="a &lt; b" src="data:x">', '<img alt="a &lt; b" src="data:x">'),
        ("<p><q>so</q> <code>x_y</code></p>", "“so” `x_y`"),
        ('<p><span class="cpd-outcome-id">T1</span> Say.</p>', "**T1** Say."),
    ],
)
def test_each_element_has_its_markdown(html, markdown):
    """Headings, lists, boxes, tables, links and images become what Jupyter knows."""
    assert written(html) == markdown


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4 and *stars*",
        "a_b, _c_ and __d__",
        "`code` and $5 or $6",
        "[words](address) and [x]",
        "a <b> & &amp; c",
        "1. no list",
        "- no list",
        "+ no list",
        "# no heading",
        "> no quotation",
        "first\n2) no list either",
        "10.2 is a number",
        "~~kept~~ \\ and \\*",
    ],
)
def test_signs_of_markdown_in_a_text_stay_text(text):
    """Whatever a page says is shown as it was, and never taken for Markdown."""
    html = BeautifulSoup("<p></p>", "html.parser")
    html.p.string = text

    shown = BeautifulSoup(
        MarkdownIt("gfm-like", {"linkify": False}).render(written(str(html))), "html.parser"
    )

    assert [child.name for child in shown.select("*")] == ["p"]
    assert shown.p.get_text() == text


@pytest.mark.parametrize("html", ["<p>a<strong>b</strong>c</p>", "<p><em>“a”</em>b</p>", "<p><b>a </b>b</p>"])
def test_emphasis_is_seen_wherever_it_begins(html):
    """Emphasis inside a word, or that ends with a sign, is emphasis for Jupyter too."""
    shown = BeautifulSoup(MarkdownIt().render(written(html)), "html.parser")

    assert len(shown.find_all(["strong", "em"])) == 1
    assert shown.get_text().strip() == BeautifulSoup(html, "html.parser").get_text()


def test_a_link_that_leads_nowhere_becomes_words():
    """Where a notebook has no such page, the words stay."""
    assert written('<p><a href="search.html">Search</a></p>', lambda _address: None) == "Search"
