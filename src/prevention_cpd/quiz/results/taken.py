"""The marks of those who took a quiz, form by form and version by version."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions.regular import RefusedError, read_regular
from prevention_cpd.questions.scoring import is_blank
from prevention_cpd.quiz.format import naming, questions_file
from prevention_cpd.quiz.intake.submission_checks import LARGEST_FILE
from prevention_cpd.quiz.record import access, people, reading, run_parts, runs
from prevention_cpd.quiz.record.attempt import instant, present
from prevention_cpd.quiz.record.gradebook_entry import entries
from prevention_cpd.quiz.results import released_keys
from prevention_cpd.quiz.results.item_analysis import Marks

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from prevention_cpd.quiz.format.key import ReleasedQuestion
    from prevention_cpd.quiz.format.questions_file import Released
    from prevention_cpd.quiz.record.attempt import Attempt
    from prevention_cpd.quiz.record.run import Run

_TOGETHER = 500
_VERSION = re.compile(rb'"version": "([0-9a-f]{8})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One version of one form, with the marks of those who took it."""

    form: Released
    #: Of the questions as these learners saw them.
    version: str
    #: Whether it is the one that is released now.
    is_present: bool
    marks: Marks
    #: How many are left out because a marker has not seen all of their answers.
    waiting: int


@dataclass(slots=True)
class _Class:
    """What is gathered of one version."""

    points: dict[str, dict[str, float | None]] = field(default_factory=dict)
    taken: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    waiting: int = 0


def of(course: Path, quiz: str, *, all_attempts: bool = False, run: str | None = None) -> tuple[Taken, ...]:
    """Return the marks of each form and version of a quiz that somebody took, the present version first.

    Args:
        course: the folder of the nbgrader course.
        quiz: any form of the quiz.
        all_attempts: count every paper of a learner, not only the first.
        run: only this run.

    Raises:
        CourseError: when there is no such quiz, no such run or no gradebook.
    """
    naming.known(course, quiz)
    with access.reading(course) as connection:
        wanted = runs.known(connection, run, place=course / "gradebook.db") if run else None
        everybody = sorted(runs.members(connection, run)) if run else people.everybody(connection)
        forms = questions_file.forms(course, quiz)
        keys = {form.id: released_keys.keys(connection, form.id) for form in forms}
        found: dict[tuple[str, str], _Class] = {}
        for at in range(0, len(everybody), _TOGETHER):
            for own in _papers(connection, forms, everybody[at : at + _TOGETHER], wanted).values():
                for attempt in own if all_attempts else own[:1]:
                    version = _version(course, attempt) or _form(forms, attempt.quiz).version
                    _gather(found.setdefault((attempt.quiz, version), _Class()), attempt, keys[attempt.quiz])
    made = [_taken(_form(forms, name), version, own, keys[name]) for (name, version), own in found.items()]
    return tuple(sorted(made, key=lambda each: (each.form.form, not each.is_present, each.version)))


def _papers(
    db: Any, forms: Collection[Released], some: Collection[str], run: Run | None
) -> dict[str, list[Attempt]]:
    """Return what each learner handed in last of each form, in the order of their hand-ins."""
    found: dict[str, list[Attempt]] = {}
    held = run_parts.own(db, run, some) if run else {}
    for form in forms:
        rows = entries(db, form.id, some)
        for person, past in reading.attempts(db, form.id, some, whole=True).items():
            mine = held.get(person, run)
            last, own = (
                present(past),
                [each for each in past if mine is None or mine.holds(each.submitted_at)],
            )
            if own and not (shown := present(own)).is_void:
                found.setdefault(person, []).append(shown.as_of(rows.get(person)) if shown is last else shown)
    for own in found.values():
        own.sort(key=lambda attempt: instant(attempt.submitted_at))
    return found


def _form(forms: Collection[Released], name: str) -> Released:
    return next(form for form in forms if form.id == name)


def _version(course: Path, attempt: Attempt) -> str:
    """Return the version that was handed in, as far as a learner's files tell it; empty where they do not."""
    place = course / "submitted" / attempt.student / attempt.quiz / questions_file.FILE
    try:
        found = _VERSION.findall(read_regular(str(place), LARGEST_FILE))
    except (OSError, RefusedError, ValueError):
        return ""
    return found[-1].decode() if found else ""


def _gather(into: _Class, attempt: Attempt, keys: dict[str, ReleasedQuestion]) -> None:
    if attempt.waiting:
        into.waiting += 1
        return
    into.points[attempt.student] = {
        name: None if is_blank(attempt.answers.get(name)) and not each.points else each.points
        for name, each in attempt.marks.items()
    }
    into.taken[attempt.student] = {
        name: _options(attempt.answers.get(name)) for name in keys if "options" in keys[name].key
    }


def _options(value: Any) -> frozenset[str]:
    chosen = value if isinstance(value, list) else [value]
    return frozenset(each for each in chosen if isinstance(each, str))


def _taken(form: Released, version: str, own: _Class, keys: dict[str, ReleasedQuestion]) -> Taken:
    options = {}
    for name, key in keys.items():
        if "options" in key.key:
            right = _options(key.key["right"])
            options[name] = {each: each in right for each in key.key["options"]}
    # What a marker gives on top is part of what the question was worth to somebody.
    most = {
        name: max([key.points, *(given.get(name) or 0.0 for given in own.points.values())])
        for name, key in keys.items()
    }
    marks = Marks.of(own.points, most, own.taken, options)
    present_one = version == form.version
    return Taken(form=form, version=version, is_present=present_one, marks=marks, waiting=own.waiting)
