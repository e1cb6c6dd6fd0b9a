"""The class list: who is on it, and a new list, whose changes are shown before they are made."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.grading import gradebook
from prevention_cpd.quiz.intake import class_list_file
from prevention_cpd.quiz.record import class_list
from prevention_cpd.quiz.words import say
from prevention_cpd.server.desk import overview, people, tray
from prevention_cpd.server.desk.common import DeskPage, page_of
from prevention_cpd.server.handler import RefusedError
from prevention_cpd.server.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from prevention_cpd.core.problems import Problem
    from prevention_cpd.quiz.intake.class_list_file import ClassListFile
    from prevention_cpd.quiz.record.class_list import Changes
    from prevention_cpd.server.desk.people import Listed


#: What the list can be narrowed to.
FILTERS = ("all", "here", "left", "not_started")


class ClassList(DeskPage):
    """Shows the class list."""

    async def get(self) -> None:
        """Show it, or those whom a search finds."""
        words, team, which = (self.get_query_argument(name, "") for name in ("search", "group", "show"))
        every, idle = await self.reading(self._look, which)
        found = [
            one
            for one in every
            if one.has(words)
            and team in {"", one.team}
            and {"left": one.left_at, "here": not one.left_at, "not_started": one.id in idle}.get(which, True)
        ]
        unnamed = [one.id for one in every if one.name == one.id and not one.email]
        self.show(
            "class.html.j2",
            page=page_of(found, self.get_query_argument("page", "")),
            found=found,
            everybody=len(every),
            # A list of ids alone has no names to miss.
            unnamed=unnamed if len(unnamed) < len(every) else [],
            groups=sorted({one.team for one in every} - {""}),
            filters=FILTERS,
            asked={"search": words, "group": team, "show": which},
            tray=tray.new(),
        )

    def _look(self, connection: Connection, which: str) -> tuple[list[Listed], set[str]]:
        """Return the class list, and who has not left and begun with nothing, where that is asked for."""
        every = people.everybody(connection, self.chosen.id if self.chosen else None)
        if which != "not_started":
            return every, set()
        idle = {one.id for one in every if not one.left_at}
        for standing in overview.standings(connection, self.course, run=self.chosen):
            idle -= standing.started | standing.handed_in
        return every, idle


class Tray(Upload):
    """Takes the files that are dropped on a page, one by one."""

    for_program = True

    async def put(self, name: str) -> None:
        """Keep one."""
        try:
            await self.run(tray.put, name, self.file_name, self.opened())
        except OSError:
            raise RefusedError(507, str(tray.MOST)) from None
        self.finish({"kept": True})


class NewList(DeskPage):
    """Shows what a new class list would change, and changes it."""

    async def get(self, name: str) -> None:
        """Show it."""
        if self._has_gone(name):
            return
        await self._show(*await self.run(self._look, name))

    async def post(self, name: str) -> None:
        """Do it; what was chosen since it was shown is shown first."""
        if self._has_gone(name):
            return
        chosen = {"run": self._run, "leavers": self.get_body_argument("leavers", "")}
        if chosen != {name: self.get_query_argument(name, "") for name in chosen}:
            self.redirect(f"{self.link(f'desk/class/new/{name}')}?{urlencode(chosen)}")
            return
        listed, changes, problems = await self.run(functools.partial(self._look, name, only_tell=False))
        if changes is None:
            await self._show(listed, changes, problems)
            return
        tray.clear(name)
        counts = {name: len(getattr(changes, name)) for name in ("added", "changed", "left")}
        self.go("desk/class", run=self._run, said=self.say("class_done", **counts))

    def _has_gone(self, name: str) -> bool:
        """Lead back to where lists are dropped when none is here, as when a page is loaded again."""
        if gone := len(tray.files(name)) != 1:
            self.go("desk/class", said=self.say("one_list"))
        return gone

    @property
    def _run(self) -> str:
        """The run that the list is brought into: the one that is named, else the one that is worked in.

        One that has ended takes nobody in.
        """
        return self.get_argument("run", self.chosen.id if self.chosen and not self.ended else "")

    async def _show(
        self, listed: ClassListFile | None, changes: Changes | None, problems: Sequence[Problem]
    ) -> None:
        every = await self.reading(people.everybody)
        ignored = listed.ignored if listed else ()
        self.show(
            "class_preview.html.j2",
            changes=changes,
            problems=problems,
            listed=listed,
            passed_over=say("class_list_file", "ignored", names=", ".join(ignored)) if ignored else "",
            known={one.id: one for one in every},
            run=self._run,
            leavers=self.get_argument("leavers", ""),
        )

    def _look(
        self, name: str, *, only_tell: bool = True
    ) -> tuple[ClassListFile | None, Changes | None, Sequence[Problem]]:
        listed = None
        try:
            with gradebook.told(self.course / "gradebook.db"):
                listed = class_list_file.read(tray.files(name)[0])
                url = self.application.cpd.db_url
                leavers = bool(self.get_argument("leavers", ""))
                changes = class_list.bring_in(
                    url, self.course, listed.people, run=self._run, leavers=leavers, only_tell=only_tell
                )
                return listed, changes, ()
        except CourseError as error:
            return listed, None, error.problems
