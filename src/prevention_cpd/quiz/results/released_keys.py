"""The keys of a quiz as they were released, which the gradebook keeps."""

from __future__ import annotations

import functools
from typing import Any

from nbgrader.api import Assignment, Notebook, SourceCell
from sqlalchemy import select

from prevention_cpd.quiz.format.key import BEGIN, NoKeyError, ReleasedQuestion, read_key


def keys(db: Any, quiz: str) -> dict[str, ReleasedQuestion]:
    """Return the key of each question, in the order of the quiz; without those that cannot be read.

    Args:
        db: a connection to the gradebook, or a session.
        quiz: the assignment.
    """
    cells = select(SourceCell.source).join(Notebook, SourceCell.notebook_id == Notebook.id)
    cells = cells.join(Assignment, Notebook.assignment_id == Assignment.id).where(Assignment.name == quiz)
    found = filter(None, (read(source or "") for source in db.scalars(cells)))
    return {key.id: key for key in sorted(found, key=lambda key: key.number)}


def read(source: str) -> ReleasedQuestion | None:
    """Return the key in a cell's text; None where there is none."""
    # What learners wrote holds no key, and there is too much of it to remember.
    return _key(source) if BEGIN in source else None


@functools.lru_cache(maxsize=1024)
def _key(source: str) -> ReleasedQuestion | None:
    try:
        return read_key(source)
    except NoKeyError:
        return None
