"""The feedback page of a quiz: what its policy allows, and never a hidden cell.

nbgrader's own feedback prints the hidden parts of grade cells, key and all.
Here the page is made from the questions, the answers and the gradebook; the
cells are replaced as well, so even nbgrader's own template could not show them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import Exporter
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum

from prevention_cpd.quiz.format.cells import markdown, node
from prevention_cpd.quiz.format.key import POLICIES
from prevention_cpd.quiz.results import feedback_page
from prevention_cpd.quiz.results.feedback_page import Told

if TYPE_CHECKING:
    from nbformat import NotebookNode


class Review(NbGraderPreprocessor):  # type: ignore[misc]
    """Replace the graded notebook by the review that the policy allows. Stands after `GetGrades`."""

    policy = Enum(
        ("", *POLICIES), "", help="What feedback tells, whatever the quiz was released with; empty: as then."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Make the page; keep the printed questions, each with its review, and drop everything else."""
        names = resources["nbgrader"]
        # A preprocessor's parent is the exporter, whose parent is nbgrader's converter.
        course = Path(self.parent.parent.coursedir.root)
        with Gradebook(names["db_url"]) as gradebook:
            told = Told.of(course, gradebook, names["assignment"], [names["student"]])
        resources["feedback_page"] = feedback_page.page(nb, names["student"], told, self.policy)
        cells = []
        for each in feedback_page.reviewed(nb, names["student"], told, self.policy):
            if each.question:
                cells.append(markdown(each.question))
            # From this metadata nbgrader's template prints the score of a cell.
            shown = {} if each.policy == "score" else {"nbgrader": each.cell["metadata"]["nbgrader"]}
            cells.append(markdown(each.review, shown))
        nb.metadata, nb.cells = node({"title": feedback_page.title(nb, names["assignment"])}), cells
        return nb, resources


class FeedbackPage(Exporter):
    """Give out the page that `Review` made."""

    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # each exporter has a type of its own
        self, nb: NotebookNode, resources: Any = None, **more: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page as text.

        Raises:
            KeyError: when `Review` is not among the preprocessors.
        """
        _nb, resources = super().from_notebook_node(nb, resources, **more)
        return resources["feedback_page"], resources
