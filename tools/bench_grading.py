"""Seconds to grade one submission of a quiz of 15 questions: `cpd grade` beside its peers, all in one run.

    python tools/bench_grading.py [SUBMISSIONS]

The class is graded by `cpd grade`, whole command, start included. The peers get
the same quiz and are too slow for a class, so each grades a sample; the time
that its command needs to start, with nothing to grade, is taken off. Stock
nbgrader runs the same hidden cells with its own `Execute`; the scores of all
runs on our quiz are compared. The floor is what cannot be saved: the same
files read and written and the same rows inserted, in plain Python, with
nothing in between.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import peers

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.build.assignments import build_all

ROOT = Path(__file__).resolve().parent.parent
QUIZ = "terminology"
#: What hands our quizzes over in nbgrader_config.py; without it nbgrader runs their cells.
HANDOVER = "nbgrader.configure()\n"
#: How many submissions the slow ones grade.
SAMPLE = 10
#: For the growth of time and memory with the class.
SIZES = (100, 1_000, 10_000)


def main(submissions: int = 1_000, sizes: tuple[int, ...] = SIZES) -> None:
    """Measure and print."""
    # Nothing is deleted before the end: file systems make new files slowly where many were deleted just now.
    with tempfile.TemporaryDirectory() as name:
        beside_peers(Path(name), submissions)
        growth(Path(name), sizes)


def beside_peers(folder: Path, submissions: int) -> None:
    """Print the time a submission of all graders."""
    quizzes, environment = make_course(folder / "peers")
    questions = submit_all(quizzes, submissions)
    print(f"Grading '{QUIZ}': {questions} questions, {submissions:,} submissions, {cores()} cores")
    ours, memory, scores = grade_class(quizzes, environment)
    ours /= submissions
    floor = timed_floor(quizzes, environment) / submissions
    use_stock(quizzes / "nbgrader_config.py")
    stock = timed(quizzes, environment)
    row("cpd grade", ours, ours)
    row("stock nbgrader autograde", stock, ours)
    try:
        row("nbgrader-jupyterquiz", peers.jupyterquiz(submissions=5), ours)
    except peers.PeerError as error:
        print(f"  nbgrader-jupyterquiz: not measured: {error}")
    row("the same files and rows, one core", floor, ours)
    print(f"  {1 / ours:.0f} submissions a second; largest process {memory:.0f} MB")
    same = scores == all_scores(quizzes)
    print(f"  same scores as stock nbgrader: {'yes' if same else 'NO'}\n")


def growth(folder: Path, sizes: tuple[int, ...]) -> None:
    """Print time and memory for classes of different sizes."""
    print(f"Growth with the class, `cpd grade {QUIZ}`, {cores()} cores, whole command")
    print("  submissions     seconds   a second   largest process, MB")
    for size in sizes:
        quizzes, environment = make_course(folder / str(size))
        submit_all(quizzes, size)
        seconds, memory, _ = grade_class(quizzes, environment)
        print(f"  {size:11,} {seconds:11.1f} {size / seconds:10.0f} {memory:21.0f}")
    print()


def row(name: str, seconds: float, ours: float) -> None:
    """Print one line of the table."""
    print(f"  {name:36} {1000 * seconds:9.1f} ms a submission {seconds / ours:8.1f} times")


def cores() -> int:
    """Return how many cores there are for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def make_course(folder: Path) -> tuple[Path, dict[str, str]]:
    """Copy what the quizzes need, build and release one; return the nbgrader course and an environment."""
    ignored = shutil.ignore_patterns(
        "source", "release", "submitted", "autograded", "feedback", "gradebook.db*"
    )
    course = folder / "course"
    for part in ("assets", "modules", "quizzes"):
        shutil.copytree(ROOT / part, course / part, ignore=ignored)
    shutil.copy(ROOT / "_config.yml", course)
    build_all(Tree(course))
    environment = own_home(folder / "home")
    nbgrader(course / "quizzes", environment, "generate_assignment", QUIZ)
    return course / "quizzes", environment


def own_home(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing of the user's own settings plays a part."""
    folder.mkdir(parents=True)
    places = {
        "HOME": folder,
        "JUPYTER_CONFIG_DIR": folder,
        "JUPYTER_DATA_DIR": folder / "data",
        "IPYTHONDIR": folder,
    }
    return {**os.environ, **{name: str(place) for name, place in places.items()}}


def submit_all(quizzes: Path, submissions: int) -> int:
    """Hand in random answers; return how many questions the quiz has.

    Every second learner took the quiz in JupyterLab, which saves the notebook with what it shows; the
    others in Voilà, which leaves it as it was released.
    """
    release = quizzes / "release" / QUIZ
    questions = json.loads((release / "questions.json").read_text(encoding="utf-8"))["questions"]
    notebook = json.loads((release / f"{QUIZ}.ipynb").read_text(encoding="utf-8"))
    chance = random.Random(1)  # noqa: S311  # the same answers at each run
    for number in range(submissions):
        folder = quizzes / "submitted" / f"learner{number:05}" / QUIZ
        shutil.copytree(release, folder)
        if number % 2:
            run_cells(notebook, f"{number:032x}")
            (folder / f"{QUIZ}.ipynb").write_text(json.dumps(notebook, indent=1), encoding="utf-8")
        time = f"2026-11-20T10:{number % 60:02}:{number // 60 % 60:02}+01:00"
        answers = {
            question["id"]: {"value": answer(chance, question), "saved_at": time} for question in questions
        }
        data = {"schema": 1, "quiz": QUIZ, "form": "A", "answers": answers}
        (folder / "answers.json").write_text(json.dumps(data), encoding="utf-8")
        (folder / "timestamp.txt").write_text("2026-11-20 10:00:00.000000 UTC", encoding="ascii")
        (folder / "submission_secret.txt").write_text(f"{number:064x}", encoding="ascii")
    return len(questions)


def run_cells(notebook: dict[str, Any], model: str) -> None:
    """Put in what JupyterLab saves when the open cells of the quiz are run: counts, and each widget's id."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for count, cell in enumerate(cells, start=1):
        if not cell["metadata"].get("nbgrader", {}).get("grade"):
            data = {"application/vnd.jupyter.widget-view+json": {"model_id": f"{model}{count}"}}
            cell["execution_count"] = count
            cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]


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
        case "text":
            return "The child is not to blame, and the adult is suspected. " * chance.randint(1, 8)
        case _:
            return None


def grade_class(quizzes: Path, environment: dict[str, str]) -> tuple[float, float, dict[Any, Any]]:
    """Return the seconds that `cpd grade` takes, the memory of its largest process in MB, and the scores."""
    command = [Path(sys.executable).with_name("cpd"), "grade", QUIZ]
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=quizzes, env=environment, stdout=output, stderr=output)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status):
            output.seek(0)
            sys.exit(output.read().decode())
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return seconds, used.ru_maxrss / unit, all_scores(quizzes)


def timed_floor(quizzes: Path, environment: dict[str, str]) -> float:
    """Return the seconds to read what was handed in and to write what grading left, and nothing else."""
    program = Path(__file__).with_name("floor.py")
    done = subprocess.run(
        [sys.executable, program, quizzes, QUIZ], env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def use_stock(config: Path) -> None:
    """Make the copied configuration run the cells, as nbgrader does by itself."""
    text = config.read_text(encoding="utf-8")
    if HANDOVER not in text:
        sys.exit(f"{config} has no line {HANDOVER!r}: bring this benchmark up to date")
    config.write_text(text.replace(HANDOVER, ""), encoding="utf-8")


def timed(quizzes: Path, environment: dict[str, str]) -> float:
    """Return the seconds that nbgrader takes for a submission of the sample."""
    pattern = "learner0000[0-9]"
    start = time.perf_counter()
    nbgrader(quizzes, environment, "autograde", QUIZ, "--student", "learner00000")
    idle = time.perf_counter() - start
    start = time.perf_counter()
    nbgrader(quizzes, environment, "autograde", QUIZ, "--force", "--student", pattern)
    return (time.perf_counter() - start - idle) / SAMPLE


def nbgrader(quizzes: Path, environment: dict[str, str], *arguments: str) -> None:
    """Run a command of nbgrader."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=quizzes, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def all_scores(quizzes: Path) -> dict[tuple[str, str], float | None]:
    """Return every automatic score."""
    query = """
        SELECT s.student_id, c.name, g.auto_score FROM grade g
        JOIN base_cell c ON c.id = g.cell_id
        JOIN submitted_notebook n ON n.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id
    """
    with sqlite3.connect(quizzes / "gradebook.db") as gradebook:
        return {(student, name): score or 0.0 for student, name, score in gradebook.execute(query)}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
