"""The course is easy to read: tired people read it between two calls."""

from __future__ import annotations

from prose.spelling import ROOT

from prevention_cpd.check.course import reading_levels
from prevention_cpd.core.tree import Tree

#: When this was written, the hardest page of a module had 7.8 and half of them had 5 or less.
HARDEST = 8.0


def test_no_page_of_a_module_is_hard():
    """No page of a module asks for more than eight years of school."""
    levels = {
        name: level for name, level in reading_levels(Tree(ROOT)).items() if name.startswith("modules/")
    }

    hard = {name: round(level.grade, 1) for name, level in levels.items() if level.grade > HARDEST}

    assert len(levels) > 30
    assert hard == {}
