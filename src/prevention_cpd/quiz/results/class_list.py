"""The class list of a quiz for its trainer: a row for each learner, with what needs a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.intake.quarantine import storable
from prevention_cpd.quiz.intake.submissions import learners
from prevention_cpd.quiz.record import opening, people, runs
from prevention_cpd.quiz.results import papers, verdict
from prevention_cpd.quiz.results.class_row import NEEDS, Row
from prevention_cpd.quiz.times import length
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from nbgrader.api import Gradebook

    from prevention_cpd.quiz.record.attempt import Attempt
    from prevention_cpd.quiz.record.run import Run
    from prevention_cpd.quiz.results.papers import Paper

#: So many learners are asked for together: few queries, and memory that does not grow with the class.
TOGETHER = 500


def rows(course: Path, gradebook: Gradebook, quiz: str) -> list[Row]:
    """Return a row for each learner of the gradebook and each who handed in, in the order of their ids.

    Args:
        course: the folder of the nbgrader course.
        gradebook: open.
        quiz: the assignment.
    """
    opening.prepare(gradebook.engine.url.render_as_string(hide_password=False), course)
    students = everybody(course, gradebook, quiz)
    parts = (students[at : at + TOGETHER] for at in range(0, len(students), TOGETHER))
    return [row for some in parts for row in rows_of(course, gradebook, quiz, some)]


def everybody(course: Path, gradebook: Gradebook, quiz: str) -> list[str]:
    """Return the ids of all learners of the gradebook who have not left, and of who handed in, in order."""
    there = set(people.everybody(gradebook.db)) - runs.left(gradebook.db)
    return sorted({*there, *learners(course / "submitted", quiz)})


def rows_of(  # noqa: PLR0913  # what narrows the question is named
    course: Path,
    gradebook: Gradebook,
    quiz: str,
    students: Collection[str],
    *,
    looked_at: Collection[str] = frozenset(),
    run: Run | None = None,
) -> list[Row]:
    """Return a row for each of these learners, as `rows` does for all.

    Args:
        course: the folder of the nbgrader course.
        gradebook: open.
        quiz: the assignment.
        students: no more than `TOGETHER`.
        looked_at: whose files have been compared with what was graded just now.
        run: only what was handed in while it went on.
    """
    known = people.names(gradebook.db, list(filter(storable, students)))
    found = []
    every_paper = papers.of(course, gradebook.db, quiz, students, looked_at=looked_at, run=run)
    for student, every in every_paper.items():
        own = next(paper for paper in every if paper.form.id == quiz)
        name = " ".join(filter(None, known.get(student, ())[:2]))
        row = replace(_row(student, own, every), name=name, attempts_allowed=own.form.attempts)
        row = replace(row, email=(known.get(student) or (None, None, None))[2] or "")
        found.append(replace(row, **_counting(own.form.counts, every)))
    return found


def with_failures(rows: Sequence[Row], failed: Mapping[str, str]) -> list[Row]:
    """Return rows that also tell whose grading failed.

    Args:
        rows: from `rows`.
        failed: why, by learner.
    """
    found = []
    for row in rows:
        if why := failed.get(row.student):
            needs = tuple(need for need in NEEDS if need in {*row.needs, "not_graded"})
            told = (*row.told, say("class_list", "failed", why=why))
            row = replace(row, state="not_graded", needs=needs, told=told)  # noqa: PLW2901
        found.append(row)
    return found


def _row(student: str, own: Paper, every: Sequence[Paper]) -> Row:
    """Return what there is to say about a learner's paper, without the name and without other forms."""
    state, attempt = own.state, own.attempt
    if attempt is None:
        told = (say("class_list", "no_notebook", file=f"{own.form.id}.ipynb"),) if own.lost else ()
        told = (own.odd_name,) if own.odd_name else told
        return Row(student=student, state=state, needs=(state,) if own.there else (), told=told)
    order = papers.taken(every)
    place = order.index(own) + 1 if own in order else len(order) + 1
    said = _told(own, attempt, place)
    needs = tuple(need for need in NEEDS if need in said)
    return Row(
        student=student,
        state=state,
        needs=needs,
        told=tuple(line for need in needs for line in said[need]),
        score=attempt.score,
        of=attempt.most,
        submitted_at=attempt.submitted_at,
        late_seconds=int(own.late.total_seconds()),
        penalty=attempt.penalty,
        attempt=place,
        receipt=attempt.receipt,
        waiting=len(attempt.waiting),
    )


def _told(own: Paper, attempt: Attempt, place: int) -> dict[str, list[str]]:
    """Return the sentences for each need that holds."""
    text = words("class_list")
    told: dict[str, list[str]] = {}
    unclear = own.unclear
    lines = [*attempt.problems, *([say("class_list", "unclear", count=unclear)] if unclear else [])]
    if not attempt.received:
        told["not_received"] = lines
    elif lines:
        told["unreadable"] = lines
    if own.changed:
        told["not_graded"] = [text["handed_in_again"]]
    if own.late:
        told["late"] = [say("class_list", "late_by", time=length(own.late))]
        if attempt.penalty:
            told["late"].append(say("class_list", "taken_off", points=number(attempt.penalty)))
    if attempt.altered:
        told["altered"] = list(attempt.altered)
    if own.form.attempts and place > own.form.attempts:
        told["too_many"] = [say("class_list", "of_attempts", number=place, of=own.form.attempts)]
    waiting = len(attempt.waiting) - unclear
    if waiting:
        told["waits"] = [text["one_waits"] if waiting == 1 else say("class_list", "some_wait", count=waiting)]
    return told


def _counting(counts: str, every: Sequence[Paper]) -> dict[str, Any]:
    """Return which attempt counts, over all forms, and whether it passed, as parts of a row."""
    best = papers.counting(every, counts)
    if best is None or best.attempt is None:
        return {}
    return {
        "counting_quiz": best.form.id,
        "counting_attempt": papers.taken(every).index(best) + 1,
        "counting_score": best.attempt.score,
        "counting_of": best.attempt.most,
        "passed": best.passed,
        "missed": tuple(verdict.missed(best.form, best.missed)) if best.passed is False else (),
    }
