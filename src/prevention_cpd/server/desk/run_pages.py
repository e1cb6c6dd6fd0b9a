"""Runs of the course: each has its own people, dates and results."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from prevention_cpd.quiz.record import runs
from prevention_cpd.server.desk.common import DeskPage
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,63}")


class Runs(DeskPage):
    """Lists the runs, and starts one."""

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
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise RefusedError(400, self.say("no_moment")) from None


class Archive(Runs):
    """Ends a run."""

    async def get(self, _name: str) -> None:  # type: ignore[override]  # the address names the run
        """Show the runs."""
        self.go("desk/runs")

    async def post(self, name: str) -> None:  # type: ignore[override]  # the address names the run
        """End it; it can be read as ever."""
        day = self._day("delete_on")
        await self.record(self._archive, name, day.isoformat() if day else "")
        self.go("desk/runs", said=self.say("run_ended", name=name))

    def _archive(self, connection: Connection, name: str, delete_on: str) -> None:
        runs.known(connection, name, place=self.course / "gradebook.db")
        runs.archive(connection, name, delete_on=delete_on)
