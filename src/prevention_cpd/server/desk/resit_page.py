"""The resit: a further form of a quiz, to whom it is offered and why, with a deadline of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tornado.web import HTTPError

from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.results import resitting
from prevention_cpd.server.desk import overview, people, steps
from prevention_cpd.server.desk.common import DeskPage
from prevention_cpd.server.desk.jobs import JOBS, Job
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from prevention_cpd.quiz.results.resitting import Resit
    from prevention_cpd.server.desk.standing import Standing


class ResitPage(DeskPage):
    """Shows who needs a further form, and offers it."""

    async def get(self, quiz: str) -> None:
        """Show it."""
        found, standing = await self._found(quiz)
        job = JOBS.last(self.course, f"desk/quiz/{quiz}")
        some = {each.learner for each in found.candidates if each.offered}
        offered = [one for one in await self.reading(people.everybody) if one.id in some]
        self.show("resit.html.j2", found=found, form=found.form, standing=standing, job=job, offered=offered)

    async def post(self, quiz: str) -> None:
        """Begin to offer it: to whom the page has ticked, and whom it names."""
        # All work of a quiz belongs to one page, so that one is done after the other.
        page = f"desk/quiz/{quiz}"
        if JOBS.running(self.course, page):
            raise RefusedError(409, self.say("busy"))
        found, standing = await self._found(quiz)
        ticked = {
            *self.get_body_arguments("offer"),
            *self.get_body_argument("more", "").replace(",", " ").split(),
        }
        when = self.get_body_argument("when", "")
        if when:
            self.moment(when)
        known = {one.id for one in await self.reading(people.everybody)}
        if unknown := ticked - known:
            raise RefusedError(400, self.say("no_person", id=min(unknown)))
        run = self.chosen.id if self.chosen else ""
        shown = set(self.get_body_arguments("shown"))
        command = steps.resit(quiz, when, decided(found, ticked, shown), run=run)
        first = [] if standing.released else steps.commands("release", quiz)
        JOBS.start(Job(step="resit", page=page, commands=[*first, command], folder=self.course))
        self.go(f"{page}/resit")

    async def _found(self, quiz: str) -> tuple[Resit, Standing]:
        """Return to whom the form is offered, and where it stands."""
        self.form_of(quiz)
        try:
            found, standing = await self.reading(self._look, quiz)
        except CourseError:
            raise HTTPError(404) from None
        if found.form.id != quiz:
            raise HTTPError(404)
        return found, standing

    def _look(self, connection: Connection, quiz: str) -> tuple[Resit, Standing]:
        run = self.chosen
        found = resitting.of(self.course, connection, quiz, run=run.id if run else "")
        return found, overview.standings(connection, self.course, run=run, only=quiz)[0]


def decided(found: Resit, ticked: set[str], shown: set[str]) -> dict[str, list[str]]:
    """Return what is decided of whom, by option of the command: only what is not so already.

    Args:
        found: to whom the form is offered now.
        ticked: ids of those to whom it is to be offered.
        shown: ids of those whom the page had; of anybody else who is not ticked nothing is decided.
    """
    options: dict[str, list[str]] = {"--add": [], "--leave-out": [], "--rule": []}
    listed = {each.learner: each for each in found.candidates}
    for name in sorted(ticked - listed.keys()):
        options["--add"].append(name)
    for name, each in listed.items():
        if name not in shown | ticked or (name in ticked) == each.offered:
            continue
        by_rule = bool(each.missed) == (name in ticked)
        options["--rule" if by_rule else "--add" if name in ticked else "--leave-out"].append(name)
    return options
