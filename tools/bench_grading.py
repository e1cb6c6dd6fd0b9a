"""Seconds to grade one submission: our grader beside stock nbgrader, the same quiz and answers, in one run.

    python tools/bench_grading.py [SUBMISSIONS]

Stock nbgrader gets the same notebook and runs the same hidden cells with its
own `Execute`. Both times are those of the whole command, divided by the
number of submissions. The scores of both runs are compared at the end.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from prevention_cpd.quiz.build import build_all
from prevention_cpd.tree import Tree

ROOT = Path(__file__).resolve().parent.parent
#: Replaces the grader in nbgrader_config.py for the stock run.
OURS, STOCK = "    GradeAnswers,  # in place of Execute\n", "    Execute,\n"


def main(submissions: int = 20) -> None:
    """Measure and print a small table."""
    with tempfile.TemporaryDirectory() as name:
        quizzes = copy_course(Path(name) / "course")
        environment = own_home(Path(name) / "home")
        quiz = min(path.name for path in (quizzes / "source").iterdir())
        nbgrader(quizzes, environment, "generate_assignment", quiz)
        questions = submit_all(quizzes, quiz, submissions)
        ours = timed(quizzes, environment, quiz)
        scores = all_scores(quizzes, quiz)
        use_stock(quizzes / "nbgrader_config.py")
        stock = timed(quizzes, environment, quiz, "--force")
        same = scores == all_scores(quizzes, quiz)
    print(f"Grading '{quiz}': {questions} questions, {submissions} submissions, seconds a submission")
    print(f"  our grader, by `nbgrader autograde`  {ours / submissions:8.2f}")
    print(f"  stock `nbgrader autograde`           {stock / submissions:8.2f}")
    print(f"  times faster                         {stock / ours:8.1f}")
    print(f"  same scores                          {'yes' if same else 'NO':>8}")


def copy_course(folder: Path) -> Path:
    """Copy what the quizzes need, build them, and return the nbgrader course."""
    ignored = shutil.ignore_patterns(
        "source", "release", "submitted", "autograded", "feedback", "gradebook.db*"
    )
    for part in ("assets", "modules", "quizzes"):
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    shutil.copy(ROOT / "_config.yml", folder)
    build_all(Tree(folder))
    return folder / "quizzes"


def own_home(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing of the user's own settings plays a part."""
    folder.mkdir()
    places = {
        "HOME": folder,
        "JUPYTER_CONFIG_DIR": folder,
        "JUPYTER_DATA_DIR": folder / "data",
        "IPYTHONDIR": folder,
    }
    return {**os.environ, **{name: str(place) for name, place in places.items()}}


def submit_all(quizzes: Path, quiz: str, submissions: int) -> int:
    """Hand in random answers; return how many questions the quiz has."""
    release = quizzes / "release" / quiz
    questions = json.loads((release / "questions.json").read_text(encoding="utf-8"))["questions"]
    chance = random.Random(1)  # noqa: S311  # the same answers at each run
    for number in range(submissions):
        folder = quizzes / "submitted" / f"learner{number:03}" / quiz
        shutil.copytree(release, folder)
        answers = {question["id"]: {"value": answer(chance, question)} for question in questions}
        data = {"schema": 1, "quiz": quiz, "form": "A", "answers": answers}
        (folder / "answers.json").write_text(json.dumps(data), encoding="utf-8")
    return len(questions)


def answer(chance: random.Random, question: dict[str, Any]) -> Any:
    """Return a random answer."""
    options = [option["id"] for option in question.get("options", [])]
    match question["kind"]:
        case "single":
            return chance.choice(options)
        case "multiple":
            return chance.sample(options, chance.randint(1, len(options)))
        case "match":
            rights = [right["id"] for right in question["right"]]
            return {left["id"]: chance.choice(rights) for left in question["left"]}
        case _:
            return None


def use_stock(config: Path) -> None:
    """Make the copied configuration run the cells, as nbgrader does by itself."""
    text = config.read_text(encoding="utf-8").replace(OURS, STOCK).replace("    FlagForTrainer,\n", "")
    config.write_text("from nbgrader.preprocessors import Execute\n" + text, encoding="utf-8")


def timed(quizzes: Path, environment: dict[str, str], quiz: str, *more: str) -> float:
    """Return the seconds that grading the whole class takes."""
    start = time.perf_counter()
    nbgrader(quizzes, environment, "autograde", quiz, *more)
    return time.perf_counter() - start


def nbgrader(quizzes: Path, environment: dict[str, str], *arguments: str) -> None:
    """Run a command of nbgrader."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=quizzes, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def all_scores(quizzes: Path, quiz: str) -> dict[tuple[str, str], float | None]:
    """Return every automatic score."""
    with Gradebook(f"sqlite:///{quizzes / 'gradebook.db'}", "prevention-cpd") as gradebook:
        return {
            (submission.student.id, grade.name): grade.auto_score or 0.0
            for submission in gradebook.assignment_submissions(quiz)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
