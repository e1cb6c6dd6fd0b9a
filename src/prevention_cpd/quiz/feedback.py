"""The feedback page of a quiz: what its policy allows, and never a hidden cell.

nbgrader's own feedback prints the hidden parts of grade cells, key and all.
Here the cells are replaced before the page is made, so even nbgrader's own
template could not show them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbgrader.server_extensions.formgrader
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum

from prevention_cpd.quiz import reviewing
from prevention_cpd.quiz.assignment import PRINTED, TITLE
from prevention_cpd.quiz.cells import markdown, node
from prevention_cpd.quiz.frozen import POLICIES, Frozen, NotFrozenError, thaw
from prevention_cpd.quiz.grading import RECORD, RECORD_MIME
from prevention_cpd.quiz.paper import SPACE

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from nbgrader.api import Grade


def template_folders() -> list[str]:
    """Return where templates are looked for: ours first, then nbgrader's own for the formgrader."""
    theirs = Path(nbgrader.server_extensions.formgrader.__file__).parent / "templates"
    return [str(Path(__file__).parent / "templates"), str(theirs)]


class Review(NbGraderPreprocessor):  # type: ignore[misc]
    """Replace the graded notebook by the review that the policy allows. Stands after `GetGrades`."""

    policy = Enum(
        ("", *POLICIES), "", help="What feedback tells, whatever the quiz was released with; empty: as then."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Keep the printed questions, each with its review; drop everything else."""
        printed = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nb.cells}
        graded = [(self._frozen(cell), cell) for cell in nb.cells if utils.is_grade(cell)]
        keys, waiting = self._gradebook(resources["nbgrader"])
        cells = []
        for thawed, cell in graded:
            # A written answer took the place of the key in its cell; the gradebook still has it.
            frozen = thawed or keys.get(cell.metadata.nbgrader.grade_id)
            if frozen is None:
                continue
            policy = self.policy or frozen.feedback
            question = printed.get(frozen.id + PRINTED)
            if question is not None:
                cells.append(markdown(_without_space(question.source)))
            score = _score(cell, waiting=frozen.id in waiting)
            html = reviewing.review(frozen, policy, _record(cell), score)
            cells.append(markdown(html, _kept(cell, policy)))
        title = printed.get(TITLE)
        name = _title(title.source) if title else resources["nbgrader"]["notebook"]
        nb.metadata = node({"title": name})
        nb.cells = cells
        resources["prevention_cpd"] = reviewing.summary(resources["nbgrader"])
        return nb, resources

    @staticmethod
    def _frozen(cell: NotebookNode) -> Frozen | None:
        try:
            return thaw(cell.source)
        except NotFrozenError:
            return None

    @staticmethod
    def _gradebook(names: dict[str, Any]) -> tuple[dict[str, Frozen], set[str]]:
        """Return the keys as released, and the questions that still wait for a marker."""
        found = {}
        with Gradebook(names["db_url"]) as gradebook:
            for source in gradebook.find_notebook(names["notebook"], names["assignment"]).source_cells:
                try:
                    found[source.name] = thaw(source.source)
                except NotFrozenError:
                    continue
            where = (names["notebook"], names["assignment"], names["student"])
            grades = gradebook.find_submission_notebook(*where).grades
            waiting = {grade.name for grade in grades if _waits(grade)}
        return found, waiting


def _waits(grade: Grade) -> bool:
    return bool(grade.needs_manual_grade and grade.manual_score is None)


def _without_space(source: str) -> str:
    """Leave out the room for an answer in ink."""
    asked, space, _room = source.partition(SPACE)
    return f"{asked}</div>" if space else source


def _record(cell: NotebookNode) -> dict[str, Any]:
    """Return what the grader noted: in the cell, or in its output where stock nbgrader ran it."""
    found: dict[str, Any] = dict(cell.metadata.get(RECORD, {}))
    for output in cell.get("outputs", []):
        found = found or dict(output.get("data", {}).get(RECORD_MIME, {}))
    return found or {"value": None, "state": "blank", "reason": "", "saved_at": ""}


def _score(cell: NotebookNode, *, waiting: bool) -> reviewing.Score:
    told = cell.metadata.nbgrader
    points = None if waiting else told.get("score")
    return reviewing.Score(points=points, of=told["points"], comment=told.get("comment") or "")


def _kept(cell: NotebookNode, policy: str) -> dict[str, Any]:
    """Return the metadata from which nbgrader's template prints the score of a cell; none under `score`."""
    return {} if policy == "score" else {"nbgrader": cell.metadata.nbgrader}


def _title(source: str) -> str:
    return source.split("\n", 1)[0].removeprefix("# ").strip()
