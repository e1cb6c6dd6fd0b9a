"""Pages without what no browser shows: the text is the same, and what counts stays."""

from __future__ import annotations

import pytest

from prevention_cpd.book.compiling.shortening import shortened

HEAD = (
    '<head>\n  <link rel="stylesheet" type="text/css" href="a.css" />'
    '\n  <script defer="defer" src="b.js"></script>\n</head>'
)


def test_indents_go_and_lines_stay_apart():
    """A line end is a space to a browser, so one of them stays wherever there was white space with one."""
    assert (
        shortened("<p>one\n     two</p>\n\n\n  <p>three  four</p>") == "<p>one\ntwo</p>\n<p>three  four</p>"
    )


@pytest.mark.parametrize(
    "kept",
    [
        "<pre>a\n    b\n\n</pre>",
        "<textarea>\n  own words\n\n</textarea>",
        '<script type="application/json">{"text": "a\n   b"}</script>',
        "<style>\n  a {}\n</style>",
    ],
)
def test_where_white_space_counts_it_stays(kept):
    """Code, a field with text, and data come through as they are."""
    assert shortened(f"<div>\n  {kept}\n  <b>c</b>\n</div>") == f"<div>\n{kept}\n<b>c</b>\n</div>"


def test_the_head_says_what_does_not_go_without_saying():
    """The kind of a style sheet, the value of a switch, and the slash of XML are left out."""
    assert shortened(HEAD) == (
        '<head>\n<link rel="stylesheet" href="a.css">\n<script defer src="b.js"></script>\n</head>'
    )


def test_a_space_that_may_not_break_stays():
    """It is a sign like any other, at the end of a line too."""
    assert shortened("<p>230\N{NO-BREAK SPACE}\n  °C</p>") == "<p>230\N{NO-BREAK SPACE}\n°C</p>"


def test_a_drawing_keeps_its_slashes():
    """In SVG an element without an end has to say so."""
    assert shortened('<p><svg><path d="M0 0"/><path d="M1 1"/></svg></p>').count("/>") == 2
