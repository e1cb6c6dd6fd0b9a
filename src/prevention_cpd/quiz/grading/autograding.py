"""Autograding without running anything: takes the place of `Execute` in nbgrader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from prevention_cpd.quiz.escape import as_text
from prevention_cpd.quiz.format.cells import node
from prevention_cpd.quiz.format.key import NotFrozenError, thaw
from prevention_cpd.quiz.grading import answer_views, question_grader
from prevention_cpd.quiz.intake import received
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from nbgrader.coursedir import CourseDirectory


class GradeAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Score each grade cell from `answers.json` in `submitted/`."""

    submission = Unicode(
        "", help="The folder with answers.json; by default the learner's folder in `submitted/`."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Grade the notebook; a cell for which anything goes wrong keeps the zero it was given first."""
        cells = [cell for cell in nb.cells if utils.is_grade(cell)]
        for cell in nb.cells:
            # nbgrader gives full marks to a grade cell without a numeric result: all start from nothing.
            if cell.cell_type == "code":
                cell.outputs = [_zero()] if utils.is_grade(cell) else []
        found = self._received(resources["nbgrader"])
        for cell in cells:
            try:
                frozen = thaw(cell.source)
            except NotFrozenError as error:
                cannot_grade(cell, str(error))
                continue
            graded = question_grader.grade_answer(frozen, found.answers)
            cell.metadata[question_grader.RECORD] = node(
                question_grader.record(graded.value, graded.mark, graded.saved_at)
            )
            if cell.cell_type == "code":
                cell.outputs = [node(output) for output in question_grader.outputs(graded, found.problems)]
            else:
                _fill(cell, graded, found.problems)
        altered = list(nb.metadata.get(question_grader.RECORD, {}).get("altered", []))
        nb.metadata[question_grader.RECORD] = node(found.record(altered))
        return nb, resources

    def _received(self, names: dict[str, str]) -> received.Received:
        folder = Path(self.submission) if self.submission else self._submitted(names)
        found = received.read(folder, names["assignment"])
        for problem in found.problems:
            self.log.warning("%s, %s: %s", names["student"], names["assignment"], problem)
        return found

    def _submitted(self, names: dict[str, str]) -> Path:
        # A preprocessor's parent is the exporter, whose parent is nbgrader's converter.
        coursedir: CourseDirectory = self.parent.parent.coursedir
        step = coursedir.submitted_directory
        return Path(coursedir.format_path(step, names["student"], names["assignment"]))


class FlagForTrainer(NbGraderPreprocessor):  # type: ignore[misc]
    """Show the trainer what could not be read: flag the submission, ask for a look at the answer.

    It stands after `SaveAutoGrades`, which would undo it.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Write to the gradebook, if there is anything to look at."""
        unclear = [
            cell.metadata.nbgrader.grade_id
            for cell in nb.cells
            if utils.is_grade(cell) and _state(cell) == "unreadable"
        ]
        problems = nb.metadata.get(question_grader.RECORD, {}).get("problems", [])
        if unclear or problems:
            names = resources["nbgrader"]
            where = (names["notebook"], names["assignment"], names["student"])
            with Gradebook(names["db_url"]) as gradebook:
                gradebook.find_submission_notebook(*where).flagged = True
                for grade_id in unclear:
                    gradebook.find_grade(grade_id, *where).needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources


def _state(cell: NotebookNode) -> str:
    """Return what became of the answer; a cell without a record had no key that could be read."""
    state: str = cell.metadata.get(question_grader.RECORD, {}).get("state", "unreadable")
    return state


def _zero() -> NotebookNode:
    return node(question_grader.score_output("0.0"))


def cannot_grade(cell: NotebookNode, why: str) -> None:
    """Leave a zero and the reason; `FlagForTrainer` sees that the cell has no record."""
    told = f"<p>{as_text(say('grading', 'no_key', error=why))}</p>"
    if cell.cell_type == "code":
        cell.outputs = [node(question_grader.display_output({"text/html": told})), _zero()]
    else:
        cell.source = told


def _fill(cell: NotebookNode, graded: question_grader.Graded, problems: tuple[str, ...]) -> None:
    """Show a written answer in its cell."""
    cell.source = answer_views.written(graded, problems)
    if graded.mark.state == "blank":
        # An unchanged cell is nbgrader's sign for "no response": 0 points, and nobody has to mark it.
        cell.metadata.nbgrader["checksum"] = utils.compute_checksum(cell)
