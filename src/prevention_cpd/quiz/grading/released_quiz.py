"""A released quiz made ready for grading a class: each key read once, the graded notebook cut at its gaps."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.questions import mark
from prevention_cpd.quiz.escape import as_text
from prevention_cpd.quiz.format import naming
from prevention_cpd.quiz.format.cells import node
from prevention_cpd.quiz.format.key import NoKeyError, ReleasedQuestion, read_key
from prevention_cpd.quiz.grading import answer_views, gradebook, question_grader, released_cells
from prevention_cpd.quiz.grading.notebook_template import (
    Lines,
    NotebookTemplate,
    Placeholders,
    Written,
    written,
)
from prevention_cpd.quiz.intake.notebook_diff import Original, originals
from prevention_cpd.quiz.record import opening
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from prevention_cpd.questions import Mark
    from prevention_cpd.quiz.intake.received import Received

#: A class gives few different answers: so many are marked and put into words once,
#: if they are no longer than this, in characters.
_KEPT, _SHORT = 2048, 300
#: An answer as the shortest JSON.
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the gradebook gets for one question."""

    #: The id of the question.
    name: str
    #: None waits for a person.
    points: float | None
    #: The most that it can earn.
    of: float
    #: Nothing was answered to a question that a person marks.
    blank: bool
    #: A person should look: the answer or the key cannot be read.
    look: bool


# Compared as the object that it is: a run has one.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReleasedQuiz:
    """One released quiz."""

    quiz: str
    #: The cells as learners got them, for telling what was altered.
    originals: dict[str, Original]
    #: The questions that can be graded.
    keys: tuple[ReleasedQuestion, ...]
    #: The questions whose key cannot be read, with their points: they earn nothing.
    broken: dict[str, float]
    #: The written questions by their id, with the cell's text as nbgrader counts it into a checksum.
    written: dict[str, NotebookNode]
    page: NotebookTemplate

    def grade(self, found: Received, altered: list[str]) -> tuple[str, list[Score]]:
        """Return the graded notebook as text, and the scores."""
        values: list[Any] = [found.record(altered)]
        scores = [
            Score(name=name, points=0.0, of=most, blank=False, look=True)
            for name, most in self.broken.items()
        ]
        for question in self.keys:
            grade = self._written if question.kind == "text" else _marked
            filled, score = grade(question, found)
            values += filled
            scores.append(score)
        return self.page.fill(values), scores

    def _written(self, question: ReleasedQuestion, found: Received) -> tuple[list[Any], Score]:
        """Return what stands in the cell of a written answer, and its score."""
        graded = question_grader.grade_answer(question, found.answers)
        text, state = answer_views.written(graded, found.problems), graded.mark.state
        values = list(question_grader.record(graded.value, graded.mark, graded.saved_at).values())
        values += [Lines(text), _checksum(self.written[question.id], text, blank=state == "blank")]
        return values, Score(
            name=question.id,
            points=0.0 if state == "blank" else None,
            of=question.points,
            blank=state == "blank",
            look=state == "unreadable",
        )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is the same for all who gave the same answer."""

    mark: Mark
    #: The answer as JSON, and the rows that show it to the trainer.
    value: Written
    shown: str


def _marked(question: ReleasedQuestion, found: Received) -> tuple[list[Any], Score]:
    """Return what stands in the cell of an answer that is marked here, and its score."""
    text = _compact(found.answers.values.get(question.id))
    outcome = (_outcome if len(text) <= _SHORT else _outcome.__wrapped__)(question, text)
    saved_at, state = found.answers.saved_at.get(question.id, ""), outcome.mark.state
    points = float(outcome.mark.points)
    values = list(question_grader.record(outcome.value, outcome.mark, saved_at).values())
    values += [
        Lines(answer_views.framed(question, outcome.shown, saved_at, found.problems)),
        state,
        repr(points),
    ]
    look = state == "unreadable"
    return values, Score(name=question.id, points=points, of=question.points, blank=False, look=look)


@functools.lru_cache(_KEPT)
def _outcome(question: ReleasedQuestion, text: str) -> _Outcome:
    """Mark an answer, given as JSON: two that are written alike are alike, which 1, 1.0 and true are not."""
    value = json.loads(text)
    found = mark(question.kind, question.key, question.points, value)
    return _Outcome(found, written(value), answer_views.outcome(question, value, found))


def load(converter: Any, quiz: str, file: Path) -> ReleasedQuiz:
    """Read a quiz from the gradebook, and make the class record in it ready.

    Args:
        converter: nbgrader's own, from `setting.converter`.
        quiz: the assignment.
        file: what to name when the quiz is not there.

    Raises:
        CourseError: when there is none of this name, it was never released, or is no quiz of ours.
    """
    coursedir = converter.coursedir
    none = _none(
        file,
        f"there is no quiz '{quiz}' in the gradebook",
        f"Run `cpd quiz build`, then `nbgrader generate_assignment --force {quiz}`",
    )
    if gradebook.absent(coursedir.db_url):
        naming.known(Path(coursedir.root), quiz)
        raise none
    with Gradebook(coursedir.db_url, coursedir.course_id) as opened:
        try:
            assignment = opened.find_assignment(quiz)
        except MissingEntry:
            naming.known(Path(coursedir.root), quiz)
            raise none from None
        names = [notebook.name for notebook in assignment.notebooks]
        notebook = opened.find_notebook(quiz, quiz) if names == [quiz] else None
        cells = released_cells.cells(notebook) if notebook else []
        kernelspec = json.loads(notebook.kernelspec or "null") if notebook else None
    if not cells:
        what = f"'{quiz}' is an assignment, but not one of the quizzes that are graded from data"
        raise _none(file, what, f"If it should be one, run `nbgrader generate_assignment --force {quiz}`")
    opening.prepare(coursedir.db_url, Path(coursedir.root))
    metadata = {"language_info": {"name": "python"}, **({"kernelspec": kernelspec} if kernelspec else {})}
    released = originals(cells)
    notebook = node({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
    return _cut(notebook, quiz, released)


def _cut(notebook: NotebookNode, quiz: str, released: dict[str, Original]) -> ReleasedQuiz:
    """Put a mark in each place that differs between learners, and cut the notebook there."""
    marks = Placeholders()
    notebook.metadata[question_grader.RECORD] = marks.mark()
    keys, broken, written = [], {}, {}
    for cell in notebook.cells:
        if not utils.is_grade(cell):
            continue
        try:
            question = read_key(cell.source)
        except NoKeyError as error:
            _cannot_grade(cell, str(error))
            broken[cell.metadata.nbgrader.grade_id] = cell.metadata.nbgrader.points
            continue
        keys.append(question)
        record = cell.metadata[question_grader.RECORD] = {
            name: marks.mark() for name in question_grader.RECORDED
        }
        if question.kind == "text":
            written[question.id] = node(dict(cell))
            cell.source = marks.mark()
            cell.metadata.nbgrader["checksum"] = marks.mark()
        else:
            data = {
                "text/html": marks.mark(),
                "text/plain": marks.mark(),
                question_grader.RECORD_MIME: record,
            }
            score = question_grader.score_output(marks.mark())
            cell.outputs = [node(question_grader.display_output(data)), node(score)]
    return ReleasedQuiz(
        quiz=quiz,
        originals=released,
        keys=tuple(keys),
        broken=broken,
        written=written,
        page=NotebookTemplate.of(notebook, marks),
    )


def _cannot_grade(cell: NotebookNode, why: str) -> None:
    """Leave a zero and the reason: nbgrader gives full marks to a grade cell without a numeric result."""
    told = f"<p>{as_text(say('grading', 'no_key', error=why))}</p>"
    if cell.cell_type == "code":
        shown = question_grader.display_output({"text/html": told})
        cell.outputs = [node(shown), node(question_grader.score_output("0.0"))]
    else:
        cell.source = told


def _checksum(cell: NotebookNode, text: str, *, blank: bool) -> str:
    """Return what the cell's metadata says: for a blank answer the sign that nothing was written."""
    if not blank:
        return str(cell.metadata.nbgrader["checksum"])
    return str(utils.compute_checksum(node({**cell, "source": text})))


def _none(file: Path, what: str, fix: str) -> CourseError:
    return CourseError([Problem(file=file, line=0, code=Code.NOT_RELEASED, what=what, fix=fix)])
