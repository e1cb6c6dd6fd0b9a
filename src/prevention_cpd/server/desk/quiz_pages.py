"""One quiz: its steps with buttons and reasons, the work under way, and who stands where."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from tornado.web import HTTPError

from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.record import dates, runs
from prevention_cpd.quiz.results import class_list, resitting
from prevention_cpd.server.desk import overview, people, steps
from prevention_cpd.server.desk.common import DeskPage, page_of
from prevention_cpd.server.desk.jobs import JOBS, Job
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from prevention_cpd.quiz.results.class_row import Row
    from prevention_cpd.server.desk.people import Listed
    from prevention_cpd.server.desk.standing import Standing

#: What the list of people can be narrowed to.
FILTERS = (
    "all", "missing", "started", "handed_in", "late", "to_grade", "waiting",
    "held_waiting", "held_open", "outdated", "to_return", "lost",
)  # fmt: skip


class QuizPage(DeskPage):
    """Shows one quiz."""

    async def get(self, quiz: str) -> None:
        """Show it."""
        form = self.form_of(quiz)
        standing, every, narrower, own = await self.reading(self._look, quiz)
        which = self.get_query_argument("show", "all")
        chosen = _narrowed(every, standing, which)
        page = page_of(chosen, self.get_query_argument("page", ""))
        rows = await self.run(self._rows, quiz, [one.id for one in page.rows])
        missing = _narrowed(every, standing, "missing")
        counts = {name: len(_narrowed(every, standing, name)) for name in FILTERS}
        run = self.chosen.id if self.chosen else ""
        self.show(
            "quiz.html.j2",
            form=form,
            standing=standing,
            steps=[(name, steps.why_not(name, standing), steps.typed(name, quiz)) for name in steps.NAMES],
            job=JOBS.last(self.course, f"desk/quiz/{quiz}"),
            reported=self._there(f"{steps.report_folder(quiz, run)}/report.html"),
            needs=self._there(f"reports/{quiz}.html"),
            page=page,
            rows=rows,
            filters=[name for name in FILTERS if name in {"all", which} or counts[name]],
            counts=counts,
            which=which,
            missing=missing,
            further=self._further(quiz),
            narrower=narrower,
            wider=standing.due and not own,
        )

    def _further(self, quiz: str) -> str:
        """Return the form that is taken after this one; empty where there is none."""
        names = [form.id for form in questions_file.forms(self.course, quiz)]
        return "".join(names[names.index(quiz) + 1 :][:1])

    def _there(self, place: str) -> str:
        """Return a file's place in the course where it is there, and otherwise nothing."""
        return place if (self.course / place).is_file() else ""

    def _look(self, connection: Connection, quiz: str) -> tuple[Standing, list[Listed], list[Any], bool]:
        run = self.chosen
        (standing,) = overview.standings(connection, self.course, run=run, only=quiz)
        if standing.is_further:
            resit = resitting.of(self.course, connection, quiz, run=run.id if run else "")
            some = {each.learner for each in resit.candidates if each.offered}
        else:
            some = runs.awaited(connection, run.id) if run else runs.expected(connection)
        those = some | standing.handed_in
        every = [one for one in people.everybody(connection) if one.id in those]
        own = run is None or dates.has_own(connection, quiz, run)
        return standing, every, dates.narrower(connection, quiz, run), own

    def _rows(self, quiz: str, some: list[str]) -> dict[str, Row]:
        with Gradebook(self.application.cpd.db_url) as opened:
            rows = class_list.rows_of(self.course, opened, quiz, some, run=self.chosen)
            return {row.student: row for row in rows}


class DoStep(DeskPage):
    """Begins a step of a quiz."""

    async def post(self, quiz: str, step: str) -> None:
        """Begin it, unless it cannot be done yet."""
        self.form_of(quiz)
        if step not in {*steps.NAMES, *steps.MORE}:
            raise HTTPError(404)
        standing = await self.reading(self._look, quiz)
        if not steps.why_not(step, standing):
            JOBS.start(
                Job(
                    step=step,
                    page=f"desk/quiz/{quiz}",
                    commands=steps.commands(step, quiz),
                    folder=self.course,
                )
            )
        self.go(f"desk/quiz/{quiz}")

    def _look(self, connection: Connection, quiz: str) -> Standing:
        return overview.standings(connection, self.course, run=self.chosen, only=quiz)[0]


class Deadline(DeskPage):
    """Sets until when a quiz may be handed in."""

    async def post(self, quiz: str) -> None:
        """Begin it; the page of the quiz tells how it went."""
        self.form_of(quiz)
        if JOBS.running(self.course, f"desk/quiz/{quiz}"):
            raise RefusedError(409, self.say("busy"))
        when = "none" if self.get_body_argument("none", "") else self.get_body_argument("when", "")
        moment = self.moment(when) if when != "none" else None
        person, team = (
            self.get_body_argument("person", "").strip(),
            self.get_body_argument("group", "").strip(),
        )
        if "-" in {person[:1], team[:1]}:
            raise RefusedError(400, self.say("no_moment"))
        run = self.chosen.id if self.chosen else ""
        past = "past" in self.request.body_arguments
        if moment and not past and moment < datetime.now(UTC):
            raise RefusedError(400, self.say("moment_past"))
        command = steps.dating(quiz, when, run=run, person=person, team=team, past=past)
        JOBS.start(Job(step="date", page=f"desk/quiz/{quiz}", commands=command, folder=self.course))
        self.go(f"desk/quiz/{quiz}")


class Progress(DeskPage):
    """Tells how far a piece of work is, and stops it."""

    writes_run = False

    for_program = True

    def get(self, name: str) -> None:
        """Tell how far it is."""
        self.finish(self._job(name).as_data())

    def post(self, name: str) -> None:
        """Stop it; what is done stays."""
        job = self._job(name)
        job.stop()
        self.go(job.page)

    def _job(self, name: str) -> Job:
        if not (job := JOBS.get(name)) or job.folder != self.course:
            raise HTTPError(404)
        return job


def _narrowed(every: list[Listed], standing: Standing, which: str) -> list[Any]:
    """Return those of the class whom a filter lets through, in the order of the list."""
    if which == "missing":
        return [one for one in every if one.id not in standing.handed_in]
    if which in FILTERS[2:]:
        those = getattr(standing, which)
        return [one for one in every if one.id in those]
    return every
