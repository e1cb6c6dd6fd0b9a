"""nbgrader's own path to the history of attempts. The bulk grader calls `attempts` itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.grading.question_grader import RECORD
from prevention_cpd.quiz.history import attempts
from prevention_cpd.quiz.history.attempt import Attempt
from prevention_cpd.quiz.history.marks import Marks
from prevention_cpd.quiz.history.standings import standings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode


class KeepAttempt(NbGraderPreprocessor):  # type: ignore[misc]
    """Write the attempt down, and before it the one whose row it takes. Stands before `SaveAutoGrades`."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Keep the history; in the gradebook, clear what a person gave for another answer."""
        names = resources["nbgrader"]
        # A preprocessor's parent is the exporter, whose parent is nbgrader's converter.
        course = Path(self.parent.parent.coursedir.root)
        folder = course / attempts.FOLDER
        with Gradebook(names["db_url"]) as gradebook:
            standing = standings(gradebook, names["assignment"], [names["student"]]).get(names["student"])
            new = Attempt(
                quiz=names["assignment"],
                form=questions_file.load(course, names["assignment"]).form,
                student=names["student"],
                submitted_at=standing.submitted_at if standing else "",
                **_graded(nb),
            )
            self._clear(gradebook, names, attempts.close(folder, new, standing))
        attempts.keep(folder, new)
        return nb, resources

    @staticmethod
    def _clear(gradebook: Gradebook, names: dict[str, str], questions: Iterable[str]) -> None:
        where = (names["notebook"], names["assignment"], names["student"])
        wanted = set(questions)
        if not wanted:
            return
        submitted = gradebook.find_submission_notebook(*where)
        for grade in submitted.grades:
            if grade.name in wanted:
                grade.manual_score = grade.extra_credit = None
                grade.needs_manual_grade = True
        for comment in submitted.comments:
            if comment.name in wanted:
                comment.manual_comment = None
        gradebook.db.commit()


def _graded(nb: NotebookNode) -> dict[str, Any]:
    """Return what the graded notebook says about the attempt."""
    record = nb.metadata.get(RECORD, {})
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if utils.is_grade(cell)}
    marks = {}
    for name, cell in cells.items():
        auto, most = utils.determine_grade(cell)
        marks[name] = Marks(auto=auto, of=most, waits=auto is None)
    return {
        "receipt": record.get("receipt", ""),
        "received": bool(record.get("received", True)),
        "problems": tuple(record.get("problems", ())),
        "altered": tuple(record.get("altered", ())),
        "answers": {name: cell.metadata.get(RECORD, {}).get("value") for name, cell in cells.items()},
        "marks": marks,
    }
