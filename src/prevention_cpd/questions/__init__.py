"""Questions: banks, blueprints, keys and scores. Knows no host: no Sphinx, no nbgrader, no widgets.

What is named here is loaded when it is asked for: a learner's kernel scores and saves answers without
the Markdown and the schemas that authors need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prevention_cpd.questions.bank import Bank, load_bank
    from prevention_cpd.questions.blueprint import Blueprint, assignment_id, load_blueprints
    from prevention_cpd.questions.drawing import draw
    from prevention_cpd.questions.marking import mark
    from prevention_cpd.questions.model import Question
    from prevention_cpd.questions.passing import PassRule
    from prevention_cpd.questions.presenting import key_of, public, review
    from prevention_cpd.questions.scoring import Mark

__all__ = [
    "Bank",
    "Blueprint",
    "Mark",
    "PassRule",
    "Question",
    "assignment_id",
    "draw",
    "key_of",
    "load_bank",
    "load_blueprints",
    "mark",
    "public",
    "review",
]

_HOMES = {
    "bank": ("Bank", "load_bank"),
    "blueprint": ("Blueprint", "assignment_id", "load_blueprints"),
    "drawing": ("draw",),
    "marking": ("mark",),
    "model": ("Question",),
    "passing": ("PassRule",),
    "presenting": ("key_of", "public", "review"),
    "scoring": ("Mark",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
