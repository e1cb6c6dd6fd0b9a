"""Workers that do the same for each part of a class, and never more under way than fits into memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Batches for each worker that are under way at the same time, so that memory does not grow with the class.
_AHEAD = 2


def results(
    work: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    jobs: int,
    *,
    most: int,
    lost: Callable[[Sequence[Item]], Result],
) -> Iterator[Result]:
    """Do the work batch by batch and yield what each gave, in no promised order.

    Args:
        work: what to do with a batch; where processes cannot be forked, it is pickled once for each.
        items: for whom.
        jobs: how many processes may work; 1 does it all in this one.
        most: the largest batch.
        lost: what to do with a batch whose worker the system ended, mostly for want of memory.
    """
    size = max(1, min(most, -(-len(items) // (4 * jobs))))
    batches = (items[at : at + size] for at in range(0, len(items), size))
    if jobs == 1 or len(items) <= size:
        yield from map(work, batches)
    else:
        yield from _shared(work, batches, jobs, lost)


def _shared(
    work: Callable[[Sequence[Item]], Result],
    batches: Iterator[Sequence[Item]],
    jobs: int,
    lost: Callable[[Sequence[Item]], Result],
) -> Iterator[Result]:
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context(), initializer=_sit_down, initargs=(work,)
    )
    under_way: dict[Any, Sequence[Item]] = {}
    try:
        while True:
            for batch in batches:
                under_way[pool.submit(_do, batch)] = batch
                if len(under_way) >= jobs * _AHEAD:
                    break
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                batch = under_way.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    yield lost(batch)
    finally:
        # Whoever stops early, by Ctrl-C too, must not wait for what nobody will read.
        pool.shutdown(wait=False, cancel_futures=True)


_own: list[Callable[[Any], Any]] = []


def _sit_down(work: Callable[[Any], Any]) -> None:
    _own[:] = [work]
    # What was loaded stays: looking through it again and again would cost a fifth of the time.
    gc.freeze()
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End this worker when the command was killed: nobody else would, and it would hold the lock for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        connection.wait([parent.sentinel])
        os._exit(1)


def _do(batch: Sequence[Any]) -> Any:
    return _own[0](batch)
