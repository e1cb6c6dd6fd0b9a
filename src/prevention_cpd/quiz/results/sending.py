"""Feedback as files to send: one for each learner, named after the quiz and the learner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.core import files
from prevention_cpd.quiz.format import naming
from prevention_cpd.quiz.intake import returned
from prevention_cpd.quiz.intake.quarantine import storable
from prevention_cpd.quiz.intake.submissions import learners
from prevention_cpd.quiz.record import access, returned_marks, run_parts, runs
from prevention_cpd.quiz.results import papers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from prevention_cpd.quiz.record.run import Run
    from prevention_cpd.quiz.results.papers import Paper

#: So many learners are asked for together.
_TOGETHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What there is to send."""

    written: tuple[Path, ...]
    #: Learners whose answers still wait for a marker, so that the page would not be the last word.
    held: tuple[str, ...]
    #: Learners who handed in and have no page yet.
    without: tuple[str, ...]


def write(course: Path, quiz: str, folder: Path, *, waiting: bool = False, run: Run | None = None) -> Sending:
    """Write the feedback page of each learner into a folder; each page is complete in itself.

    Args:
        course: the folder of the nbgrader course.
        quiz: the assignment.
        folder: where to; it is made.
        waiting: whether learners are served as well whose answers still wait for a marker.
        run: only its people, with what they handed in while it went on.

    Raises:
        CourseError: when there is no such quiz or no gradebook.
        OSError: when a file cannot be written.
    """
    naming.known(course, quiz)
    written, held, without = [], [], []
    with access.reading(course) as connection:
        found = [*_papers(course, connection, quiz, run)]
        marked_since = returned_marks.others(connection, returned_marks.now(connection, quiz))
        runs_of = run_parts.own(connection, run) if run else {}
    for person, paper in found:
        page = returned.of_run(course, person, quiz, runs_of.get(person, run))
        if not waiting and (paper.attempt is None or paper.changed or paper.attempt.waiting):
            held.append(person)
        elif page is None or (
            page == returned.page(course, person, quiz)
            and (_is_stale(course, person, quiz) or (quiz, person) in marked_since)
        ):
            without.append(person)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            place = folder / f"{quiz}-{person}.html"
            files.write_bytes(place, page.read_bytes(), mode=0o644)
            written.append(place)
    return Sending(written=tuple(written), held=tuple(held), without=tuple(without))


def _papers(course: Path, connection: Connection, quiz: str, run: Run | None) -> Iterator[tuple[str, Paper]]:
    """Yield who handed this form in, with what they did."""
    people = sorted(filter(storable, learners(course / "submitted", quiz)))
    if run:
        people = sorted({*people} & {*runs.members(connection, run.id)})
    for at in range(0, len(people), _TOGETHER):
        found = papers.of(course, connection, quiz, people[at : at + _TOGETHER], run=run)
        for person, own in found.items():
            yield person, next(paper for paper in own if paper.form.id == quiz)


def _is_stale(course: Path, person: str, quiz: str) -> bool:
    """Tell whether a later hand-in was graded since the page was written."""
    graded = course / "autograded" / person / quiz / f"{quiz}.ipynb"
    page = returned.page(course, person, quiz)
    return graded.is_file() and page.stat().st_mtime < graded.stat().st_mtime
