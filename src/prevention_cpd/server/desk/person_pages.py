"""One person: where each quiz stands for them, what was made for them, and erasing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from nbgrader.api import Gradebook

from prevention_cpd.quiz.format import naming, questions_file
from prevention_cpd.quiz.intake import returned
from prevention_cpd.quiz.record import run_parts, runs
from prevention_cpd.quiz.results import class_list, outcomes, verdict
from prevention_cpd.quiz.words import words
from prevention_cpd.server.desk import jobs, people, steps
from prevention_cpd.server.desk.common import DeskPage
from prevention_cpd.server.desk.jobs import JOBS, Job
from prevention_cpd.server.desk.record_pages import STILL, files_of
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from prevention_cpd.quiz.results.outcomes import Result
    from prevention_cpd.server.desk.people import Listed


class PersonPage(DeskPage):
    """Shows one person."""

    writes_run = False

    async def get(self, person: str) -> None:
        """Show them."""
        one = await self.known(person)
        rows = await self.run(self._rows, person)
        files = await self.run(files_of, self.course, person)
        job = JOBS.last(self.course, _address(person))
        told = {form.id for form, *_ in rows if await self.reading(self._place, person, form.id)}
        self.show("person.html.j2", one=one, rows=rows, files=files, job=job, returned=told)

    async def post(self, person: str) -> None:
        """Begin to write their CPD record."""
        one = await self.known(person)
        page = _address(one.id)
        JOBS.start(
            Job(step="records", page=page, commands=[(*steps.RECORDS["records"], one.id)], folder=self.course)
        )
        self.go(page)

    async def known(self, person: str) -> Listed:
        """Return somebody of the class list.

        Raises:
            RefusedError: when nobody there has this id.
        """
        run = self.chosen.id if self.chosen else None
        every = {one.id: one for one in await self.reading(people.everybody)}
        every |= {one.id: one for one in await self.reading(people.everybody, run)}
        if person in every:
            return every[person]
        raise RefusedError(404, self.say("no_person", id=person))

    def _place(self, connection: Connection, person: str, quiz: str) -> Path | None:
        """Return where their feedback stands: that of the run that is worked in, or the last one."""
        run = self.chosen and run_parts.own(connection, self.chosen, [person]).get(person, self.chosen)
        return returned.of_run(self.course, person, quiz, run)

    def _rows(self, person: str) -> list[tuple[Any, Any, str]]:
        """Return each quiz that this person handed in, with its row, and whether it is passed."""
        found = []
        with Gradebook(self.application.cpd.db_url) as opened:
            for quiz in naming.ids(self.course):
                (row,) = class_list.rows_of(self.course, opened, quiz, [person], run=self.chosen)
                if row.state != "not_submitted":
                    result = outcomes.of_person(self.course, opened.db, quiz, person, run=self.chosen)
                    found.append((self.form_of(quiz), row, self._outcome(quiz, result)))
        return found

    def _outcome(self, quiz: str, result: Result) -> str:
        """Say passed, not passed and by which rule, or what is awaited; over all forms of the quiz."""
        told = verdict.outcome(passed=result.passed)
        if result.is_so_far or result.score is None:
            return self.say("awaited", outcome=told, what=words("export")[result.state])
        form = next(form for form in questions_file.forms(self.course, quiz) if form.form == result.form)
        return self.say("outcome", outcome=told, missed=" ".join(verdict.missed(form, result.missed))).strip()


class Leave(PersonPage):
    """Notes that somebody has left the run that is worked in, or is back."""

    writes_run = True

    async def get(self, person: str) -> None:
        """Show the person."""
        self.go(_address(person))

    async def post(self, person: str) -> None:
        """Note it; what they handed in stays."""
        one = await self.known(person)
        back = bool(self.get_body_argument("back", ""))
        run = self.chosen.id if self.chosen else ""
        await self.record(runs.join if back else runs.leave, run, [one.id])
        self.go(_address(one.id), said=self.say("is_back" if back else "has_left", name=one.name))


class Erase(PersonPage):
    """Shows what would be erased of a person, and erases it."""

    async def get(self, person: str) -> None:
        """Show it."""
        one = await self._named(person)
        ok, told = await self.run(jobs.told, (*steps.ERASE, "--dry-run", "--", one.id), self.course)
        if not ok:
            raise RefusedError(404, told)
        self.show("erase.html.j2", one=one, told=told)

    async def post(self, person: str) -> None:
        """Do it, when the id was typed once more."""
        one = await self._named(person)
        if self.get_body_argument("again", "").strip() != one.id:
            raise RefusedError(400, self.say("not_the_id"))
        ok, told = await self.run(jobs.told, (*steps.ERASE, "--yes", "--", one.id), self.course)
        self.show("erased.html.j2", one=one, told=told, ok=ok)

    async def _named(self, person: str) -> Listed:
        """Return whoever has this id, on the class list or not: half an erasure leaves files only."""
        every = await self.reading(people.everybody)
        unlisted = people.Listed(id=person, first_name="", last_name="", email="")
        return next((one for one in every if one.id == person), unlisted)


class FeedbackPage(PersonPage):
    """Shows the feedback of a person as they get it."""

    async def get(self, person: str, quiz: str) -> None:  # type: ignore[override]  # the address names the quiz
        """Show it."""
        await self.known(person)
        self.form_of(quiz)
        place = await self.reading(self._place, person, quiz)
        if place is None:
            raise RefusedError(404, self.say("no_feedback"))
        try:
            raw = await self.run(place.read_bytes)
        except OSError:
            raise RefusedError(404, self.say("no_feedback")) from None
        self.set_header("Content-Security-Policy", STILL)
        self.finish(raw)


def _address(person: str) -> str:
    return f"desk/person/{quote(person)}"
