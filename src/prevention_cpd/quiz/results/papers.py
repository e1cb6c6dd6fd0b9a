"""The papers that people took, one for each form of a quiz, and which of them counts."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions import passing
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.intake import digest
from prevention_cpd.quiz.intake.quarantine import storable, why_not_stored
from prevention_cpd.quiz.record import dates, reading, run_parts
from prevention_cpd.quiz.record.attempt import Attempt, instant, present
from prevention_cpd.quiz.record.gradebook_entry import entries
from prevention_cpd.quiz.record.run import Run
from prevention_cpd.quiz.results import released_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from prevention_cpd.quiz.format.key import ReleasedQuestion
    from prevention_cpd.quiz.format.questions_file import Released
    from prevention_cpd.quiz.record.gradebook_entry import GradebookEntry

#: Many learners earn the same with a question, and one object for all of them is made in a tenth of the time.
_earned = functools.lru_cache(maxsize=4096)(passing.Earned)
#: States in which what was handed in has no marks that count.
_UNMARKED = ("not_received", "not_graded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What one learner handed in of one form; the last hand-in takes the place of those before it."""

    form: Released
    #: What was graded last, with the marks that the gradebook has now; None before it is graded.
    attempt: Attempt | None = None
    #: The rules of a pass that it missed, as `passing.missed` names them.
    missed: tuple[str, ...] = ()
    late: timedelta = timedelta(0)
    #: Whether anything lies in `submitted/`; without its notebook; other than what was graded; or with a
    #: name of the folder that no gradebook can hold, and why.
    there: bool = False
    lost: bool = False
    changed: bool = False
    odd_name: str = ""

    @property
    def state(self) -> str:
        """Return `not_submitted`, `not_received`, `unreadable`, `not_graded`, `waits` or `graded`."""
        if self.attempt is None:
            return "not_received" if self.lost else "not_graded" if self.there else "not_submitted"
        if not self.attempt.received:
            return "not_received"
        if self.attempt.problems or self.unclear:
            return "unreadable"
        return "not_graded" if self.changed else "waits" if self.attempt.waiting else "graded"

    @property
    def unclear(self) -> int:
        """How many answers have the grader's score and wait still, because they could not be read."""
        marks = self.attempt.marks.values() if self.attempt else ()
        return sum(each.waits and each.auto is not None and each.manual is None for each in marks)

    @property
    def is_taken(self) -> bool:
        """Whether anything was handed in that can be read, so that it is an attempt at the quiz."""
        return bool(self.attempt and not self.attempt.is_void)

    @property
    def passed(self) -> bool | None:
        """Whether the rules of a pass are met; None while something is not marked, or there are no rules."""
        if self.attempt is None or self.form.rule is None or self.state in _UNMARKED or self.attempt.waiting:
            return None
        return not self.missed


def of(  # noqa: PLR0913  # what narrows the question is named
    course: Path,
    db: Any,
    quiz: str,
    people: Collection[str],
    *,
    looked_at: Collection[str] = (),
    run: Run | Mapping[str, Run] | None = None,
    summed: bool = False,
) -> dict[str, tuple[Paper, ...]]:
    """Return each person's papers, one for each form of the quiz, the ordinary form first.

    Args:
        course: the folder of the nbgrader course.
        db: a connection to the gradebook, or a session.
        quiz: any form of the quiz.
        people: their ids, a few hundred at most.
        looked_at: whose files have been compared with what was graded just now, for this form.
        run: only what was handed in while it went on; also one for each person.
        summed: whether marks that no rule of a pass asks for by themselves may come as their sum.
    """
    found: dict[str, list[Paper]] = {person: [] for person in people}
    of_run = run_parts.own(db, run, [*filter(storable, people)]) if isinstance(run, Run) else run or {}
    otherwise = run if isinstance(run, Run) else None
    # A folder's name that is no text is in no gradebook, and cannot be asked for.
    asked = [*filter(storable, people)]
    for form in questions_file.forms(course, quiz):
        asked_form = _Asked(form, released_keys.keys(db, form.id))
        apart = asked_form.apart if summed else None
        entry, past = entries(db, form.id, asked, apart=apart), reading.attempts(db, form.id, asked)
        runs = {person: of_run.get(person, otherwise) for person in people}
        graded = {
            person: attempt
            for person, each in entry.items()
            if (attempt := _graded(form, each, past.get(person, ()), runs[person]))
        }
        late = _late(db, form, graded, entry)
        for person, own in found.items():
            have = _Have(entry.get(person), graded.get(person), runs[person], late.get(person, timedelta(0)))
            look = form.id != quiz or person not in looked_at
            own.append(_paper(course, asked_form, person, have, look=look))
    return {person: tuple(own) for person, own in found.items()}


def taken(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return the papers that were taken, in the order in which they were; each is an attempt."""
    found = [paper for paper in papers if paper.is_taken]
    return tuple(sorted(found, key=lambda paper: instant(paper.attempt.submitted_at) if paper.attempt else 0))


def counting(papers: Iterable[Paper], counts: str) -> Paper | None:
    """Return the paper that counts; None where none was taken.

    Args:
        papers: of one learner.
        counts: `last`, `first`, or `best`: a pass before others, then the largest share of the points,
            the earliest of equal ones.
    """
    ordered = taken(papers)
    if not ordered:
        return None
    if counts == "best":
        return max(ordered, key=lambda paper: (paper.passed is True, share(paper)))
    return ordered[0 if counts == "first" else -1]


def share(paper: Paper) -> float:
    """Return the share of the points that a paper earned, from 0 to 1."""
    attempt = paper.attempt
    return attempt.score / attempt.most if attempt and attempt.most else 0.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """A form and the keys that it was released with."""

    form: Released
    keys: dict[str, ReleasedQuestion]

    @property
    def apart(self) -> set[str]:
        """The questions that a rule of a pass asks for by themselves."""
        return {name for name, key in self.keys.items() if key.kind == "text" or key.must}


@dataclass(frozen=True, slots=True)
class _Have:
    """What the gradebook and the record have of one learner and form."""

    entry: GradebookEntry | None
    #: What counts of the hand-ins of the run; the entry may be of another one.
    attempt: Attempt | None
    run: Run | None
    late: timedelta


def _paper(course: Path, asked: _Asked, person: str, have: _Have, *, look: bool) -> Paper:
    """Return a learner's paper."""
    form = asked.form
    # Paths as objects cost a tenth of the list of a large class.
    folder = f"{course}{os.sep}submitted{os.sep}{person}{os.sep}{form.id}"
    there = os.path.lexists(folder)
    if there and have.run:
        there = have.run.holds(digest.seen(Path(folder))[1])
    graded = f"{course}{os.sep}autograded{os.sep}{person}{os.sep}{form.id}{os.sep}{form.id}.ipynb"
    attempt = have.attempt
    if attempt is None or (there and not have.run and not os.path.isfile(graded)):  # noqa: PTH113
        odd_name = why_not_stored(person) if there else ""
        lost = there and not odd_name and not os.path.exists(f"{folder}{os.sep}{form.id}.ipynb")  # noqa: PTH110
        return Paper(form=form, there=there, lost=lost, odd_name=odd_name)
    looks = there and look and attempt.id and _is_last(attempt, have.entry)
    return Paper(
        form=form,
        attempt=attempt,
        missed=_missed(asked, attempt),
        late=have.late,
        there=there,
        changed=bool(looks and digest.seen(Path(folder))[0] != attempt.digest),
    )


def _graded(
    form: Released, entry: GradebookEntry, past: tuple[Attempt, ...], run: Run | None
) -> Attempt | None:
    """Return what was graded last, with what the gradebook says now if it has the gradebook's row."""
    # Without a record it was graded by nbgrader itself, as other assignments in this folder are.
    past = past or (Attempt(quiz=form.id, student=entry.student, submitted_at=entry.submitted_at),)
    own = [each for each in past if run is None or run.holds(each.submitted_at)]
    if not own:
        return None
    found = present(own)
    return found.as_of(entry) if found is present(past) else found


def _late(
    db: Any, form: Released, graded: Mapping[str, Attempt], entry: Mapping[str, GradebookEntry]
) -> dict[str, timedelta]:
    """Return by how much each hand-in was late, also where the gradebook's row is of a later one."""
    found = {who: entry[who].late for who, each in graded.items() if _is_last(each, entry[who])}
    earlier = {who: each.submitted_at for who, each in graded.items() if who not in found}
    for who, due in (dates.dues(db, form.id, earlier) if earlier else {}).items():
        at = datetime.fromisoformat(earlier[who]) if earlier[who] else None
        found[who] = dates.late_by(at and at.astimezone(UTC).replace(tzinfo=None), due)
    return found


def _is_last(attempt: Attempt, entry: GradebookEntry | None) -> bool:
    return entry is not None and attempt.submitted_at == entry.submitted_at


def _missed(asked: _Asked, attempt: Attempt) -> tuple[str, ...]:
    """Hold an attempt against the rules of the quiz, as it was released."""
    form, keys = asked.form, asked.keys
    if form.rule is None:
        return ()
    order = sorted(attempt.marks, key=lambda name: form.numbers.get(name, 0))
    earned = [
        _earned(
            question=name,
            written=name in keys and keys[name].kind == "text",
            must=name in keys and keys[name].must,
            points=attempt.marks[name].points,
            most=attempt.marks[name].of,
        )
        for name in order
    ]
    return passing.missed(form.rule, earned, attempt.penalty)
