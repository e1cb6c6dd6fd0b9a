"""The page "Who is who" in a browser: the filter knows the groups and kinds of the course, and hides nothing for good."""

from __future__ import annotations

import pytest
from book.conftest import small_book
from book.sources.test_who_is_who import ENTRIES, PAGE
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def small(tmp_path_factory, serve):
    """Return the address of a small book with two entries: one of all groups, one of the middle."""
    book = small_book(tmp_path_factory.mktemp("who"))
    book.write("assets/initiatives.yml", ENTRIES)
    book.write(f"{PAGE}.md", "# Who is who\n\nText.\n\n```{who-is-who}\n```\n")
    contents = "      - file: reference/glossary\n"
    book.replace("_toc.yml", contents, f"{contents}      - file: {PAGE}\n")
    return f"{serve(book.build().out)}{PAGE}.html"


@pytest.mark.parametrize(
    ("name", "choice", "left"),
    [
        ("groups", "In the middle", ["growers", "line"]),
        ("groups", "Late", ["growers"]),
        ("groups", "None of its own", []),
        ("kind", "Help and self-help", ["line"]),
        ("countries", "United Kingdom", ["growers"]),
    ],
)
def test_a_choice_leaves_what_fits(small, page, name, choice, left):
    """What does not fit is hidden, the number of entries is told, and all come back."""
    page.goto(small)
    page.locator(f"select[name={name}]").select_option(label=choice)

    for entry in ("growers", "line"):
        expect(page.locator(f"#who-{entry}")).to_be_visible(visible=entry in left)
    expect(page.get_by_role("status")).to_have_text(f"{len(left)} of 2 entries shown.")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".cpd-who-list > li:visible")).to_have_count(2)


def test_a_link_reaches_a_hidden_entry(small, page):
    """A link to an entry shows it, whatever the filter says."""
    page.goto(small)
    page.get_by_label("Kind of orchard").select_option(label="Late")
    page.evaluate("location.hash = 'who-line'")

    expect(page.locator("#who-line")).to_be_visible()
