"""nbgrader's Validate button on a quiz that a learner has fetched."""

import shutil

import nbformat
from nbgrader.utils import compute_checksum
from quiz.small_course import QUIZ


def test_validate_calls_no_quiz_failed(course, tmp_path):
    """The answers stand elsewhere, so that the notebook has nothing in it that could fail."""
    folder = shutil.copytree(course.quizzes / "release" / QUIZ, tmp_path / QUIZ)

    done = course.nbgrader("validate", folder / f"{QUIZ}.ipynb")

    assert "FAILED" not in done.stdout
    assert "Success!" in done.stdout
    put_checksums_back(folder / f"{QUIZ}.ipynb")
    assert "FAILED" in course.nbgrader("validate", folder / f"{QUIZ}.ipynb").stdout


def test_an_assignment_of_another_hand_keeps_its_checksums(course):
    """Whoever has written it relies on nbgrader's Validate for what it says of an untouched answer."""
    meta = {"grade": True, "solution": True, "locked": False, "points": 1, "schema_version": 3}
    cell = nbformat.v4.new_markdown_cell("Write here.")
    cell.metadata["nbgrader"] = {**meta, "grade_id": "essay", "cell_type": "markdown", "task": False}
    folder = course.quizzes / "source" / "essay"
    folder.mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "essay.ipynb")

    course.nbgrader("generate_assignment", "essay")

    (made,) = nbformat.read(course.quizzes / "release" / "essay" / "essay.ipynb", as_version=4).cells
    assert made.metadata.nbgrader.checksum == compute_checksum(made)


def put_checksums_back(path):
    """Make the notebook what nbgrader alone releases."""
    path.chmod(0o644)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    nbformat.write(notebook, path)
