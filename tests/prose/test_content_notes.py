"""What is hardest in a module is told before it, in what a reader sees without opening a fold."""

from __future__ import annotations

import re

import pytest
from prose.spelling import ROOT

MODULES = sorted(path.parent for path in (ROOT / "modules").glob("*/index.md"))
NOTE = re.compile(r"^```\{content-note\}\n(.+?)\n(?:\n(.*?)\n)?```$", re.DOTALL | re.MULTILINE)


def names_suicide(text: str) -> bool:
    """Whether a text names suicide."""
    return "suicid" in text.lower()


@pytest.mark.parametrize("module", MODULES, ids=[path.name for path in MODULES])
def test_suicide_is_named_before_a_module_begins(module):
    """Where any page or activity of a module names it, the first paragraph of the note on its start page does."""
    [(seen, folded)] = NOTE.findall((module / "index.md").read_text(encoding="utf-8"))
    texts = [
        folded,
        *(path.read_text(encoding="utf-8") for path in module.rglob("*.*") if path.name != "index.md"),
    ]

    assert names_suicide(seen) or not any(map(names_suicide, texts))
