"""The hostile class: made, graded once by each grader, and read back."""

import csv
import hashlib
import json
import os
import stat
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from nbgrader.api import Gradebook
from quiz.hostile import answers, folders, notebooks  # noqa: F401  # they fill the class
from quiz.hostile.case import Submission
from quiz.small_course import QUIZ, RIGHT, Course, answers_text

DEADLINE = datetime(2026, 11, 20, 12)  # noqa: DTZ001  # nbgrader keeps times in UTC without saying so


@dataclass
class Result:
    """What the gradebook and the graded notebook say of one learner."""

    scores: dict
    flagged: bool
    late: float
    #: Questions that somebody must look at.
    look: set
    record: dict = field(default_factory=dict)
    text: str = ""

    @property
    def told(self):
        """All that the trainer is told about the submission."""
        return "\n".join([*self.record.get("problems", []), *self.record.get("altered", [])])


@dataclass
class ClassRoom:
    """A course with a hostile class that has been graded."""

    #: "nbgrader" or "cpd".
    grader: str
    course: Course
    outside: Path
    #: What files that nobody may change held before.
    before: dict
    #: What the grader printed.
    output: str

    @cached_property
    def results(self):
        """The result of each learner who was graded."""
        found = {}
        with Gradebook(f"sqlite:///{self.course.quizzes / 'gradebook.db'}", "prevention-cpd") as gradebook:
            for submission in gradebook.find_assignment(QUIZ).submissions:
                notebook = submission.notebooks[0]
                path = self.course.quizzes / "autograded" / submission.student.id / QUIZ / f"{QUIZ}.ipynb"
                if not path.is_file():
                    continue
                text = path.read_text(encoding="utf-8")
                found[submission.student.id] = Result(
                    scores={grade.name: grade.auto_score for grade in notebook.grades},
                    flagged=bool(notebook.flagged),
                    late=submission.total_seconds_late,
                    look={grade.name for grade in notebook.grades if grade.needs_manual_grade},
                    record=json.loads(text, parse_constant=_no_constant)["metadata"]["prevention_cpd"],
                    text=text,
                )
        return found

    @cached_property
    def rows(self):
        """The rows of the export, by learner."""
        self.course.nbgrader("export")
        with (self.course.quizzes / "grades.csv").open(newline="", encoding="utf-8-sig") as file:
            return {row["student_id"]: row for row in csv.DictReader(file)}

    def unchanged(self):
        """Return the files, of those that nobody may change, that are not as they were."""
        after = contents(self.course.quizzes, self.outside)
        return {name for name in self.before.keys() | after if self.before.get(name) != after.get(name)}


def make_class(course, outside, cases):
    """Fill `submitted/`."""
    outside.mkdir()
    (outside / "right.json").write_text(answers_text(RIGHT))
    (outside / "secret.json").write_text('{"secret": "Xylophone"}')
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DEADLINE)
    for each in cases:
        # What a submission may do outside is seen for each of them.
        mine = outside / each.name
        mine.mkdir()
        for name in ("right.json", "secret.json"):
            (mine / name).write_bytes((outside / name).read_bytes())
        folder = course.submit(each.name, RIGHT)
        if each.student != each.name:
            folder = folder.parent.rename(folder.parent.with_name(each.student)) / QUIZ
        each.make(Submission(folder, course.quizzes, mine))


def contents(course, outside):
    """Return a digest of each file that no grader has a reason to change."""
    found = {}
    for root in (outside, course / "source", course / "release", course / "banks"):
        for path in sorted(root.rglob("*")):
            mode = path.lstat().st_mode
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else ""
            found[os.fspath(path)] = (stat.S_IFMT(mode), digest)
    return found


def _no_constant(name):
    raise AssertionError(f"{name} is no JSON")
