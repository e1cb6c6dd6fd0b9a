"""The feedback pages of a class: what the policy of the quiz allows, and never a key that it hides."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from traitlets import Enum
from traitlets.config import Configurable

from prevention_cpd.quiz.format.key import POLICIES
from prevention_cpd.quiz.grading import gradebook, staging, submission_grader, workers
from prevention_cpd.quiz.grading.plan import folders
from prevention_cpd.quiz.record import opening
from prevention_cpd.quiz.results.feedback_page import FeedbackData, page
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: So many pages are written after one look into the gradebook.
_TOGETHER = 100


class Review(Configurable):
    """What a trainer may set of feedback: `c.Review.policy` in nbgrader_config.py."""

    policy = Enum(
        ("", *POLICIES), "", help="What feedback tells, whatever the quiz was released with; empty: as then."
    ).tag(config=True)


def write_all(
    converter: Any, quiz: str, *, chosen: Callable[[str], bool] = lambda _student: True, jobs: int = 1
) -> list[Outcome]:
    """Write the page of each graded submission; a page that is there is made anew, as marks may have changed.

    Args:
        converter: nbgrader's own `GenerateFeedback`.
        quiz: the assignment.
        chosen: whose pages, by id; everybody's unless given.
        jobs: how many processes write.

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
        ignore=tuple(coursedir.ignore),
        mode=int(str(converter.permissions), 8),
    )
    pages = [
        _Page(student, graded, Path(coursedir.format_path(coursedir.feedback_directory, student, quiz)))
        for student, graded in folders(converter, coursedir.autograded_directory, quiz)
        if chosen(student)
    ]
    found = []
    for batch in workers.results(some.write, pages, jobs, most=_TOGETHER, lost=_lost):
        found += batch
        if coursedir.groupshared:
            for each in batch:
                converter.set_permissions(quiz, each.student)
    return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page."""

    student: str
    graded: Path
    #: Why it was not written; empty when it was.
    why: str = ""


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
    ignore: tuple[str, ...]
    mode: int

    def write(self, pages: Sequence[_Page]) -> list[Outcome]:
        """Write some pages. Whatever one learner's graded notebook holds, the others get theirs."""
        with_notebook = [each for each in pages if (each.graded / f"{self.quiz}.ipynb").is_file()]
        # A worker that was not forked has not read nbgrader's configuration.
        gradebook.configure()
        with Gradebook(self.db_url, self.course_id) as opened:
            told = FeedbackData.of(self.course, opened, self.quiz, [each.student for each in with_notebook])
        found = []
        for each in with_notebook:
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
            staging.put(f"{one.graded}{os.sep}{name}", f"{folder}{os.sep}{name}", self.mode)
        staging.write(f"{folder}{os.sep}{self.quiz}.html", text, self.mode)
        staging.publish(one.place)


def _lost(pages: Sequence[_Page]) -> list[Outcome]:
    return [Outcome(each.student, each.graded, words("bulk")["worker_lost"]) for each in pages]
