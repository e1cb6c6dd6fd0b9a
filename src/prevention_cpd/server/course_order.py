"""The order in which the course gives its quizzes."""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import CourseError
from prevention_cpd.questions import assignment_id, load_blueprints

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def in_order(course: Path, names: Iterable[str]) -> list[str]:
    """Return names of assignments in the order of the blueprints, those that these do not know last."""
    path = course / "quizzes.yml"
    place: dict[str, int] = {}
    with contextlib.suppress(CourseError, OSError):
        place = _places(path, path.stat().st_mtime_ns)
    return sorted(names, key=lambda name: (place.get(name, len(place)), name))


@functools.lru_cache(maxsize=8)
def _places(path: Path, _changed: int) -> dict[str, int]:
    forms = (assignment_id(quiz, form) for quiz in load_blueprints(path) for form in quiz.forms)
    return {name: at for at, name in enumerate(forms)}
