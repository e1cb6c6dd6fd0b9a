"""An exchange with released quizzes, and a learner who has fetched one."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from quiz.small_course import Course, make_course

from prevention_cpd.quiz.take.saving import Keeper


@dataclass
class ClassRoom:
    """A course, its exchange and one learner's folders."""

    base: Path
    course: Course

    @property
    def exchange(self):
        """The folder of the exchange."""
        return self.base / "exchange"

    @property
    def inbound(self):
        """Where submissions come in."""
        return self.exchange / "prevention-cpd" / "inbound"

    @property
    def home(self):
        """The learner's home."""
        return self.base / "learner-home"

    @property
    def env(self):
        """What a learner's processes have in their environment."""
        return {
            **os.environ,
            "HOME": str(self.home),
            "JUPYTER_CONFIG_DIR": str(self.home),
            "JUPYTER_DATA_DIR": str(self.home / "data"),
        }

    def submissions(self):
        """Return the answers of each submission in the exchange, by its folder's name."""
        found = {}
        for folder in sorted(self.inbound.iterdir()):
            found[folder.name] = json.loads((folder / "answers.json").read_text())["answers"]
        return found

    def fetch(self, quiz, place):
        """Copy a released quiz as `nbgrader fetch_assignment` does, below a folder of the learner's."""
        folder = self.base / "learner" / place / quiz
        shutil.copytree(self.exchange / "prevention-cpd" / "outbound" / quiz, folder)
        for path in folder.iterdir():
            path.chmod(0o644)
        return folder

    def be_the_learner(self, monkeypatch, quiz, place):
        """Make this process the learner's, empty the exchange of submissions, and fetch a copy of the quiz."""
        for name, value in self.env.items():
            monkeypatch.setenv(name, value)
        for old in self.inbound.iterdir():
            shutil.rmtree(old)
        return self.fetch(quiz, place)

    def answer(self, folder, **values):
        """Save answers as the widget does; `_` in a name stands for `-`."""
        quiz = json.loads((folder / "questions.json").read_text())
        names = frozenset(question["id"] for question in quiz["questions"])
        keeper = Keeper(folder=folder, quiz=quiz["quiz"], form=quiz["form"], questions=names)
        for name, value in values.items():
            assert keeper.save(name.replace("_", "-"), value).reason == ""


def change(folder, **values):
    """Change what questions.json says of the quiz."""
    data = json.loads((folder / "questions.json").read_text())
    (folder / "questions.json").write_text(json.dumps({**data, **values}))


def open_class_room(base, *quizzes):
    """Make a course and an exchange in `base`, and release the quizzes."""
    course = make_course(base / "course")
    room = ClassRoom(base, course)
    room.exchange.mkdir()
    # nbgrader asks for a folder that everybody may write to.
    room.exchange.chmod(0o777)
    course.env["NBGRADER_EXCHANGE"] = str(room.exchange)
    (base / "learner").mkdir()
    room.home.mkdir()
    settings = f"c.Exchange.root = {str(room.exchange)!r}\nc.Exchange.cache = {str(room.home / 'cache')!r}\n"
    (room.home / "nbgrader_config.py").write_text("c = get_config()\n" + settings)
    for quiz in quizzes:
        course.nbgrader("generate_assignment", quiz)
        course.nbgrader("release_assignment", quiz)
    return room
