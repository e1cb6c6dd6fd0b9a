"""The table of threats in the administrators' guide: what is said to stop somebody is shown by a test."""

import ast
import re
from pathlib import Path

import pytest

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
GUIDE = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
TABLE = GUIDE.partition("\n## Who may want what")[2].partition("\n## ")[0]
ROWS = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize(("wish", "stop", "shown"), ROWS, ids=[row[0] for row in ROWS])
def test_what_stops_somebody_is_shown_by_a_test(wish, stop, shown):
    """Each row names tests that exist, as pytest takes them; none stands only where nothing stops anybody."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", shown)

    assert named or (shown == "none" and stop.startswith("nothing")), wish
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, (path, name)


def test_the_table_is_there():
    """Every row has its three cells, and the guide names more than a handful of threats."""
    assert len(ROWS) > 9
    assert {len(row) for row in ROWS} == {3}
