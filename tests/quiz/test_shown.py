"""A learner's text is shown as text."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown import markdown2html

from prevention_cpd.quiz.escape import as_text, block, quoted

HOSTILE = [
    "<script>alert(1)</script>",
    "# heading\n\n* list\n\n[link](javascript:alert(1)) ![x](http://example.org/x.png)",
    "$$\\def\\x{}\\x$$ and $x$",
    "```\ncode\n```\n</pre></div><img src=x onerror=alert(1)>",
    "{% raw %} {{ 1 }} &amp; &lt;b&gt;",
    "a\n\n\n\n    indented\n\tb",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_leaves_the_text_alone(text):
    """What nbconvert makes of a shown answer reads letter for letter as it was written."""
    rendered = markdown2html(block(text))
    assert html.unescape(re.sub(r"<[^>]+>", "", rendered)).strip("\n") == text
    assert not re.search(r"<(script|img|a|h1|li|code|div)\b", rendered)


@settings(deadline=None)  # a busy machine is no finding
@given(st.text())
def test_any_text_is_one_safe_line(text):
    """Whatever the characters, the result is one line that can be written as UTF-8 and holds no mark-up sign."""
    shown = as_text(text)
    shown.encode("utf-8")
    assert not re.search(r"[<>\"'`*_\n\r\[\]$\\]", shown)


def test_hidden_characters_are_seen():
    """Half a surrogate pair, a null and a sign that turns the writing round become a visible mark."""
    assert as_text("\ud800\0\u202e") == "\N{REPLACEMENT CHARACTER}" * 3


def test_quoting_is_short():
    """A value is quoted as JSON and cut short."""
    assert len(html.unescape(quoted({"a": "x" * 5000}))) < 400
