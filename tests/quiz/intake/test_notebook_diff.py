"""What a learner did to the notebook, told to the trainer."""

import copy
import json

import nbformat
import pytest
from nbgrader.api import Gradebook
from quiz.small_course import QUIZ

from prevention_cpd.quiz.grading import released_cells
from prevention_cpd.quiz.intake.notebook_diff import altered, originals


@pytest.fixture
def released(course):
    """The cells as released, and those that a learner gets."""
    with Gradebook(f"sqlite:///{course.quizzes / 'gradebook.db'}", "prevention-cpd") as gradebook:
        cells = originals(released_cells.cells(gradebook.find_notebook(QUIZ, QUIZ)))
    path = course.quizzes / "release" / QUIZ / f"{QUIZ}.ipynb"
    return cells, json.loads(path.read_text())["cells"]


def test_an_untouched_notebook_is_not_altered(released):
    """The release itself, as a file or as nbformat reads it, and with the quiz run in it, has nothing to tell."""
    cells, submitted = released
    assert altered(submitted, cells) == ()

    submitted[1]["outputs"] = [{"output_type": "display_data", "data": {}, "metadata": {}}]
    submitted[1]["execution_count"] = 3
    submitted.append({"cell_type": "code", "metadata": {}, "source": " \n"})
    joined = [nbformat.from_dict({**cell, "source": "".join(cell["source"])}) for cell in submitted]
    assert altered(submitted, cells) == altered(joined, cells) == ()


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda cells: cells.pop(), "Cells that were deleted: 1."),
        (lambda cells: cells.clear(), "Nothing of the released notebook was left."),
        (lambda cells: cells.append(copy.deepcopy(cells[3])), "Cells that were copied: 1."),
        (
            lambda cells: cells.append({"cell_type": "code", "metadata": {}, "source": "1"}),
            "Cells that were added: 1.",
        ),
        (lambda cells: cells.insert(0, cells.pop()), "The cells stand in another order."),
        (lambda cells: cells[0].update(cell_type="code"), "Cells whose type was changed: 1."),
        (lambda cells: cells[0].update(source="New"), "Cells whose text was changed: 1."),
        (lambda cells: cells[-1].update(source=["Written", " here"]), "Cells whose text was changed: 1."),
        (
            lambda cells: cells[-1]["metadata"]["nbgrader"].update(points=9),
            "Cells whose points were changed: 1.",
        ),
        (lambda cells: cells[-2].update(outputs=[{}]), "Marking cells into which an output was put: 1."),
    ],
)
def test_each_change_is_told(released, edit, told):
    """Each thing that can be done to a notebook has its own sentence."""
    cells, submitted = released
    edit(submitted)

    assert altered(submitted, cells) == (told,)


@pytest.mark.parametrize(
    "cell",
    [None, 7, [], "cell", {}, {"metadata": []}, {"metadata": {"nbgrader": 3}}, {"metadata": {"nbgrader": {"grade_id": []}}},
     {"source": 3}, {"source": [1, None]}],
)  # fmt: skip
def test_any_data_is_survived(released, cell):
    """Whatever stands where a cell should be, nothing is raised, and nothing is taken for a cell of ours."""
    cells, submitted = released

    assert altered([*submitted, cell], cells) == ()
