"""Seconds that a peer needs to grade one submission: the same quiz, graded in the peer's own way.

    python tools/peers.py [SUBMISSIONS]

The peer is nbgrader-jupyterquiz. It is no part of this course: it is installed
into `_build/peer` on first use and runs there with the same nbgrader. What it
cannot ask (pairs, orders, written answers) it asks as a choice.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbgrader.api import Gradebook

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.build.assignments import quizzes

if TYPE_CHECKING:
    from prevention_cpd.questions import Question

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "_build" / "peer"
#: Its other requirements are all in our own environment.
PEER = "nbgrader-jupyterquiz==0.5.0"
CONFIG = 'c.GenerateAssignment.preprocessors.insert(0, "nbgrader_jupyterquiz.CreateQuiz")\n'
QUIZ = "quiz"
#: The names by which the peer knows its cell and records the kinds of its questions.
CELL, KINDS = f"{QUIZ}-autograded", {"SC": "multiple_choice", "MC": "many_choice", "NM": "numeric"}


class PeerError(Exception):
    """The peer cannot be measured; the message says why."""


def jupyterquiz(submissions: int = 5) -> float:
    """Return the seconds that nbgrader-jupyterquiz needs for one submission of a quiz of 15 questions.

    The time that the command needs to start, with nothing to grade, is taken off.

    Raises:
        PeerError: when it cannot be installed, fails, or gives scores that cannot be right.
    """
    _install()
    with tempfile.TemporaryDirectory() as name:
        course = Path(name)
        asked = [_asked(question) for question in _questions()]
        _source(course, asked)
        _nbgrader(course, "generate_assignment", QUIZ)
        for number in range(submissions):
            # All right, all wrong, and then from one to the other.
            right = len(asked) * (submissions - 1 - number) // max(submissions - 1, 1)
            _submit(course, f"learner{number:03}", asked, right)
        took = _nbgrader(course, "autograde", QUIZ)
        _check(course, len(asked), submissions)
        return (took - _nbgrader(course, "autograde", QUIZ)) / submissions


def _install() -> None:
    if (HOME / "nbgrader_jupyterquiz").is_dir():
        return
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--target", str(HOME), PEER]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PeerError(f"{PEER} cannot be installed: {done.stderr.strip().splitlines()[-1]}")


def _questions() -> tuple[Question, ...]:
    return next(quiz.questions for quiz in quizzes(Tree(ROOT)) if len(quiz.questions) == 15)


def _asked(question: Question) -> dict[str, Any]:
    """Return a question as the peer can ask it: type, text, and each answer with whether it is right."""
    answers: list[tuple[str, bool]]
    kind = "SC"
    if question.answer:
        low, high = (question.answer.value + sign * question.answer.tolerance for sign in (-1, 1))
        return {"type": "NM", "text": question.stem, "range": (low, high)}
    if question.pairs:
        kind, lefts = "MC", [pair.left.text for pair in question.pairs]
        rights = [pair.right.text for pair in question.pairs]
        answers = [(f"{left}: {right}", True) for left, right in zip(lefts, rights, strict=True)]
        answers += [
            (f"{left}: {right}", False)
            for left, right in zip(lefts, rights[1:] + rights[:1], strict=True)
            if (f"{left}: {right}", True) not in answers
        ]
    elif question.items:
        names = [item.text for item in question.items]
        answers = [("; ".join(names), True), ("; ".join(reversed(names)), False)]
    elif question.rubric:
        answers = [("Yes", True), ("No", False)]
    else:
        kind = "MC" if question.kind == "multiple" else "SC"
        answers = [(option.text, option.correct) for option in question.options]
    return {"type": kind, "text": question.stem, "answers": [(_line(text), right) for text, right in answers]}


def _source(course: Path, asked: list[dict[str, Any]]) -> None:
    """Write the course with its one notebook, in which the quiz stands in the peer's own syntax."""
    lines = ["#### Quiz"]
    for each in asked:
        lines.append(f'* ({each["type"]}) "{_quoted(each["text"])}"')
        if each["type"] == "NM":
            lines.append(f"  + [{each['range'][0]:g}, {each['range'][1]:g}]")
        else:
            lines += [f'  {"+" if right else "-"} "{_quoted(text)}"' for text, right in each["answers"]]
    lines.append("#### End Quiz")
    cell = nbformat.v4.new_markdown_cell("\n".join(lines))
    task = {"grade": False, "locked": True, "solution": False, "task": True}
    cell.metadata["nbgrader"] = {
        **task,
        "cell_type": "markdown",
        "grade_id": QUIZ,
        "points": 0,
        "schema_version": 3,
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    place = course / "source" / QUIZ / f"{QUIZ}.ipynb"
    place.parent.mkdir(parents=True)
    nbformat.write(notebook, place)
    (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")


def _submit(course: Path, learner: str, asked: list[dict[str, Any]], right: int) -> None:
    """Hand in a notebook, with as many right answers as told, and wrong ones after them."""
    folder = course / "submitted" / learner / QUIZ
    folder.mkdir(parents=True)
    released = course / "release" / QUIZ / f"{QUIZ}.ipynb"
    (folder / released.name).write_bytes(released.read_bytes())
    responses = {str(at): _response(each, right=at < right) for at, each in enumerate(asked)}
    data = {"schema_version": 1, "responses": {CELL: responses}}
    (folder / "responses.json").write_text(json.dumps(data), encoding="utf-8")


def _response(asked: dict[str, Any], *, right: bool) -> dict[str, Any]:
    kind = asked["type"]
    response: dict[str, Any] = {"type": KINDS[kind]}
    if kind == "NM":
        low, high = asked["range"]
        return response | {"parsed": (low + high) / 2 if right else high + 1}
    chosen = [text for text, correct in asked["answers"] if correct == right]
    return response | {"selected": chosen if kind == "MC" else chosen[0]}


def _check(course: Path, most: int, submissions: int) -> None:
    """See to it that the peer graded: the first learner has everything right, and the last nothing."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        scores = [each.score for each in sorted(gradebook.assignment_submissions(QUIZ), key=_learner)]
    if len(scores) != submissions or scores[0] != most or (submissions > 1 and scores[-1] != 0):
        raise PeerError(f"the peer's scores cannot be right: {scores} of {most}")


def _learner(submission: Any) -> str:
    return str(submission.student_id)


def _nbgrader(course: Path, *arguments: str) -> float:
    """Run a command of nbgrader with the peer at hand; return the seconds that it took."""
    places = dict.fromkeys(
        ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"), str(course / "home")
    )
    path = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    environment = {**os.environ, **places, "PYTHONPATH": str(HOME), "PATH": os.pathsep.join(path)}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PeerError(f"nbgrader {arguments[0]} failed: {(done.stdout + done.stderr).strip()[-2000:]}")
    return time.perf_counter() - start


def _line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return _line(text).replace("\\", "\\\\").replace('"', '\\"')


if __name__ == "__main__":
    print(f"{PEER}: {jupyterquiz(*map(int, sys.argv[1:])):.2f} seconds a submission")
