"""Taking in a hand-in that came by file or over the class server: the way to a submission beside nbgrader."""

from __future__ import annotations

import contextlib
import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import CourseError
from prevention_cpd.questions.regular import RefusedError
from prevention_cpd.quiz.format import naming
from prevention_cpd.quiz.intake import hand_in_file
from prevention_cpd.quiz.intake.class_match import ClassMatch
from prevention_cpd.quiz.intake.filing import FOLDER, Filing, Received, iso
from prevention_cpd.quiz.record import access, dates, run_parts
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from prevention_cpd.quiz.intake.hand_in_file import HandInFile
    from prevention_cpd.quiz.record.run import Run

__all__ = ["FOLDER", "Intake", "Received", "take_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Takes in hand-ins of one course, whose class list is read once."""

    course: Path
    people: ClassMatch
    #: The deadline of a quiz for a person who hands in at a time.
    due: Callable[[str, str, str], datetime | None]
    #: The run that something of a person and a time belongs to.
    run: Callable[[str, str], Run | None]

    @classmethod
    @contextlib.contextmanager
    def opened(cls, course: Path) -> Iterator[Intake]:
        """Read the class list, and leave the record open for the deadlines.

        Raises:
            CourseError: when there is no gradebook, or it cannot be used.
        """
        with access.reading(course) as connection:
            due = functools.partial(dates.due, connection)
            run = functools.partial(run_parts.of_person, connection)
            yield cls(course=course, people=ClassMatch.of(connection), due=due, run=run)

    def take_in(
        self,
        hand_in: Any,
        *,
        made_at: datetime,
        received_at: datetime,
        accept_made: bool = False,
        dry_run: bool = False,
    ) -> Received:
        """File a hand-in as `submitted/<learner>/<quiz>`, whole or not at all.

        Args:
            hand_in: the data of a hand-in file, a stranger's.
            made_at: when the learner made it, with zone.
            received_at: when it came, with zone; it tells whether it is late.
            accept_made: let the time that it was made tell that instead.
            dry_run: change nothing.

        Raises:
            OSError: when it cannot be written; it may be kept then, and the next time files it.
        """
        # The clock of a learner may go wrong, but nothing is made after it has come.
        made_at = min(made_at, received_at)
        counted = made_at if accept_made else received_at
        told = Received(state="unreadable", made_at=iso(made_at), received_at=iso(received_at))
        try:
            found = hand_in_file.read(hand_in)
        except RefusedError as error:
            return replace(told, why=str(error))
        told = replace(
            told,
            state="unknown",
            learner=found.id,
            name=found.name,
            quiz=found.quiz,
            form=found.form,
            receipt=found.receipt,
        )
        if why := self._other_quiz(found):
            return replace(told, why=why)
        learner = self.people.find(found.id)
        if learner is None:
            near = self.people.near(found.id, found.name)
            why = say("receiving", "unknown_near" if near else "unknown", id=found.id, near=near)
            return replace(told, why=why)
        deadline = self.due(found.quiz, learner, iso(counted))
        told = replace(
            told,
            state="new",
            learner=learner,
            name=self.people.names[learner] or found.name,
            late=deadline is not None and counted > deadline,
            notes=tuple(_notes(found)),
        )
        filing = Filing(
            course=self.course,
            learner=learner,
            hand_in=found,
            told=told,
            counted=counted,
            run=self.run(learner, iso(counted)),
        )
        return filing.file(hand_in, dry_run=dry_run)

    def _other_quiz(self, found: HandInFile) -> str:
        """Say why this course cannot take it; nothing when it can."""
        try:
            asked = naming.given_out(self.course, found.quiz)
        except CourseError as error:
            what = error.problems[0].what
            return f"{what[:1].upper()}{what[1:]}."
        if not (self.course / "release" / found.quiz / f"{found.quiz}.ipynb").is_file():
            return say("receiving", "not_released", quiz=found.quiz)
        if found.form != asked["form"]:
            return say("receiving", "other_form", form=found.form, quiz=found.quiz)
        if found.version != asked.get("version"):
            return say("receiving", "other_version", version=found.version, known=asked.get("version", ""))
        return ""


def take_in(
    course: Path, hand_in: dict[str, Any], *, made_at: datetime, received_at: datetime, dry_run: bool = False
) -> Received:
    """Take in one hand-in; see `Intake.take_in`.

    Args:
        course: the folder of the nbgrader course.
        hand_in: the data of a hand-in file.
        made_at: when the learner made it, with zone.
        received_at: when it came, with zone.
        dry_run: change nothing.

    Raises:
        CourseError: when there is no gradebook, or it cannot be used.
        OSError: when it cannot be written; it may be kept then, and the next time files it.
    """
    with Intake.opened(course) as intake:
        return intake.take_in(hand_in, made_at=made_at, received_at=received_at, dry_run=dry_run)


def _notes(found: HandInFile) -> list[str]:
    notes = list(found.answers.problems)
    if not found.answers.problems and found.claimed != found.receipt:
        notes.append(say("receiving", "other_receipt", code=found.receipt))
    return notes
