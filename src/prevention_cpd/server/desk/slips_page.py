"""Slips for signing in, where learners do so with one-time codes: made, and shown once, to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core import settings
from prevention_cpd.quiz.record import codes, people, runs
from prevention_cpd.server import slips
from prevention_cpd.server.desk.common import DeskPage
from prevention_cpd.server.desk.record_pages import STILL
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Slips(DeskPage):
    """Tells how many would get a slip, and makes them for all, for those who have none, or for one person."""

    async def prepare(self) -> None:
        """Be there only where codes are what learners sign in with."""
        await super().prepare()
        if not self._finished and not self.application.cpd.codes:
            raise RefusedError(404, self.say("slips_elsewhere"))

    async def get(self) -> None:
        """Show what can be made."""
        listed, new = await self.reading(self._listed)
        self.show("slips.html.j2", listed=listed, new=new)

    async def post(self) -> None:
        """Make codes, and answer with the slips; the codes stand nowhere else."""
        listed, new = await self.reading(self._listed)
        person = self.get_body_argument("person", "")
        some = [person] if person else new if self.get_body_argument("only", "") else listed
        if not some or not set(some) <= set(listed):
            raise RefusedError(400, self.say("slips_nobody"))
        made, names = await self.record(self._made, some)
        course, request = settings.load(self.application.cpd.tree.settings), self.request
        address = f"{request.protocol}://{request.host}{self.link()}"
        self.set_header("Content-Security-Policy", STILL)
        self.finish(await self.run(slips.page, course, address, made, names))

    def _listed(self, connection: Connection) -> tuple[list[str], list[str]]:
        """Return who can sign in, and who of them has no code; ids, in order."""
        listed = runs.current(connection)
        if self.chosen:
            awaited = runs.awaited(connection, self.chosen.id)
            listed = [one for one in listed if one in awaited]
        have = codes.digests(connection)
        return listed, [one for one in listed if one not in have]

    def _made(self, connection: Connection, some: list[str]) -> tuple[dict[str, str], dict[str, str]]:
        return codes.make(connection, some), people.full_names(connection, some)
