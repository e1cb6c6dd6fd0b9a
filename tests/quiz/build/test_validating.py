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


def put_checksums_back(path):
    """Make the notebook what nbgrader alone releases."""
    path.chmod(0o644)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    nbformat.write(notebook, path)
