"""Another deadline for a quiz that is out: learners see it, and nobody's notebook changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nbgrader.api import Assignment
from sqlalchemy import select

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.build import deadlines
from prevention_cpd.quiz.format import naming, questions_file
from prevention_cpd.quiz.record import access, dates, due_dates, people, runs
from prevention_cpd.quiz.record.run import current
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Whom a deadline is for; all empty is everybody."""

    run: str = ""
    team: str = ""
    person: str = ""

    @property
    def is_some(self) -> bool:
        """Whether it is for a group or one person."""
        return bool(self.team or self.person)


def redate(  # noqa: PLR0913  # all that can be asked for
    course: Path,
    quiz: str,
    when: datetime | None,
    whom: Whom,
    *,
    outbound: Path | None = None,
    past_too: bool = False,
) -> None:
    """Set the deadline of a form, or take it away.

    Args:
        course: the folder of the nbgrader course.
        quiz: the form, as an assignment.
        when: with its zone; None for none.
        whom: for whom.
        outbound: the quiz in the exchange, where learners fetch it.
        past_too: whether the deadline may have passed.

    Raises:
        CourseError: with all that is wrong; then nothing is changed.
    """
    with access.writing(course) as connection:
        within(connection, course, quiz, when, whom, outbound=outbound, past_too=past_too)


def within(  # noqa: PLR0913  # all that can be asked for
    connection: Connection,
    course: Path,
    quiz: str,
    when: datetime | None,
    whom: Whom,
    *,
    outbound: Path | None = None,
    past_too: bool = False,
) -> None:
    """Do what `redate` does in a transaction that is under way, which must end where this raises."""
    naming.known(course, quiz)
    if wrong := list(_wrong(course, connection, quiz, when, whom, past_too=past_too)):
        raise CourseError(wrong)
    due_dates.put(connection, quiz, when, run=whom.run, team=whom.team, person=whom.person)
    if not whom.is_some:
        shown = dates.of_run(connection, current(connection))[quiz]
        # The exchange may belong to another trainer, so it is what fails; the record is undone then.
        _show(course, shown, *filter(None, (outbound, course / "release" / quiz)))


def form_of(course: Path, quiz: str, form: str) -> str:
    """Return the assignment of a form of a quiz.

    Raises:
        CourseError: when there is no such quiz or form; it tells which there are.
    """
    every = questions_file.forms(course, naming.known(course, quiz))
    for each in every:
        if each.form.casefold() == form.casefold():
            return each.id
    names = ", ".join(each.form for each in every if each.form)
    what, fix = say("dates", "no_form", quiz=quiz, form=form), say("dates", "forms", names=names)
    raise CourseError([_problem(course, what, fix)])


def _show(course: Path, when: datetime | None, *folders: Path) -> None:
    try:
        for folder in folders:
            deadlines.show(folder, when)
    except OSError as error:
        what = say("dates", "not_shown", file=error.filename or course, why=error.strerror or error)
        raise CourseError([_problem(course, what, words("dates")["not_shown_fix"])]) from None


def _wrong(  # noqa: PLR0913  # all that was asked for
    course: Path, connection: Connection, quiz: str, when: datetime | None, whom: Whom, *, past_too: bool
) -> Iterator[Problem]:
    text = words("dates")
    if connection.scalar(select(Assignment.id).where(Assignment.name == quiz)) is None:
        yield _problem(course, say("dates", "not_released", quiz=quiz), say("dates", "release_it", quiz=quiz))
    if when and when < datetime.now(UTC) and not past_too:
        yield _problem(course, say("dates", "past", when=when.isoformat(" ", "minutes")), text["past_fix"])
    if whom.run:
        runs.known(connection, whom.run, place=course / "gradebook.db")
    if whom.person and whom.person not in people.everybody(connection):
        yield _problem(course, say("dates", "no_person", person=whom.person), text["no_person_fix"])
    teams = runs.teams(connection, whom.run)
    if whom.team and whom.team not in teams:
        fix = say("dates", "teams", names=", ".join(teams)) if teams else text["no_teams"]
        yield _problem(course, say("dates", "no_team", team=whom.team), fix)


def _problem(course: Path, what: str, fix: str) -> Problem:
    return Problem(file=course / "gradebook.db", line=0, code=Code.DATES, what=what, fix=fix)
