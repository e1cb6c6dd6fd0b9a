"""One learner's feedback page, from the graded notebook and what the gradebook says.

Told once for some learners, each further page costs little: nothing is asked of
the gradebook again, and what is the same for all learners is worked out once.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbgrader.api import Assignment, Notebook, SourceCell
from sqlalchemy import select

from prevention_cpd.quiz.build.assignment import PRINTED, TITLE
from prevention_cpd.quiz.build.printed_question import SPACE
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.format.key import BEGIN, Frozen, NotFrozenError, thaw
from prevention_cpd.quiz.grading.question_grader import RECORD, RECORD_MIME
from prevention_cpd.quiz.history import attempts
from prevention_cpd.quiz.history.attempt import present
from prevention_cpd.quiz.history.marks import Marks
from prevention_cpd.quiz.history.standings import Standing, standings
from prevention_cpd.quiz.results.page import render
from prevention_cpd.quiz.results.reviewing import review
from prevention_cpd.quiz.times import length, spoken
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from nbgrader.api import Gradebook

    from prevention_cpd.quiz.format.questions_file import Released
    from prevention_cpd.quiz.history.attempt import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the pages of some learners need beside the notebooks."""

    quiz: Released
    #: The keys as released, by question.
    keys: dict[str, Frozen]
    standings: dict[str, Standing]
    attempts: dict[str, tuple[Attempt, ...]]

    @classmethod
    def of(cls, course: Path, gradebook: Gradebook, quiz: str, students: Collection[str]) -> Told:
        """Ask the gradebook, once for some learners.

        Args:
            course: the folder of the nbgrader course.
            gradebook: open.
            quiz: the assignment.
            students: whose pages are to be written, a few hundred at most.
        """
        folder = course / attempts.FOLDER
        return cls(
            quiz=questions_file.load(course, quiz),
            keys=_keys(gradebook, quiz),
            standings=standings(gradebook, quiz, students),
            attempts={student: attempts.history(folder, student, quiz) for student in students},
        )


def page(nb: Mapping[str, Any], student: str, told: Told, policy: str = "") -> str:
    """Return the page as HTML, which stands alone.

    Args:
        nb: the notebook in `autograded/`, as JSON.
        student: whose it is.
        told: what the gradebook says.
        policy: what to tell, whatever the quiz was released with; empty: as then.
    """
    standing = told.standings.get(student) or Standing(student=student)
    percent = number(100 * standing.score / standing.most) if standing.most else "0"
    return render(
        "feedback.html.j2",
        "review",
        quiz=told.quiz,
        title=_title(nb, told.quiz.title),
        score=say(
            "review", "score", points=number(standing.score), total=number(standing.most), percent=percent
        ),
        facts=list(_facts(nb, student, standing, told)),
        reviews=list(_reviews(nb, student, told, policy)),
    )


def _title(nb: Mapping[str, Any], otherwise: str) -> str:
    """Return the title of the quiz, as it was released."""
    for cell in nb["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == TITLE:
            first = _source(cell).split("\n", 1)[0]
            return first.removeprefix("# ").strip()
    return otherwise


def _reviews(nb: Mapping[str, Any], student: str, told: Told, policy: str) -> Iterator[tuple[Markup, Markup]]:
    """Yield each question, without the room for an answer in ink, and its review; made of escaped parts."""
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in nb["cells"]}
    standing = told.standings.get(student)
    for name, cell in cells.items():
        if not cell["metadata"].get("nbgrader", {}).get("grade"):
            continue
        # A written answer took the place of the key in its cell; the gradebook still has it.
        frozen = _thawed(_source(cell)) or told.keys.get(name)
        if frozen is None:
            continue
        marks = standing.marks.get(name) if standing else None
        printed = cells.get(frozen.id + PRINTED)
        allowed = policy or frozen.feedback
        question = _html(_without_space(_source(printed))) if printed else ""
        told_of_it = review(frozen, allowed, _record(cell), marks or Marks(of=frozen.points))
        yield Markup(question), Markup(told_of_it)  # noqa: S704


def _facts(nb: Mapping[str, Any], student: str, standing: Standing, told: Told) -> Iterator[str]:
    """Yield what there is to say about the submission as a whole."""
    text = words("review")
    record = nb["metadata"].get(RECORD, {})
    past = told.attempts.get(student, ())
    if standing.waiting:
        yield text["may_change"]
    if not record.get("received", True):
        yield text["not_received"]
    elif record.get("problems"):
        yield text["problems"]
    if standing.submitted_at:
        yield say("review", "handed_in", time=spoken(standing.submitted_at))
    if standing.late:
        yield say("review", "late_by", time=length(standing.late))
    if standing.penalty:
        yield say("review", "late", points=number(standing.penalty))
    if past:
        name = "attempt_of" if told.quiz.attempts else "attempt"
        place = past.index(present(past)) + 1
        yield say("review", name, number=place, of=told.quiz.attempts)
    if record.get("receipt"):
        yield say("review", "receipt", code=record["receipt"])


def _keys(gradebook: Gradebook, quiz: str) -> dict[str, Frozen]:
    cells = select(SourceCell.name, SourceCell.source).join(Notebook, SourceCell.notebook_id == Notebook.id)
    cells = cells.join(Assignment, Notebook.assignment_id == Assignment.id).where(Assignment.name == quiz)
    found = {name: _thawed(source or "") for name, source in gradebook.db.execute(cells)}
    return {name: frozen for name, frozen in found.items() if frozen}


def _source(cell: Mapping[str, Any]) -> str:
    """Return a cell's text, which a file keeps as one string or as a list of lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _thawed(source: str) -> Frozen | None:
    # What learners wrote holds no key, and there is too much of it to remember.
    return _key(source) if BEGIN in source else None


@functools.lru_cache(maxsize=1024)
def _key(source: str) -> Frozen | None:
    try:
        return thaw(source)
    except NotFrozenError:
        return None


@functools.lru_cache(maxsize=1024)
def _html(question: str) -> str:
    """Return a printed question as HTML, as Jupyter shows it; the same for all learners."""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(question)).strip()


@functools.lru_cache(maxsize=1024)
def _without_space(source: str) -> str:
    """Leave out the room for an answer in ink."""
    asked, space, _room = source.partition(SPACE)
    return f"{asked}</div>" if space else source


def _record(cell: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the grader noted: in the cell, or in its output where stock nbgrader ran it."""
    found: dict[str, Any] = dict(cell["metadata"].get(RECORD, {}))
    for output in cell.get("outputs", []):
        found = found or dict(output.get("data", {}).get(RECORD_MIME, {}))
    return found or {"value": None, "state": "blank", "reason": "", "saved_at": ""}
