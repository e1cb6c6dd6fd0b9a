"""Whether feedback has been returned: who has seen it hands in no more of that form in that run."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prevention_cpd.quiz.intake.timestamps import handed_in
from prevention_cpd.quiz.times import iso

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.quiz.record.run import Run

#: Beside a page stand those of earlier hand-ins, each named after its time.
EARLIER = "earlier"
_NAME = "%Y%m%dT%H%M%S.%fZ.html"


def page(course: Path, person: str, quiz: str) -> Path:
    """Return where the feedback page of a learner stands once it is returned.

    Args:
        course: the folder of the nbgrader course.
        person: an id.
        quiz: a form of a quiz.
    """
    return course / "feedback" / person / quiz / f"{quiz}.html"


def pages(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each page that a learner got for a form with when that was handed in, the latest first.

    The time is ISO 8601 in UTC; empty where it is not known.

    Args:
        folder: that of the page, see `page`.
    """
    last = folder / f"{folder.name}.html"
    if last.is_file():
        yield iso(handed_in(folder)), last
    for each in sorted((folder / EARLIER).glob("*.html"), reverse=True):
        with contextlib.suppress(ValueError):
            yield datetime.strptime(each.name, _NAME).replace(tzinfo=UTC).isoformat(), each


def of_run(course: Path, person: str, quiz: str, run: Run | None) -> Path | None:
    """Return the page of what was handed in during a run, or the last one; None where there is none."""
    found = pages(page(course, person, quiz).parent)
    return next((path for at, path in found if run is None or run.holds(at)), None)


def stays(folder: Path, new: Path) -> Iterator[tuple[Path, str]]:
    """Yield each page that is of another hand-in than the new one, with its path beside the new one.

    Args:
        folder: that of the page, see `page`.
        new: that of the submission that the new page tells of.
    """
    now = iso(handed_in(new))
    for at, path in pages(folder):
        if at not in {"", now}:
            yield path, f"{EARLIER}/{datetime.fromisoformat(at):{_NAME}}"


def is_closed(course: Path, person: str, quiz: str, run: Run | None) -> bool:
    """Tell whether nothing more is taken of a form of a quiz.

    Args:
        course: the folder of the nbgrader course.
        person: an id.
        quiz: a form of a quiz.
        run: the run that it would belong to; None where there is none.
    """
    return of_run(course, person, quiz, run) is not None
