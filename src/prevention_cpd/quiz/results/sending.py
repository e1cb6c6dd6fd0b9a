"""Feedback as files to send: one for each learner, named after the quiz and the learner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.core import files
from prevention_cpd.quiz.intake.quarantine import storable
from prevention_cpd.quiz.results.outcomes import results

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What there is to send."""

    written: tuple[Path, ...]
    #: Learners whose answers still wait for a marker, so that the page would not be the last word.
    held: tuple[str, ...]
    #: Learners who handed in and have no page yet.
    without: tuple[str, ...]


def write(course: Path, quiz: str, folder: Path, *, waiting: bool = False) -> Sending:
    """Write the feedback page of each learner into a folder; each page is complete in itself.

    Args:
        course: the folder of the nbgrader course.
        quiz: the assignment.
        folder: where to; it is made.
        waiting: whether learners are served as well whose answers still wait for a marker.

    Raises:
        CourseError: when there is no such quiz or no gradebook.
        OSError: when a file cannot be written.
    """
    written, held, without = [], [], []
    for result in results(course, quiz):
        page = course / "feedback" / result.learner / quiz / f"{quiz}.html"
        if not (course / "submitted" / result.learner / quiz).is_dir() or not storable(result.learner):
            continue
        if result.state != "graded" and not waiting:
            held.append(result.learner)
        elif not page.is_file():
            without.append(result.learner)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            place = folder / f"{quiz}-{result.learner}.html"
            files.write_bytes(place, page.read_bytes(), mode=0o644)
            written.append(place)
    return Sending(written=tuple(written), held=tuple(held), without=tuple(without))
