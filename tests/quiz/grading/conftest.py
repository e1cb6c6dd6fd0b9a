"""A class with every kind of oddity, and what a gradebook says about it."""

import os
import shutil
from datetime import datetime

import nbformat
import pytest
from nbgrader.api import Comment, Grade, SubmittedNotebook
from quiz import kinds_steps
from quiz.small_course import Course, change, make_course

QUIZ = "kinds"
RIGHT = {**kinds_steps.RIGHT, "kin-text": "A reader wants to know.\nAnd a court."}
PART = {
    "kin-single": "may",
    "kin-multiple": ["bicycle", "lorry", "scooter"],
    "kin-match": {"saw": "knocking", "hammer": "knocking"},
    "kin-order": ["folding", "writing", "posting"],
    "kin-numeric": 1.7,
    "kin-text": "  \n",
}
WRONG_TYPES = {
    "kin-single": ["may"],
    "kin-multiple": "bicycle",
    "kin-match": ["saw"],
    "kin-order": {"writing": 1},
    "kin-numeric": {"value": 1},
    "kin-text": 7,
}
NASTY = {**RIGHT, "kin-text": "<script>alert(1)</script>\u2028# {{ 7*7 }}\x0b\ud83d\ude00 $x$ \u202eabc\n```"}


@pytest.fixture(scope="session")
def _first_round(tmp_path_factory):
    """A quiz that three learners took, graded by nbgrader and marked by hand."""
    course = make_course(tmp_path_factory.mktemp("odd") / "course")
    course.nbgrader("generate_assignment", QUIZ)
    for student in ("again", "again-same-text", "marked"):
        course.submit(student, RIGHT, quiz=QUIZ)
    course.nbgrader("autograde", QUIZ)
    with course.gradebook() as gradebook:
        gradebook.find_assignment(QUIZ).duedate = datetime(2026, 11, 20, 11, 0)  # noqa: DTZ001  # as nbgrader keeps it
        for student in ("again", "again-same-text", "marked"):
            where = (QUIZ, QUIZ, student)
            gradebook.find_grade("kin-text", *where).manual_score = 3.0
            gradebook.find_grade("kin-text", *where).needs_manual_grade = False
            gradebook.find_comment("kin-text", *where).manual_comment = "Well said."
            gradebook.find_grade("kin-order", *where).extra_credit = 0.5
        gradebook.db.commit()
    return course


def hand_in(course):
    """Fill `submitted/` with every kind of submission."""
    for student, text in (("again", "Other words."), ("again-same-text", RIGHT["kin-text"])):
        shutil.rmtree(course.quizzes / "submitted" / student)
        folder = course.submit(student, {**PART, "kin-text": text}, quiz=QUIZ)
        (folder / "timestamp.txt").write_text("2026-11-20 10:30:00.000000 UTC")

    def submit(student, *arguments, **more):
        return course.submit(student, *arguments, quiz=QUIZ, **more)

    submit("right", RIGHT)
    submit("part", PART)
    submit("blank", {})
    submit("no-answers")
    submit("wrong-types", WRONG_TYPES)
    submit("nasty", NASTY)
    submit("truncated", raw=b'{"schema": 1, "quiz"')
    submit('with, comma "and" =quote', RIGHT)
    submit("Ümlaut", RIGHT)
    (submit("late", RIGHT) / "timestamp.txt").write_text("2026-11-20 12:00:00.000000 UTC")
    (submit("no-time", RIGHT) / "timestamp.txt").unlink()
    folder = submit("link")
    (folder / "answers.json").symlink_to(course.quizzes / "gradebook.db")
    os.mkfifo(submit("pipe", RIGHT) / "extra")
    folder = submit("extras", RIGHT)
    (folder / "notes").mkdir()
    (folder / "notes" / "draft.txt").write_text("a draft")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_text("")
    (folder / "questions.json").write_text("{}")
    (folder / ".hidden").write_text("hidden")
    folder = submit("renamed", RIGHT)
    (folder / f"{QUIZ}.ipynb").rename(folder / "mine.ipynb")
    (submit("no-notebook", RIGHT) / f"{QUIZ}.ipynb").unlink()
    (submit("broken-notebook", RIGHT) / f"{QUIZ}.ipynb").write_text("{")
    change(submit("altered", PART), forge)
    change(submit("emptied", RIGHT), lambda notebook: notebook.cells.clear())


def forge(notebook):
    """Delete, copy, move, retype and rewrite cells, and put scores into them."""
    graded = [cell for cell in notebook.cells if cell.metadata.nbgrader.grade and cell.cell_type == "code"]
    for cell in graded:
        cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "99.0"}, execution_count=1)]
        cell.metadata.nbgrader.points = 99.0
    notebook.cells.append(nbformat.from_dict({**graded[0], "id": "twin"}))
    notebook.cells.insert(0, nbformat.v4.new_code_cell("import os"))
    del notebook.cells[2]
    notebook.cells[3].source = "Something else"
    notebook.cells[-2], notebook.cells[-3] = notebook.cells[-3], notebook.cells[-2]


@pytest.fixture(scope="session")
def odd_class(_first_round):
    """Return a function that makes the class anew in a folder."""

    def make(folder):
        shutil.copytree(_first_round.root, folder)
        course = Course(folder, _first_round.env)
        hand_in(course)
        return course

    return make


def rows(course, quiz=QUIZ):
    """Return what the gradebook says of each submission, without the ids that differ from run to run."""
    found = {}
    with course.gradebook() as gradebook:
        for submission in gradebook.assignment_submissions(quiz):
            (notebook,) = submission.notebooks
            found[submission.student.id] = {
                "timestamp": submission.timestamp,
                "flagged": notebook.flagged,
                "penalty": notebook.late_submission_penalty,
                "grades": {
                    each.name: (
                        each.auto_score,
                        each.manual_score,
                        each.extra_credit,
                        each.needs_manual_grade,
                    )
                    for each in notebook.grades
                },
                "comments": {
                    each.name: (each.auto_comment, each.manual_comment) for each in notebook.comments
                },
            }
        counts = [gradebook.db.query(table).count() for table in (SubmittedNotebook, Grade, Comment)]
    return found, counts


def files(folder):
    """Return every file below a folder with what it holds and its permissions."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
