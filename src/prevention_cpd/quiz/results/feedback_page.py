"""One learner's feedback page, from the graded notebook and what the gradebook says.

FeedbackData once for some learners, each further page costs little: nothing is asked of
the gradebook again, and what is the same for all learners is worked out once.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from prevention_cpd.quiz.build.printed_question import SPACE
from prevention_cpd.quiz.escape import as_text, printable
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.format.cells import PRINTED, TITLE
from prevention_cpd.quiz.grading.question_grader import RECORD, RECORD_MIME
from prevention_cpd.quiz.marking.state import by_criterion
from prevention_cpd.quiz.record import people, run_parts
from prevention_cpd.quiz.record.gradebook_entry import GradebookEntry, entries
from prevention_cpd.quiz.record.grades import QuestionGrade
from prevention_cpd.quiz.results import papers, released_keys, reviewing, verdict
from prevention_cpd.quiz.results.page import render
from prevention_cpd.quiz.times import length, spoken
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from nbgrader.api import Gradebook

    from prevention_cpd.quiz.format.key import ReleasedQuestion
    from prevention_cpd.quiz.format.questions_file import Released
    from prevention_cpd.quiz.results.papers import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackData:
    """What the pages of some learners need beside the notebooks."""

    quiz: Released
    #: The keys as released, by question.
    keys: dict[str, ReleasedQuestion]
    entries: dict[str, GradebookEntry]
    #: Each learner's papers, one a form.
    papers: dict[str, tuple[Paper, ...]]
    #: First and last names, where they are known.
    names: dict[str, str]
    #: What markers gave for each criterion of a written answer, by question and learner.
    by_criterion: dict[str, dict[str, tuple[float, ...]]]

    @classmethod
    def of(cls, course: Path, gradebook: Gradebook, quiz: str, students: Collection[str]) -> FeedbackData:
        """Ask the gradebook, once for some learners.

        Args:
            course: the folder of the nbgrader course.
            gradebook: open.
            quiz: the assignment.
            students: whose pages are to be written, a few hundred at most.
        """
        found = entries(gradebook.db, quiz, students)
        parts = run_parts.of(gradebook.db, students)
        held = {who: own.at(found[who].submitted_at) for who, own in parts.items() if who in found}
        keys = released_keys.keys(gradebook.db, quiz)
        written = [name for name, key in keys.items() if key.kind == "text"]
        return cls(
            quiz=questions_file.load(course, quiz),
            keys=keys,
            entries=found,
            papers=papers.of(
                course,
                gradebook.db,
                quiz,
                students,
                looked_at=students,
                run={who: run for who, run in held.items() if run},
            ),
            names=people.full_names(gradebook.db, students),
            by_criterion={name: by_criterion(gradebook.db, quiz, name, students) for name in written},
        )


def page(nb: Mapping[str, Any], student: str, told: FeedbackData, policy: str = "") -> str:
    """Return the page as HTML, which stands alone.

    Args:
        nb: the notebook in `autograded/`, as JSON.
        student: whose it is.
        told: what the gradebook says.
        policy: what to tell, whatever the quiz was released with; empty: as then.
    """
    entry = told.entries.get(student) or GradebookEntry(student=student)
    found = list(_reviews(nb, student, told, policy))
    percent = number(100 * entry.score / entry.most) if entry.most else "0"
    return render(
        "feedback.html.j2",
        "review",
        quiz=told.quiz,
        title=_title(nb, told.quiz.title),
        score=say("review", "score", points=number(entry.score), total=number(entry.most), percent=percent),
        who=Markup(as_text(printable(told.names.get(student) or student))),  # noqa: S704
        outcome=list(_outcome(student, told, policy)),
        facts=list(_facts(student, entry, told)),
        glance=[each for each in found if each.result is not None],
        comments=[(each.number, each.said) for each in found if each.said],
        reviews=[(each.number, each.asked, each.review) for each in found],
    )


def _title(nb: Mapping[str, Any], otherwise: str) -> str:
    """Return the title of the quiz, as it was released."""
    for cell in nb["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == TITLE:
            first = _source(cell).split("\n", 1)[0]
            return first.removeprefix("# ").strip()
    return otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reviewed:
    """One question of the page; made of escaped parts."""

    number: int
    asked: Markup
    review: Markup
    #: Verdict with points, and the page to read again, for the table; None where the policy hides them.
    result: Markup | None
    again: Markup
    #: Points by criterion and the comment, for paper, where the answers are left out.
    said: Markup | None


def _reviews(nb: Mapping[str, Any], student: str, told: FeedbackData, policy: str) -> Iterator[_Reviewed]:
    """Yield each question, without the room for an answer in ink, and its review."""
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in nb["cells"]}
    entry = told.entries.get(student)
    for name, cell in cells.items():
        if not cell["metadata"].get("nbgrader", {}).get("grade"):
            continue
        # A written answer took the place of the key in its cell; the gradebook still has it.
        question = released_keys.read(_source(cell)) or told.keys.get(name)
        if question is None:
            continue
        marks = (entry.marks.get(name) if entry else None) or QuestionGrade(of=question.points)
        printed = cells.get(question.id + PRINTED)
        allowed, record = policy or question.feedback, _record(cell)
        verdict_of = reviewing.verdict(question, record.get("state", "blank"), marks)
        criteria = ""
        if allowed != "score" and verdict_of == "marked":
            criteria = reviewing.criteria(question, told.by_criterion.get(name, {}).get(student, ()))
        said = criteria + (reviewing.said(marks.comment) if marks.comment else "")
        yield _Reviewed(
            number=question.number,
            asked=Markup(_html(_without_space(_source(printed))) if printed else ""),  # noqa: S704
            review=Markup(reviewing.review(question, allowed, record, marks, criteria)),  # noqa: S704
            result=None if allowed == "score" else Markup(reviewing.result(verdict_of, marks)),  # noqa: S704
            again=Markup(reviewing.read_again(question, verdict_of, marks)),  # noqa: S704
            said=Markup(said) if said else None,  # noqa: S704
        )


def _outcome(student: str, told: FeedbackData, policy: str) -> Iterator[str]:
    """Say whether this paper is passed, and each rule that it missed, as far as the policy allows."""
    policies = {policy or key.feedback for key in told.keys.values()}
    for paper in told.papers.get(student, ()):
        if paper.form.id == told.quiz.id and paper.is_taken and paper.form.rule:
            yield verdict.outcome(passed=paper.passed)
            if paper.passed is False:
                yield from verdict.missed(paper.form, paper.missed, named="score" not in policies)


def _facts(student: str, entry: GradebookEntry, told: FeedbackData) -> Iterator[str]:
    """Yield what there is to say about the submission as a whole."""
    text = words("review")
    every = told.papers.get(student, ())
    own = next((paper for paper in every if paper.form.id == told.quiz.id and paper.attempt), None)
    if entry.waiting:
        yield text["may_change"]
    if own and own.attempt and not own.attempt.received:
        yield text["not_received"]
    elif own and own.attempt and own.attempt.problems:
        yield text["problems"]
    if entry.submitted_at:
        yield say("review", "handed_in", time=spoken(entry.submitted_at))
    if entry.late:
        yield say("review", "late_by", time=length(entry.late))
    if entry.penalty:
        yield say("review", "late", points=number(entry.penalty))
    taken = papers.taken(every)
    if own in taken:
        name = "attempt_of" if told.quiz.attempts else "attempt"
        yield say("review", name, number=taken.index(own) + 1, of=told.quiz.attempts)
    if own and own.attempt and own.attempt.receipt:
        yield say("review", "receipt", code=own.attempt.receipt)


def _source(cell: Mapping[str, Any]) -> str:
    """Return a cell's text, which a file keeps as one string or as a list of lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


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
