"""Keeping what learners answer: what comes at the same time is written together, and told when it is safe."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy.exc import DataError, IntegrityError

from prevention_cpd.quiz.record import kept

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from sqlalchemy import Engine

    from prevention_cpd.quiz.record.kept import Change

#: So many answers at most are written in one transaction.
_TOGETHER = 300


class Keeping:
    """Writes answers in the order in which they come, one transaction after the other."""

    def __init__(self, engine: Engine, pool: Executor) -> None:
        self._engine, self._pool = engine, pool
        self._waiting: list[tuple[Change, asyncio.Future[str]]] = []
        self._at_work: asyncio.Task[None] | None = None

    async def keep(self, change: Change) -> str:
        """Return when the answer was saved, once it is; "" when there is no room for it.

        Raises:
            sqlalchemy.exc.DBAPIError: when it could not be written.
        """
        told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting.append((change, told))
        if self._at_work is None or self._at_work.done():
            self._at_work = asyncio.create_task(self._write_all())
        return await told

    async def settled(self) -> None:
        """Wait until all that came is written."""
        if self._at_work is not None:
            await self._at_work

    async def _write_all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
            await self._write_together(some)

    async def _write_together(self, some: list[tuple[Change, asyncio.Future[str]]]) -> None:
        changes = [change for change, _told in some]
        try:
            times = await asyncio.get_running_loop().run_in_executor(self._pool, self._write, changes)
        except Exception as error:  # noqa: BLE001  # whoever waits is told, whatever it is
            if len(some) > 1 and isinstance(error, DataError | IntegrityError):
                # One that the database refuses does not take the others with it.
                for one in some:
                    await self._write_together([one])
                return
            for _change, told in some:
                if not told.done():
                    told.set_exception(error)
            return
        for (_change, told), at in zip(some, times, strict=True):
            if not told.done():
                told.set_result(at)

    def _write(self, changes: list[Change]) -> list[str]:
        with self._engine.begin() as connection:
            return kept.keep(connection, changes)
