"""The feedback pages of a class, as `nbgrader generate_feedback` writes them, many times faster."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback

from prevention_cpd.quiz.bulk import placing, workers
from prevention_cpd.quiz.bulk.plan import folders
from prevention_cpd.quiz.results.feedback import Review
from prevention_cpd.quiz.results.feedback_page import Told, page

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

#: So many pages are written after one look into the gradebook.
_TOGETHER = 100


def write_all(converter: Any, quiz: str, *, students: Collection[str] = (), jobs: int = 1) -> int:
    """Write the page of each graded submission; a page that is there is made anew, as marks may have changed.

    Args:
        converter: nbgrader's own for grading, from `setting.converter`.
        quiz: the assignment.
        students: only these learners; all when empty.
        jobs: how many processes write.

    Returns:
        How many pages were written.
    """
    coursedir = converter.coursedir
    made = GenerateFeedback(coursedir=coursedir, parent=converter.parent)
    some = _Some(
        quiz=quiz,
        course=Path(coursedir.root),
        db_url=coursedir.db_url,
        course_id=coursedir.course_id,
        policy=str(Review(parent=made).policy),
        ignore=tuple(coursedir.ignore),
        mode=int(str(made.permissions), 8),
    )
    pages = [
        _Page(student, graded, Path(coursedir.format_path(coursedir.feedback_directory, student, quiz)))
        for student, graded in folders(converter, coursedir.autograded_directory, quiz)
        if not students or student in students
    ]
    return sum(workers.results(some.write, pages, jobs, most=_TOGETHER, lost=some.write))


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

    def write(self, pages: Sequence[_Page]) -> int:
        """Write some pages, and return how many learners have a notebook that was graded."""
        with Gradebook(self.db_url, self.course_id) as gradebook:
            told = Told.of(self.course, gradebook, self.quiz, [each.student for each in pages])
        return sum(self._write(each, told) for each in pages)

    def _write(self, one: _Page, told: Told) -> bool:
        notebook = one.graded / f"{self.quiz}.ipynb"
        if not notebook.is_file():
            return False
        text = page(json.loads(notebook.read_bytes()), one.student, told, self.policy)
        folder = placing.begin(one.place)
        for name in placing.files(one.graded, self.ignore):
            placing.put(f"{one.graded}{os.sep}{name}", f"{folder}{os.sep}{name}", self.mode)
        placing.write(f"{folder}{os.sep}{self.quiz}.html", text, self.mode)
        placing.settle(one.place)
        return True
