"""Workers that do the same for each part of a class, and never more under way than fits into memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, TypeVar

from prevention_cpd.core.startup import without_grammar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

if multiprocessing.parent_process():
    # A worker that was not forked loads this first, and then nbgrader.
    without_grammar()

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Batches for each worker that are under way at the same time, so that memory does not grow with the class.
_AHEAD = 2
#: Windows waits for no more processes.
_MOST_JOBS = 61 if sys.platform == "win32" else 1024


def cores() -> int:
    """Return how many cores this process may use, which may be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def results(
    work: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    jobs: int,
    *,
    most: int,
    lost: Callable[[Sequence[Item]], Result],
) -> Iterator[Result]:
    """Do the work batch by batch and yield what each gave, in no promised order.

    Where the system ends a worker, mostly for want of memory, what was under way is done again item by
    item, by one worker that has the memory for itself.

    Args:
        work: what to do with a batch; where processes cannot be forked, it is pickled once for each.
        items: for whom.
        jobs: how many processes may work; 1 does it all in this one.
        most: the largest batch.
        lost: what to do with an item that ended its worker even so.
    """
    size = max(1, min(most, -(-len(items) // (4 * jobs))))
    left = deque(items[at : at + size] for at in range(0, len(items), size))
    if jobs == 1 or len(left) <= 1:
        yield from map(work, left)
        return
    jobs = min(jobs, len(left), _MOST_JOBS)
    while left:
        gone: list[Sequence[Item]] = []
        yield from _round(work, left, jobs, jobs * _AHEAD, gone)
        alone: deque[Sequence[Item]] = deque([item] for batch in gone for item in batch)
        while alone:
            given_up: list[Sequence[Item]] = []
            yield from _round(work, alone, 1, 1, given_up)
            yield from map(lost, given_up)


def _round(
    work: Callable[[Sequence[Item]], Result],
    left: deque[Sequence[Item]],
    jobs: int,
    ahead: int,
    gone: list[Sequence[Item]],
) -> Iterator[Result]:
    """Take from what is left with new workers, until one of them is lost; `gone` gets what was under way."""
    pool = ProcessPoolExecutor(jobs, initializer=_sit_down, initargs=(work,))
    under_way: dict[Any, Sequence[Item]] = {}
    try:
        while under_way or (left and not gone):
            while left and not gone and len(under_way) < ahead:
                batch = left.popleft()
                try:
                    under_way[pool.submit(_do, batch)] = batch
                except BrokenProcessPool:
                    gone.append(batch)
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                batch = under_way.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    gone.append(batch)
                else:
                    yield future.result()
    finally:
        # Whoever stops early, by Ctrl-C too, must not wait for what nobody will read. But nothing may be
        # done again while a worker is still at it.
        pool.shutdown(wait=bool(gone), cancel_futures=True)


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
