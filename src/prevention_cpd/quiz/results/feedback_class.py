"""The feedback pages of a class: what the policy of the quiz allows, and never a key that it hides."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from traitlets import Bool, Enum
from traitlets.config import Configurable

from prevention_cpd.quiz.format.key import POLICIES
from prevention_cpd.quiz.grading import gradebook, staging, submission_grader, workers
from prevention_cpd.quiz.grading.plan import folders
from prevention_cpd.quiz.intake import returned
from prevention_cpd.quiz.intake.submitted_notebook import renamed
from prevention_cpd.quiz.record import dates, opening, returned_marks, tables
from prevention_cpd.quiz.results.feedback_page import FeedbackData, page
from prevention_cpd.quiz.times import spoken
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

#: So many pages are written after one look into the gradebook.
_TOGETHER = 100


class Review(Configurable):
    """What a trainer may set of feedback: `c.Review.policy` in nbgrader_config.py."""

    policy = Enum(
        ("", *POLICIES), "", help="What feedback tells, whatever the quiz was released with; empty: as then."
    ).tag(config=True)
    early = Bool(
        default_value=False,
        help="Whether feedback goes out while answers wait for a marker, or can still be handed in.",
    ).tag(config=True)


def write_all(
    converter: Any,
    quiz: str,
    *,
    chosen: Callable[[str], bool] = lambda _student: True,
    jobs: int = 1,
    early: bool = False,
) -> list[Outcome]:
    """Write the page of each graded submission; a page that is there is made anew, as marks may have changed.

    A page is held back while its learner's answers wait for a marker or may still be handed in.

    Args:
        converter: nbgrader's own `GenerateFeedback`.
        quiz: the assignment.
        chosen: whose pages, by id; everybody's unless given.
        jobs: how many processes write.
        early: hold nothing back; else the configuration says.

    Returns:
        What became of each learner's page; those without a graded notebook have none.
    """
    coursedir = converter.coursedir
    opening.prepare(coursedir.db_url, Path(coursedir.root))
    some = _Some(
        quiz=quiz,
        course=Path(coursedir.root),
        db_url=coursedir.db_url,
        course_id=coursedir.course_id,
        policy=str(Review(parent=converter).policy),
        early=early or bool(Review(parent=converter).early),
        ignore=tuple(coursedir.ignore),
        mode=int(str(converter.permissions), 8),
    )
    pages = [
        _Page(student, graded, Path(coursedir.format_path(coursedir.feedback_directory, student, quiz)))
        for student, graded in folders(converter, coursedir.autograded_directory, quiz)
        if chosen(student)
    ]
    found = []
    engine = tables.engine(coursedir.db_url)
    with engine.connect() as connection:
        marks = returned_marks.now(connection, quiz).get(quiz, {})
    for batch in workers.results(some.write, pages, jobs, most=_TOGETHER, lost=_lost):
        found += batch
        if coursedir.groupshared:
            for each in batch:
                converter.set_permissions(quiz, each.student)
        written = [each.student for each in batch if not each.why and not each.held]
        with engine.begin() as connection:
            returned_marks.note(connection, quiz, {name: marks[name] for name in written if name in marks})
    engine.dispose()
    return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page."""

    student: str
    graded: Path
    #: Why it could not be written; empty when it was, or was held back.
    why: str = ""
    #: Why it was held back; empty when it was not.
    held: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    """Whose page it is, the folder of the graded submission, and that of the page."""

    student: str
    graded: Path
    place: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Some:
    """What a worker needs to know."""

    quiz: str
    course: Path
    db_url: str
    course_id: str
    policy: str
    early: bool
    ignore: tuple[str, ...]
    mode: int

    def write(self, pages: Sequence[_Page]) -> list[Outcome]:
        """Write some pages. Whatever one learner's graded notebook holds, the others get theirs."""
        with_notebook = [each for each in pages if (each.graded / f"{self.quiz}.ipynb").is_file()]
        # A worker that was not forked has not read nbgrader's configuration.
        gradebook.configure()
        with Gradebook(self.db_url, self.course_id) as opened:
            students = [each.student for each in with_notebook]
            told = FeedbackData.of(self.course, opened, self.quiz, students)
            held = {} if self.early else _held(opened.db, told, students)
        found = []
        for each in with_notebook:
            if each.student in held:
                found.append(Outcome(each.student, each.graded, held=held[each.student]))
                continue
            try:
                self._write(each, told)
            except Exception as error:  # noqa: BLE001  # the class must get its pages
                shutil.rmtree(staging.part(each.place), ignore_errors=True)
                found.append(Outcome(each.student, each.graded, submission_grader.why(error)))
            else:
                found.append(Outcome(each.student, each.graded))
        return found

    def _write(self, one: _Page, told: FeedbackData) -> None:
        notebook = one.graded / f"{self.quiz}.ipynb"
        text = page(json.loads(notebook.read_bytes()), one.student, told, self.policy)
        folder = staging.begin(one.place)
        for name in staging.files(one.graded, self.ignore):
            # What a learner handed in is no page of ours.
            if not name.startswith(f"{returned.EARLIER}{os.sep}"):
                staging.put(f"{one.graded}{os.sep}{name}", f"{folder}{os.sep}{name}", self.mode)
        for earlier, beside in returned.stays(one.place, one.graded):
            staging.put(str(earlier), f"{folder}{os.sep}{beside}", self.mode)
        staging.write(f"{folder}{os.sep}{self.quiz}.html", text, self.mode)
        # `fetch_feedback` asks for a page by the name of the notebook that was handed in.
        if name := renamed(self.course / "submitted" / one.student / self.quiz):
            staging.write(f"{folder}{os.sep}{name.removesuffix('.ipynb')}.html", text, self.mode)
        staging.publish(one.place)


def _held(db: Any, told: FeedbackData, students: Collection[str]) -> dict[str, str]:
    """Return whose pages are held back, and why."""
    now, found = datetime.now(UTC), {}
    times = {name: told.entries[name].submitted_at if name in told.entries else "" for name in students}
    for student, due in dates.dues(db, told.quiz.id, times).items():
        entry = told.entries.get(student)
        if entry and entry.waiting:
            found[student] = words("review")["held_waits"]
        elif due and now < due:
            found[student] = say("review", "held_open", time=spoken(due.isoformat()))
    return found


def _lost(pages: Sequence[_Page]) -> list[Outcome]:
    return [Outcome(each.student, each.graded, words("bulk")["worker_lost"]) for each in pages]
