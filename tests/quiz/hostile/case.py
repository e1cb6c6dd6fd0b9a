"""What a case of the hostile class is, and what the functions that make one work with."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from quiz.small_course import QUIZ, answers_text

FULL = {"wri-short-word": 1.0, "wri-parts": 2.0, "wri-pairs-two": 3.0}
NONE = dict.fromkeys(FULL, 0.0)


@dataclass(frozen=True)
class Submission:
    """One learner's folder in `submitted/`, with the right answers in it to begin with."""

    folder: Path
    #: The folder of the nbgrader course.
    course: Path
    #: A folder outside the course, with files that nobody may read or change.
    outside: Path

    @property
    def trace(self):
        """What code of a submission would leave behind if it ran."""
        return self.outside / "trace"

    @property
    def notebook(self):
        """The path of the notebook."""
        return self.folder / f"{QUIZ}.ipynb"

    @property
    def answers(self):
        """The path of the answers."""
        return self.folder / "answers.json"

    def values(self, values, **options):
        """Write other answers."""
        self.answers.write_text(answers_text(values, **options))

    def edit(self, change):
        """Change the data of the notebook."""
        data = json.loads(self.notebook.read_bytes())
        change(data)
        self.notebook.write_text(json.dumps(data))

    def edit_answers(self, change):
        """Change the data of the answers."""
        data = json.loads(self.answers.read_bytes())
        change(data)
        self.answers.write_text(json.dumps(data))

    def instead(self, name):
        """Take a file away, and return its path for something else."""
        path = self.folder / name
        path.unlink(missing_ok=True)
        return path


@dataclass(frozen=True)
class Case:
    """A submission, and what must come out."""

    name: str
    make: Callable[[Submission], None]
    #: The points that no person gives.
    score: dict
    #: A part of what the trainer reads; empty when there is nothing to tell.
    told: str
    #: Whether answers came in.
    received: bool
    #: The learner's id.
    student: str
    #: Questions whose answers cannot be read, so that somebody has to look at them.
    look: frozenset
    #: Whether it can be graded; if not, that is told in the export.
    graded: bool
    #: Whether nbgrader's own command grades it too. Of many of a sort it grades one.
    slow: bool


#: The class, in the order in which the tables were read.
CLASS: dict[str, Case] = {}


def case(name, *, score=FULL, told="", received=True, student="", look=(), graded=True, slow=True):
    """Add a case to the class; the function below it makes the submission."""

    def add(make):
        assert name not in CLASS, name
        CLASS[name] = Case(name, make, score, told, received, student or name, frozenset(look), graded, slow)
        return make

    return add


def cases(table, make, **expected):
    """Add a case for each row of a table of names and contents; the first one stands for all with nbgrader."""
    for at, (name, content) in enumerate(table.items()):
        case(name, slow=at == 0, **expected)(lambda submission, content=content: make(submission, content))
