"""The feedback pages of a class, as `nbgrader generate_feedback` writes them, many times faster."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback

from prevention_cpd.quiz.bulk import placing
from prevention_cpd.quiz.bulk.plan import folders
from prevention_cpd.quiz.results.feedback import Review
from prevention_cpd.quiz.results.feedback_page import Told, page

if TYPE_CHECKING:
    from collections.abc import Collection


def write_all(converter: Any, quiz: str, *, students: Collection[str] = ()) -> int:
    """Write the page of each graded submission; a page that is there is made anew, as marks may have changed.

    Args:
        converter: nbgrader's own for grading, from `setting.converter`.
        quiz: the assignment.
        students: only these learners; all when empty.

    Returns:
        How many pages were written.
    """
    coursedir = converter.coursedir
    made = GenerateFeedback(coursedir=coursedir, parent=converter.parent)
    policy = str(Review(parent=made).policy)
    mode = int(str(made.permissions), 8)
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        told = Told.of_class(Path(coursedir.root), gradebook, quiz)
    count = 0
    for student, graded in folders(converter, coursedir.autograded_directory, quiz):
        notebook = graded / f"{quiz}.ipynb"
        if (students and student not in students) or not notebook.is_file():
            continue
        text = page(json.loads(notebook.read_bytes()), student, told, policy)
        place = Path(coursedir.format_path(coursedir.feedback_directory, student, quiz))
        folder = placing.begin(place)
        for name in placing.files(graded, tuple(coursedir.ignore)):
            placing.put(graded / name, folder / name, mode)
        placing.write(folder / f"{quiz}.html", text, mode)
        placing.settle(place)
        count += 1
    return count
