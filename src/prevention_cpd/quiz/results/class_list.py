"""The class list of a quiz for its trainer: a row for each learner, with what needs a person."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Student
from sqlalchemy import select

from prevention_cpd.questions.regular import RefusedError
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.grading.question_grader import RECORD
from prevention_cpd.quiz.history import attempts
from prevention_cpd.quiz.history.attempt import Attempt, counting, present
from prevention_cpd.quiz.history.standings import standings
from prevention_cpd.quiz.intake.quarantine import storable, why_not_stored
from prevention_cpd.quiz.intake.submissions import learners
from prevention_cpd.quiz.intake.timestamps import TIMESTAMP, handed_in, read_raw
from prevention_cpd.quiz.results.class_row import NEEDS, Row
from prevention_cpd.quiz.times import length
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from nbgrader.api import Gradebook

    from prevention_cpd.quiz.format.questions_file import Released
    from prevention_cpd.quiz.history.standings import Standing

#: So many learners are asked for together: few queries, and memory that does not grow with the class.
TOGETHER = 500


def rows(course: Path, gradebook: Gradebook, quiz: str) -> list[Row]:
    """Return a row for each learner of the gradebook and each who handed in, in the order of their ids.

    Args:
        course: the folder of the nbgrader course.
        gradebook: open.
        quiz: the assignment.
    """
    students = everybody(course, gradebook, quiz)
    parts = (students[at : at + TOGETHER] for at in range(0, len(students), TOGETHER))
    return [row for some in parts for row in rows_of(course, gradebook, quiz, some)]


def everybody(course: Path, gradebook: Gradebook, quiz: str) -> list[str]:
    """Return the ids of all learners of the gradebook and of all who handed in, in order."""
    return sorted({*gradebook.db.scalars(select(Student.id)), *learners(course / "submitted", quiz)})


def rows_of(course: Path, gradebook: Gradebook, quiz: str, students: Collection[str]) -> list[Row]:
    """Return a row for each of these learners, as `rows` does for all.

    Args:
        course: the folder of the nbgrader course.
        gradebook: open.
        quiz: the assignment.
        students: no more than `TOGETHER`.
    """
    forms = questions_file.forms(course, quiz)
    own = next(form for form in forms if form.id == quiz)
    # A folder's name that is no text is in no gradebook, and cannot be asked for.
    names = _names(gradebook, filter(storable, students))
    standing = {form.id: standings(gradebook, form.id, names) for form in forms}
    found = []
    for student in students:
        every = {form.id: _attempts(course, student, standing[form.id], form.id) for form in forms}
        row = _row(course, own, student, standing[quiz].get(student), every[quiz])
        counts = _counting(own.counts, every)
        found.append(replace(row, name=names.get(student, ""), attempts_allowed=own.attempts, **counts))
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


def _names(gradebook: Gradebook, students: Iterable[str]) -> dict[str, str]:
    columns = select(Student.id, Student.first_name, Student.last_name)
    return {
        student: " ".join(filter(None, (first, last)))
        for student, first, last in gradebook.db.execute(columns.where(Student.id.in_(list(students))))
    }


def _attempts(course: Path, student: str, known: dict[str, Standing], quiz: str) -> tuple[Attempt, ...]:
    """Return a learner's attempts, the present one with what the gradebook says now."""
    past = attempts.history(course / attempts.FOLDER, student, quiz)
    standing = known.get(student)
    if standing is None:
        return past
    if not past:
        return (_from_notebook(course, standing, quiz),)
    last = present(past)
    return tuple(each.as_of(standing) if each is last else each for each in past)


def _from_notebook(course: Path, standing: Standing, quiz: str) -> Attempt:
    """Return the attempt of a submission that was graded before there was a history."""
    try:
        notebook = json.loads(Path(_graded(course, standing.student, quiz)).read_bytes())
        record = notebook["metadata"].get(RECORD, {})
    except (OSError, ValueError, KeyError, AttributeError):
        record = {}
    return Attempt(
        quiz=quiz,
        student=standing.student,
        submitted_at=standing.submitted_at,
        receipt=record.get("receipt", ""),
        received=record.get("received", True),
        problems=tuple(record.get("problems", ())),
        altered=tuple(record.get("altered", ())),
    ).as_of(standing)


def _row(
    course: Path, own: Released, student: str, standing: Standing | None, every: tuple[Attempt, ...]
) -> Row:
    """Return what there is to say about a learner, without the name and without other forms."""
    folder = _folder(course, "submitted", student, own.id)
    there = os.path.lexists(folder)
    if standing is None or not every or (there and not os.path.isfile(_graded(course, student, own.id))):  # noqa: PTH113
        why = why_not_stored(student) if there else ""
        lost = there and not why and not os.path.exists(f"{folder}{os.sep}{own.id}.ipynb")  # noqa: PTH110
        state = "not_received" if lost else "not_graded" if there else "not_submitted"
        said = (say("class_list", "no_notebook", file=f"{own.id}.ipynb"),) if lost else (why,) if why else ()
        return Row(student=student, state=state, needs=(state,) if there else (), told=said)
    attempt = present(every)
    place = every.index(attempt) + 1
    told = _told(own, attempt, standing, place)
    if there and (other := _other(course, student, own.id)):
        told["not_graded"] = [say("class_list", other, student=student)]
    needs = tuple(need for need in NEEDS if need in told)
    states = [need for need in needs if need in {"not_received", "unreadable", "not_graded", "waits"}]
    return Row(
        student=student,
        state=states[0] if states else "graded",
        needs=needs,
        told=tuple(line for need in needs for line in told[need]),
        score=standing.score,
        of=standing.most,
        submitted_at=attempt.submitted_at,
        late_seconds=int(standing.late.total_seconds()),
        penalty=standing.penalty,
        attempt=place,
        receipt=attempt.receipt,
        waiting=len(standing.waiting),
    )


def _told(own: Released, attempt: Attempt, standing: Standing, place: int) -> dict[str, list[str]]:
    """Return the sentences for each need that holds."""
    text = words("class_list")
    told: dict[str, list[str]] = {}
    # An answer that has the grader's score and still waits is one that could not be read.
    marks = standing.marks.values()
    unclear = sum(each.waits and each.auto is not None and each.manual is None for each in marks)
    lines = [*attempt.problems, *([say("class_list", "unclear", count=unclear)] if unclear else [])]
    if not attempt.received:
        told["not_received"] = lines
    elif lines:
        told["unreadable"] = lines
    if standing.late:
        told["late"] = [say("class_list", "late_by", time=length(standing.late))]
        if standing.penalty:
            told["late"].append(say("class_list", "taken_off", points=number(standing.penalty)))
    if attempt.altered:
        told["altered"] = list(attempt.altered)
    if own.attempts and place > own.attempts:
        told["too_many"] = [say("class_list", "of_attempts", number=place, of=own.attempts)]
    waiting = len(standing.waiting) - unclear
    if waiting:
        told["waits"] = [text["one_waits"] if waiting == 1 else say("class_list", "some_wait", count=waiting)]
    return told


def _counting(counts: str, every: dict[str, tuple[Attempt, ...]]) -> dict[str, Any]:
    """Return which attempt counts, over all forms, as parts of a row."""
    best = counting([attempt for each in every.values() for attempt in each], counts)
    if best is None:
        return {}
    return {
        "counting_quiz": best.quiz,
        "counting_attempt": every[best.quiz].index(best) + 1,
        "counting_score": best.score,
        "counting_of": best.most,
    }


def _folder(course: Path, step: str, student: str, quiz: str) -> str:
    """Return a learner's folder as text: paths as objects cost a tenth of the list of a large class."""
    return f"{course}{os.sep}{step}{os.sep}{student}{os.sep}{quiz}"


def _graded(course: Path, student: str, quiz: str) -> str:
    return f"{_folder(course, 'autograded', student, quiz)}{os.sep}{quiz}.ipynb"


def _other(course: Path, student: str, quiz: str) -> str:
    """Name the text that says that something else was handed in since the grading; its time tells."""
    times = []
    for step in ("submitted", "autograded"):
        try:
            times.append(read_raw(f"{_folder(course, step, student, quiz)}{os.sep}{TIMESTAMP}"))
        except (OSError, RefusedError):
            return ""
    if times[0] == times[1]:
        return ""
    new, old = (handed_in(Path(_folder(course, step, student, quiz))) for step in ("submitted", "autograded"))
    return "handed_in_again" if new and old and new > old else "handed_in_otherwise"
