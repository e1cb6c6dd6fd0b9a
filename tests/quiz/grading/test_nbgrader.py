"""nbgrader's commands and the formgrader hand our quizzes over, leave other assignments to nbgrader, and fail closed."""

import inspect
import json
import shutil

import nbformat
import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default.collect import ExchangeCollect
from nbgrader.exchange.default.release_assignment import ExchangeReleaseAssignment
from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback
from nbgrader.exchange.default.submit import ExchangeSubmit
from nbgrader.preprocessors import AssignLatePenalties
from quiz.small_course import HANDOVER, QUIZ, RIGHT, without

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.grading import gradebook, trainer_config

FULL = {"wri-short-word": (1.0, False), "wri-parts": (2.0, False), "wri-pairs-two": (3.0, False)}


@pytest.fixture
def formgrader(course, monkeypatch):
    """What the buttons of the formgrader call, in this process."""
    for name, value in course.env.items():
        monkeypatch.setenv(name, value)
    app = trainer_config.converter(Tree(course.root)).parent
    app.log.setLevel("INFO")
    monkeypatch.chdir(course.quizzes)
    return NbGraderAPI(app.coursedir, parent=app)


def test_the_buttons_grade_and_give_feedback(course, formgrader):
    """The formgrader grades one learner by the engine, graded or not, and writes the page; others are left."""
    for student in ("ada", "bob"):
        course.submit(student, RIGHT)
    for _twice in range(2):
        told = formgrader.autograde(QUIZ, "ada")
        assert told["success"], told
        assert "writing: 1 graded, 0 graded already." in told["log"]
    assert course.scores("ada") == {**FULL, "wri-note": (None, True)}
    assert [path.name for path in (course.quizzes / "autograded").iterdir()] == ["ada"]
    for student in ("ada", None):
        assert formgrader.generate_feedback(QUIZ, student)["success"]
        assert "HIDDEN TESTS" not in course.feedback("ada")


def test_an_id_is_a_name_before_it_is_a_pattern(course, formgrader):
    """Asked for the learner `[a]da`, nobody else is graded; a pattern that is no name means all who match."""
    for student in ("[a]da", "ada", "bob"):
        course.submit(student, RIGHT)
    assert formgrader.autograde(QUIZ, "[a]da")["success"]
    assert [path.name for path in (course.quizzes / "autograded").iterdir()] == ["[a]da"]
    assert formgrader.autograde(QUIZ, "?d?")["success"]
    assert {path.name for path in (course.quizzes / "autograded").iterdir()} == {"[a]da", "ada"}


def test_who_is_not_graded_is_told(course, formgrader):
    """Nobody, a lost notebook and a failure each end with a sentence, as the formgrader shows it."""
    told = formgrader.autograde(QUIZ, "ada")
    assert not told["success"]
    assert "Nobody who was asked for has handed in 'writing'." in told["log"]
    (course.submit("eve", RIGHT) / f"{QUIZ}.ipynb").unlink()
    course.submit("ada", RIGHT)
    (course.quizzes / "autograded").mkdir()
    (course.quizzes / "autograded" / "ada").write_text("in the way")
    told = formgrader.autograde(QUIZ, "*")
    assert not told["success"]
    assert "Not received: there is no notebook in" in told["log"]
    assert "Not graded: ada." in told["log"]


@pytest.mark.parametrize("sign", ["source", "gradebook"])
def test_a_quiz_is_never_run_as_code(course, formgrader, sign):
    """With no key that can be read a quiz is refused, by its files or by its cells; no code of a learner runs."""
    folder = course.submit("mallory", RIGHT)
    notebook = nbformat.read(folder / f"{QUIZ}.ipynb", as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell("open('trace', 'w')"))
    (folder / f"{QUIZ}.ipynb").write_text(json.dumps(notebook))
    with course.gradebook() as gradebook:
        for cell in gradebook.find_notebook(QUIZ, QUIZ).source_cells:
            cell.source = cell.source.replace("BEGIN HIDDEN", "BEGIN")
        if sign == "source":
            for cell in gradebook.find_notebook(QUIZ, QUIZ).source_cells:
                cell.source = cell.source.replace("prevention_cpd.quiz", "elsewhere")
        gradebook.db.commit()
    if sign == "gradebook":
        shutil.rmtree(course.quizzes / "source")
    told = formgrader.autograde(QUIZ, "mallory")
    assert not told["success"]
    assert "not one of the quizzes that are graded from data" in told["log"]
    assert not list(course.root.rglob("trace"))
    assert not (course.quizzes / "autograded").exists()


@pytest.mark.slow
def test_a_configuration_that_stops_half_way_grades_nothing(course):
    """Where the hand-over cannot be set up no command converts anything, and the reason is told."""
    course.submit("ada", RIGHT)
    without(course, HANDOVER)
    config = course.quizzes / "nbgrader_config.py"
    config.write_text(config.read_text().replace("# All is set", "1 / 0\n# All is set"))
    for command in ("autograde", "generate_feedback"):
        done = course.nbgrader(command, QUIZ, ok=False)
        assert done.returncode != 0
        assert "ZeroDivisionError" in done.stderr
    assert not (course.quizzes / "autograded").exists()


@pytest.mark.slow
def test_another_assignment_is_nbgraders_own(course):
    """An assignment of another kind in the same folder is run, marked and fed back by nbgrader itself."""
    metadata = {
        "grade": True,
        "grade_id": "sum",
        "points": 2,
        "locked": True,
        "solution": False,
        "schema_version": 3,
    }
    cell = nbformat.v4.new_code_cell(
        "open('../../../trace', 'w')\nassert 1 + 1 == 2", metadata={"nbgrader": {**metadata, "task": False}}
    )
    source = course.quizzes / "source" / "sums"
    source.mkdir()
    nbformat.write(
        nbformat.v4.new_notebook(
            cells=[cell],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        ),
        source / "sums.ipynb",
    )
    course.nbgrader("generate_assignment", "sums")
    shutil.copytree(course.quizzes / "release" / "sums", course.quizzes / "submitted" / "ada" / "sums")
    for command in ("autograde", "generate_feedback"):
        course.nbgrader(command, "sums")
    assert (course.quizzes / "trace").exists()
    assert course.scores("ada", quiz="sums") == {"sum": (2.0, False)}
    assert "(Score: 2.0 / 2.0)" in course.feedback("ada", quiz="sums")


#: What this package replaces in nbgrader or asks it for, beside documented classes and tables; with its parameters.
TOUCHED = {
    BaseConverter.__dict__["start"]: ["self"],
    BaseConverter.convert_notebooks: ["self"],
    BaseConverter.set_permissions: ["self", "assignment_id", "student_id"],
    CourseDirectory.format_path: ["self", "nbgrader_step", "student_id", "assignment_id", "escape"],
    ExchangeCollect._path_to_record: ["self", "path"],
    ExchangeCollect.do_copy: ["self", "src", "dest", "log"],
    ExchangeCollect.init_src: ["self"],
    ExchangeCollect.copy_files: ["self"],
    ExchangeSubmit.copy_files: ["self"],
    ExchangeReleaseAssignment.copy_files: ["self"],
    ExchangeCollect.ensure_root: ["self"],
    ExchangeReleaseAssignment.ensure_root: ["self"],
    ExchangeReleaseFeedback.copy_files: ["self"],
    AssignLatePenalties.init_plugin: ["self"],
    gradebook._write: ["alembic_ini", "db_url"],
}


@pytest.mark.parametrize("method", TOUCHED, ids=lambda method: method.__qualname__)
def test_nbgrader_is_as_we_know_it(method):
    """Each part of nbgrader that is replaced or called is there, with the parameters that we rely on."""
    assert list(inspect.signature(method).parameters) == TOUCHED[method], (
        f"nbgrader has changed {method.__qualname__}: look at who uses it in quiz/ before this version is taken"
    )


@pytest.mark.parametrize("name", ["force", "coursedir", "permissions", "exclude_overwriting"])
def test_a_converter_says_what_was_asked_for(name):
    """The engine reads from nbgrader's converter what the trainer configured."""
    assert name in Autograde.class_trait_names(), f"nbgrader's Autograde has no {name} any more"
    assert name in GenerateFeedback.class_trait_names() or name == "exclude_overwriting"
