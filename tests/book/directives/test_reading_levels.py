"""The table of reading levels."""

from __future__ import annotations

import pytest

EASY = "The cat sat on a mat. " * 40
HARD = "Organisational considerations necessitate comprehensive deliberation. " * 40
TABLE = "```{reading-levels}\n```"


def rows(micro) -> dict[str, list[str]]:
    """Return the cells of the table by the title of the page."""
    found = micro.soup("reference/help").select("article table tbody tr")
    return {row.th.a.string: [cell.contents[-1] for cell in row.select("td")] for row in found if row.td}


def test_each_page_has_its_level(micro):
    """A page with enough words has a row with a link, its words, words a sentence and grade."""
    micro.page(EASY)
    micro.page(TABLE, "reference/help")

    micro.build()

    assert rows(micro) == {"First page": ["240", "6.0", "-1.4"]}
    link = micro.soup("reference/help").select_one("article tbody a")
    assert link["href"] == "../modules/terminology/index.html"
    assert micro.soup("reference/help").select_one("th[scope=rowgroup]").string == "Module 1: Apples"
    assert micro.warnings == []


@pytest.mark.slow
def test_the_table_follows_the_pages(micro):
    """When only another page was edited, the next build writes the table again."""
    micro.page(EASY)
    micro.page(TABLE, "reference/help")
    micro.build()
    before = rows(micro)

    micro.page(HARD)
    micro.build()

    assert rows(micro) != before
