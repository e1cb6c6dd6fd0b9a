"""A small course with a quiz, and nbgrader's commands run as a trainer runs them."""

import contextlib
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from click.testing import CliRunner
from nbgrader.api import Gradebook
from quiz import forked, quick_nbgrader
from quiz.servers import short_folder

from prevention_cpd.cli import main
from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.build.assignments import build_all
from prevention_cpd.quiz.record import opening, reading, tables, writing

HERE = Path(__file__).parent
#: nbgrader's command.
NBGRADER = (sys.executable, "-P", quick_nbgrader.__file__)
CONFIG = HERE.parent.parent / "quizzes" / "nbgrader_config.py"
QUIZ = "writing"
#: What lets feedback out while answers wait.
EARLY = "c.Review.early = True\n"


@dataclass
class Course:
    """A copy of the small course in a temporary folder, and what can be done with it."""

    root: Path
    env: dict | None = None

    @property
    def quizzes(self):
        """The nbgrader course."""
        return self.root / "quizzes"

    def nbgrader(self, *arguments, ok=True):
        """Run a command of nbgrader in the course folder, in a process of its own."""
        done = forked.run("nbgrader", arguments, cwd=self.quizzes, env=self.env)
        assert not ok or done.returncode == 0, done.stdout + done.stderr
        return done

    def cpd(self, *arguments, ok=(0, 1)):
        """Run `cpd` in the course, in a process of its own."""
        done = forked.run("cpd", arguments, cwd=self.root, env=self.env)
        assert done.returncode in ok, done.stdout + done.stderr
        return done

    def grade(self, *options, quiz=QUIZ):
        """Run `cpd grade` in the course, in this process; return what it printed."""
        with contextlib.chdir(self.root):
            done = CliRunner(env=self.env).invoke(
                main, ["grade", quiz, "--jobs", "1", *options], catch_exceptions=False
            )
        assert done.exit_code in {0, 1}, done.output
        return done

    def submit(self, student, answers=None, *, quiz=QUIZ, raw=None):
        """Put a submission where `collect` would; `answers` maps question ids to values."""
        folder = self.quizzes / "submitted" / student / quiz
        shutil.copytree(self.quizzes / "release" / quiz, folder)
        for path in folder.iterdir():
            path.chmod(0o644)
        (folder / "timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC")
        (folder / "submission_secret.txt").write_text("secret of " + ascii(student))
        if raw is not None:
            (folder / "answers.json").write_bytes(raw)
        elif answers is not None:
            (folder / "answers.json").write_text(answers_text(answers, quiz=quiz))
        return folder

    def gradebook(self):
        """Open the gradebook."""
        return Gradebook(f"sqlite:///{self.quizzes / 'gradebook.db'}", "prevention-cpd")

    def keep(self, *attempts):
        """Write attempts into the class record."""
        with self.record() as connection:
            writing.keep(connection, attempts)

    def attempts(self, student, *, quiz=QUIZ):
        """Return what the class record has of a learner, the earliest attempt first."""
        with self.record() as connection:
            return reading.attempts(connection, quiz, [student], whole=True).get(student, ())

    @contextlib.contextmanager
    def record(self):
        """Open the class record."""
        url = f"sqlite:///{self.quizzes / 'gradebook.db'}"
        opening.prepare(url, self.quizzes)
        engine = tables.engine(url)
        with engine.begin() as connection:
            yield connection
        engine.dispose()

    def scores(self, student, *, quiz=QUIZ):
        """Return for each question what the gradebook holds: automatic score, and whether a person must look."""
        with self.gradebook() as gradebook:
            grades = gradebook.find_submission(quiz, student).notebooks[0].grades
            return {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in grades}

    def autograded(self, student, *, quiz=QUIZ):
        """Return the graded notebook of a learner."""
        return nbformat.read(self.quizzes / "autograded" / student / quiz / f"{quiz}.ipynb", as_version=4)

    def feedback(self, student, *, quiz=QUIZ):
        """Return the feedback page of a learner."""
        return (self.quizzes / "feedback" / student / quiz / f"{quiz}.html").read_text()


def answers_text(values, *, quiz=QUIZ, form="A"):
    """Return an answers.json with these values."""
    entries = {
        name: {"value": value, "saved_at": "2026-11-20T09:59:00+00:00"} for name, value in values.items()
    }
    return json.dumps({"schema": 1, "quiz": quiz, "form": form, "answers": entries})


def change(folder, edit):
    """Edit the notebook of a submission."""
    (path,) = folder.glob("*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    edit(notebook)
    path.write_text(json.dumps(notebook))


def make_course(root):
    """Copy the small course to `root` and build its quizzes."""
    shutil.copytree(HERE / "data" / "tree", root)
    shutil.copy(CONFIG, root / "quizzes")
    # Pages in any state are looked at; tests of what is held back take this out.
    with (root / "quizzes" / CONFIG.name).open("a") as config:
        config.write(EARLY)
    build_all(Tree(root))
    home = root.parent / f"{root.name}-home"
    home.mkdir()
    # Nothing of the person who runs the tests may play a part: no configuration, no installed extension of theirs.
    env = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home),
        "JUPYTER_DATA_DIR": str(home / "data"),
    }
    env.update(IPYTHONDIR=str(home / "ipython"), JUPYTER_RUNTIME_DIR=short_folder())
    return Course(root, env)


RIGHT = {
    "wri-short-word": "begin",
    "wri-long-word": "terminate",
    "wri-parts": ["date", "place"],
    "wri-tone": ["headings"],
    "wri-pairs": {"assistance": "help", "purchase": "buy", "sufficient": "enough"},
    "wri-pairs-two": {"hot": "cold", "new": "aged", "wide": "narrow"},
    "wri-note": "A red bicycle was lost in Mill Street on Monday at nine.",
    "wri-note-two": "An umbrella was found on Tuesday.",
}


def without(course, *lines):
    """Take settings out of the copy of nbgrader_config.py: shows what they are there for."""
    config = course.quizzes / "nbgrader_config.py"
    text = config.read_text()
    for line in lines:
        assert line in text, line
        text = text.replace(line, "")
    config.write_text(text)


#: What hands our quizzes over to our engine.
HANDOVER = "nbgrader.configure()\n"
