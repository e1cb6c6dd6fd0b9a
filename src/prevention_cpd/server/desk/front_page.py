"""The first page of the desk: every quiz at a glance, and what needs a person first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.quiz.build import assignments
from prevention_cpd.server.desk.common import DeskPage
from prevention_cpd.server.desk.overview import standings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from prevention_cpd.server.desk.standing import Standing

#: What presses most stands first.
_PRESSING = ("grade", "mark", "return")


class Front(DeskPage):
    """Shows where every quiz stands."""

    async def get(self) -> None:
        """Show it."""
        course, run = self.course, self.chosen

        def look(connection: Connection) -> list[Standing]:
            return standings(connection, course, run=run)

        every = await self.reading(look)
        first = sorted(
            (each for each in every if each.step in _PRESSING), key=lambda each: _PRESSING.index(each.step)
        )
        lost = [each for each in every if each.lost]
        people = every[0].people if every else 0
        begins = not any(each.of for each in every)
        self.show("front.html.j2", every=every, first=first, lost=lost, people=people, begins=begins)


class Build(DeskPage):
    """Draws the quizzes from the banks."""

    writes_run = False

    async def post(self) -> None:
        """Build what is not as the banks have it."""
        await self.run(assignments.build_all, self.application.cpd.tree)
        self.go("desk")
