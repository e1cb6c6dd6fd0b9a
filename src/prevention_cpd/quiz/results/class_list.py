"""The class list of a quiz for its trainer: a row for each learner, with what needs a person."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.intake import digest
from prevention_cpd.quiz.intake.quarantine import storable, why_not_stored
from prevention_cpd.quiz.intake.submissions import learners
from prevention_cpd.quiz.record import opening, people, reading
from prevention_cpd.quiz.record.attempt import Attempt, counting, present
from prevention_cpd.quiz.record.gradebook_entry import entries
from prevention_cpd.quiz.results.class_row import NEEDS, Row
from prevention_cpd.quiz.times import length
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from nbgrader.api import Gradebook

    from prevention_cpd.quiz.format.questions_file import Released
    from prevention_cpd.quiz.record.gradebook_entry import GradebookEntry

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
    """Return the ids of all learners of the gradebook and of all who handed in, in order."""
    return sorted({*people.everybody(gradebook.db), *learners(course / "submitted", quiz)})


def rows_of(
    course: Path,
    gradebook: Gradebook,
    quiz: str,
    students: Collection[str],
    *,
    looked_at: Collection[str] = frozenset(),
) -> list[Row]:
    """Return a row for each of these learners, as `rows` does for all.

    Args:
        course: the folder of the nbgrader course.
        gradebook: open.
        quiz: the assignment.
        students: no more than `TOGETHER`.
        looked_at: whose files have been compared with what was graded just now.
    """
    forms = questions_file.forms(course, quiz)
    own = next(form for form in forms if form.id == quiz)
    # A folder's name that is no text is in no gradebook, and cannot be asked for.
    known = people.names(gradebook.db, list(filter(storable, students)))
    entry = {form.id: entries(gradebook.db, form.id, known) for form in forms}
    past = {form.id: reading.attempts(gradebook.db, form.id, known) for form in forms}
    found = []
    for student in students:
        every = {
            form: _as_of(form, past[form].get(student, ()), of_form.get(student))
            for form, of_form in entry.items()
        }
        row = _row(course, own, student, entry[quiz].get(student), every[quiz], look=student not in looked_at)
        counts = _counting(own.counts, every)
        name = " ".join(filter(None, known.get(student, ())[:2]))
        found.append(replace(row, name=name, attempts_allowed=own.attempts, **counts))
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


def _as_of(quiz: str, past: tuple[Attempt, ...], entry: GradebookEntry | None) -> tuple[Attempt, ...]:
    """Return a learner's attempts, the present one with what the gradebook says now."""
    if entry and not past:
        # Graded by nbgrader itself, as other assignments in this folder are.
        past = (Attempt(quiz=quiz, student=entry.student, submitted_at=entry.submitted_at),)
    last = present(past) if past else None
    return tuple(each.as_of(entry) if each is last else each for each in past)


def _row(  # noqa: PLR0913  # one for each thing that is asked about a learner
    course: Path,
    own: Released,
    student: str,
    entry: GradebookEntry | None,
    every: tuple[Attempt, ...],
    *,
    look: bool,
) -> Row:
    """Return what there is to say about a learner, without the name and without other forms."""
    folder = _folder(course, "submitted", student, own.id)
    there = os.path.lexists(folder)
    if entry is None or not every or (there and not os.path.isfile(_graded(course, student, own.id))):  # noqa: PTH113
        why = why_not_stored(student) if there else ""
        lost = there and not why and not os.path.exists(f"{folder}{os.sep}{own.id}.ipynb")  # noqa: PTH110
        state = "not_received" if lost else "not_graded" if there else "not_submitted"
        said = (say("class_list", "no_notebook", file=f"{own.id}.ipynb"),) if lost else (why,) if why else ()
        return Row(student=student, state=state, needs=(state,) if there else (), told=said)
    attempt = present(every)
    place = every.index(attempt) + 1
    told = _told(own, attempt, entry, place)
    if there and look and attempt.id and digest.of(Path(folder)) != attempt.digest:
        told["not_graded"] = [words("class_list")["handed_in_again"]]
    needs = tuple(need for need in NEEDS if need in told)
    states = [need for need in needs if need in {"not_received", "unreadable", "not_graded", "waits"}]
    return Row(
        student=student,
        state=states[0] if states else "graded",
        needs=needs,
        told=tuple(line for need in needs for line in told[need]),
        score=entry.score,
        of=entry.most,
        submitted_at=attempt.submitted_at,
        late_seconds=int(entry.late.total_seconds()),
        penalty=entry.penalty,
        attempt=place,
        receipt=attempt.receipt,
        waiting=len(entry.waiting),
    )


def _told(own: Released, attempt: Attempt, entry: GradebookEntry, place: int) -> dict[str, list[str]]:
    """Return the sentences for each need that holds."""
    text = words("class_list")
    told: dict[str, list[str]] = {}
    # An answer that has the grader's score and still waits is one that could not be read.
    marks = entry.marks.values()
    unclear = sum(each.waits and each.auto is not None and each.manual is None for each in marks)
    lines = [*attempt.problems, *([say("class_list", "unclear", count=unclear)] if unclear else [])]
    if not attempt.received:
        told["not_received"] = lines
    elif lines:
        told["unreadable"] = lines
    if entry.late:
        told["late"] = [say("class_list", "late_by", time=length(entry.late))]
        if entry.penalty:
            told["late"].append(say("class_list", "taken_off", points=number(entry.penalty)))
    if attempt.altered:
        told["altered"] = list(attempt.altered)
    if own.attempts and place > own.attempts:
        told["too_many"] = [say("class_list", "of_attempts", number=place, of=own.attempts)]
    waiting = len(entry.waiting) - unclear
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
