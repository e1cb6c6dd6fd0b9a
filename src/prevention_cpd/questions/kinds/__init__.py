"""The kinds of question: a folder each, found by its name.

`scorer.py` reads and scores an answer from the frozen key, and is all that a learner's kernel needs.
`authoring.py` says what a question of the kind must hold, what is frozen as its key, what a learner may see,
and what is told after marking.
"""

from __future__ import annotations

import functools
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prevention_cpd.questions.kinds.provides import Kind
    from prevention_cpd.questions.scoring import Scorer

#: The names of the folders, which are the names of the kinds.
NAMES = tuple(sorted(path.parent.name for path in Path(__file__).parent.glob("*/scorer.py")))


@functools.cache
def kind(name: str) -> Kind:
    """Return what an author and a grader need to know of a kind.

    Args:
        name: one of `NAMES`.
    """
    found: Kind = import_module(f"{__name__}.{name}.authoring").KIND
    return found


@functools.cache
def scorer(name: str) -> Scorer:
    """Return how answers to a kind are read and scored, without loading what only authors need.

    Args:
        name: one of `NAMES`.
    """
    found: Scorer = import_module(f"{__name__}.{name}.scorer").SCORER
    return found
