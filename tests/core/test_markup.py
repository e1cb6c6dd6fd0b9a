"""Markdown of questions becomes HTML; raw HTML does not pass."""

from prevention_cpd.core import markup


def test_raw_html_is_text():
    """A tag that an author or a learner types is shown, not run."""
    assert "<script>" not in markup.to_html("a <script>alert(1)</script> b")


def test_a_dangerous_link_is_no_link():
    """A link to a script is left as text."""
    assert "<a" not in markup.to_html("[x](javascript:alert(1))")


def test_roles_are_put_into_words():
    """A role is given to the resolver with its name and content; without a resolver its text stays."""
    shown = markup.to_inline_html("See {fact}`iwf_2018`.", lambda role, content: f"[{role}|{content}]")

    assert shown == "See [fact|iwf_2018]."
    assert (
        markup.to_text("{fact}`about 2.6 times <uk_referrals_ratio>` and {cite:p}`nca2019`")
        == "about 2.6 times and nca2019"
    )


def test_roles_are_listed_with_their_targets():
    """Every role of a text is listed with the id that it names."""
    found = markup.roles_in("{fact}`a` {fact}`shown <b>` {cite:t}`c`")

    assert found == [("fact", "a"), ("fact", "b"), ("cite:t", "c")]
