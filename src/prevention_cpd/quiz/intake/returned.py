"""Whether feedback has been returned: who has seen it hands in no more of that form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def page(course: Path, person: str, quiz: str) -> Path:
    """Return where the feedback page of a learner stands once it is returned.

    Args:
        course: the folder of the nbgrader course.
        person: an id.
        quiz: a form of a quiz.
    """
    return course / "feedback" / person / quiz / f"{quiz}.html"


def is_closed(course: Path, person: str, quiz: str) -> bool:
    """Tell whether nothing more is taken of a form of a quiz; see `page`."""
    return page(course, person, quiz).is_file()
