"""The class list: who is on it, and a new list, whose changes are shown before they are made."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.grading import gradebook
from prevention_cpd.quiz.intake import class_list_file
from prevention_cpd.quiz.record import class_list, runs
from prevention_cpd.server.desk import people, tray
from prevention_cpd.server.desk.common import DeskPage, page_of
from prevention_cpd.server.handler import RefusedError
from prevention_cpd.server.upload import Upload

if TYPE_CHECKING:
    from prevention_cpd.quiz.record.class_list import Changes


class ClassList(DeskPage):
    """Shows the class list."""

    async def get(self) -> None:
        """Show it, or those whom a search finds."""
        words = self.get_query_argument("search", "")
        every = await self.reading(people.everybody)
        found = [one for one in every if one.has(words)] if words else every
        page = page_of(found, self.get_query_argument("page", ""))
        self.show("class.html.j2", page=page, everybody=len(every), search=words, tray=tray.new())


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
        await self._show(name, *await self.run(self._look, name))

    async def post(self, name: str) -> None:
        """Do it."""
        changes, problems = await self.run(functools.partial(self._look, name, only_tell=False))
        if changes is None:
            await self._show(name, changes, problems)
            return
        tray.clear(name)
        counts = {"added": len(changes.added), "changed": len(changes.changed)}
        self.go("desk/class", said=self.say("class_done", **counts))

    async def _show(self, name: str, changes: Changes | None, problems: list[Any]) -> None:
        self.show(
            "class_preview.html.j2",
            changes=changes,
            problems=problems,
            tray=name,
            runs=await self.reading(runs.every),
            run=self.get_argument("run", ""),
            leavers=self.get_argument("leavers", ""),
        )

    def _look(self, name: str, *, only_tell: bool = True) -> tuple[Changes | None, list[Any]]:
        files = tray.files(name)
        if len(files) != 1:
            raise RefusedError(404, self.say("one_list"))
        try:
            with gradebook.told(self.course / "gradebook.db"):
                listed = class_list_file.read(files[0])
                url = self.application.cpd.db_url
                run, leavers = self.get_argument("run", ""), bool(self.get_argument("leavers", ""))
                changes = class_list.bring_in(
                    url, self.course, listed, run=run, leavers=leavers, only_tell=only_tell
                )
                return changes, []
        except CourseError as error:
            return None, list(error.problems)
