"""The class list of a large class: each worker asks for some of the learners."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook

from prevention_cpd.quiz.grading import gradebook, workers
from prevention_cpd.quiz.results import class_list

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from prevention_cpd.quiz.results.class_row import Row


def rows(converter: Any, quiz: str, *, looked_at: Collection[str], jobs: int) -> list[Row]:
    """Return the rows that `class_list.rows` gives.

    Args:
        converter: nbgrader's own, from `setting.converter`.
        quiz: the assignment.
        looked_at: whose files have been compared with what was graded just now.
        jobs: how many processes ask.
    """
    coursedir = converter.coursedir
    some = _Some(Path(coursedir.root), coursedir.db_url, coursedir.course_id, quiz, frozenset(looked_at))
    with Gradebook(some.db_url, some.course_id) as opened:
        students = class_list.everybody(some.course, opened, quiz)
    parts = workers.results(some.rows, students, jobs, most=class_list.TOGETHER, lost=some.rows)
    return sorted((row for part in parts for row in part), key=lambda row: row.student)


@dataclass(frozen=True, slots=True)
class _Some:
    """What a worker needs to know."""

    course: Path
    db_url: str
    course_id: str
    quiz: str
    looked_at: frozenset[str]

    def rows(self, students: Sequence[str]) -> list[Row]:
        # A worker that was not forked has not read nbgrader's configuration.
        gradebook.configure()
        with Gradebook(self.db_url, self.course_id) as opened:
            return class_list.rows_of(self.course, opened, self.quiz, students, looked_at=self.looked_at)
