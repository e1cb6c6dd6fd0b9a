"""The first page of the desk: every quiz at a glance, and what needs a person first."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import CourseError
from prevention_cpd.questions import assignment_id, load_blueprints
from prevention_cpd.quiz.build import assignments
from prevention_cpd.server.desk.common import DeskPage
from prevention_cpd.server.desk.overview import standings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.server.desk.overview import Standing

#: What presses most stands first.
_PRESSING = ("grade", "mark", "return")


class Front(DeskPage):
    """Shows where every quiz stands."""

    async def get(self) -> None:
        """Show it."""
        course = self.course

        def look(connection: Connection) -> list[Standing]:
            return standings(connection, course)

        order = await self.run(_order, self.application.cpd.tree)
        every = sorted(await self.record(look), key=lambda each: order.get(each.form.id, len(order)))
        first = sorted(
            (each for each in every if each.step in _PRESSING), key=lambda each: _PRESSING.index(each.step)
        )
        self.show("front.html.j2", every=every, first=first, people=every[0].people if every else 0)


def _order(tree: Tree) -> dict[str, int]:
    """Return the place of each form in the order of the blueprints; none where these cannot be read."""
    with contextlib.suppress(CourseError):
        blueprints = load_blueprints(tree.blueprints)
        names = [assignment_id(each, form) for each in blueprints for form in each.forms]
        return {name: at for at, name in enumerate(names)}
    return {}


class Build(DeskPage):
    """Draws the quizzes from the banks."""

    async def post(self) -> None:
        """Build what is not as the banks have it."""
        await self.run(assignments.build_all, self.application.cpd.tree)
        self.go("desk")
