"""Runs of the course: starting one, ending it, and opening it again."""

from __future__ import annotations

import functools
import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from prevention_cpd.quiz.record import runs
from prevention_cpd.quiz.times import typed_day
from prevention_cpd.server.desk import overview, people
from prevention_cpd.server.desk.common import DeskPage
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from prevention_cpd.quiz.record.run import Run
    from prevention_cpd.server.desk.people import Listed
    from prevention_cpd.server.desk.standing import Standing

_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,63}")


class Runs(DeskPage):
    """Lists the runs, and starts one."""

    writes_run = False

    async def get(self) -> None:
        """Show them."""
        self.show("runs.html.j2", today=date.today().isoformat())  # noqa: DTZ011  # the trainer's own day

    async def post(self) -> None:
        """Start one."""
        name, title = self.get_body_argument("name").strip(), self.get_body_argument("title", "").strip()
        if not _NAME.fullmatch(name):
            raise RefusedError(400, self.say("run_name"))
        starts = self._day("starts")
        since = datetime(starts.year, starts.month, starts.day).astimezone().isoformat() if starts else ""
        await self.record(self._start, name, title, since)
        self.go("desk/runs", run=name, said=self.say("run_started", name=name))

    def _start(self, connection: Connection, name: str, title: str, since: str) -> None:
        place = self.course / "gradebook.db"
        runs.start(connection, name, title=title[:200], starts_at=since, place=place)

    def _day(self, field: str) -> date | None:
        text = self.get_body_argument(field, "")
        try:
            return typed_day(text) if text else None
        except ValueError:
            raise RefusedError(400, self.say("no_day")) from None


class Archive(Runs):
    """Asks whether a run is to end, and ends it."""

    async def get(self, name: str) -> None:  # type: ignore[override]  # the address names the run
        """Show whose work is not done with."""
        run = self._known(name)
        if run.archived_at:
            self.go("desk/runs")
            return
        self.show("run_end.html.j2", run=run, undone=await self.reading(self._undone, run))

    async def post(self, name: str) -> None:  # type: ignore[override]  # the address names the run
        """End it; it can be read as ever."""
        run, day = self._known(name), self._day("delete_on")
        if not run.archived_at:
            end = functools.partial(runs.archive, delete_on=day.isoformat() if day else "")
            await self.record(end, name)
        self.go("desk/runs", said=self.say("run_ended", name=run.title or name))

    def _known(self, name: str) -> Run:
        for each in self.runs:
            if each.id == name:
                return each
        raise RefusedError(404, self.say("no_run_named", name=name))

    def _undone(self, connection: Connection, run: Run) -> list[tuple[Standing, str, list[Listed]]]:
        """Return each quiz with what is not done there, a part of `run_not_`, and whose it is."""
        everybody = people.everybody(connection, run.id)
        return [
            (standing, name, [one for one in everybody if one.id in some])
            for standing in overview.standings(connection, self.course, run=run)
            for name, some in (
                ("graded", standing.to_grade | standing.lost),
                ("marked", standing.waiting),
                ("returned", standing.to_return | standing.held_open),
            )
            if some
        ]


class Reopen(Archive):
    """Lets a run that has ended go on."""

    async def get(self, _name: str) -> None:  # type: ignore[override]  # the address names the run
        """Show the runs."""
        self.go("desk/runs")

    async def post(self, name: str) -> None:  # type: ignore[override]  # the address names the run
        """Open it again."""
        run = self._known(name)
        await self.record(runs.reopen, name)
        self.go("desk/runs", said=self.say("run_reopened", name=run.title or name))
