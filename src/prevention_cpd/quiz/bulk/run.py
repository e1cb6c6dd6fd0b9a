"""Workers that grade, each with its own desk, and never more under way than fits into memory."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.utils import find_all_files

from prevention_cpd.quiz.bulk.desk import Desk, Failed, Graded
from prevention_cpd.quiz.receiving.submissions import FOLDER
from prevention_cpd.quiz.release import released
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prevention_cpd.quiz.bulk.desk import Task
    from prevention_cpd.quiz.bulk.paper import Paper

#: The most submissions that are written in one transaction.
_BATCH = 50
#: Batches for each worker that are under way at the same time, so that memory does not grow with the class.
_AHEAD = 2


def desk(converter: Any, paper: Paper) -> Desk:
    """Return what every worker needs to know."""
    coursedir = converter.coursedir
    source = Path(coursedir.format_path(coursedir.source_directory, ".", paper.quiz))
    keep = set(converter.exclude_overwriting.get(paper.quiz, []))
    names = [
        Path(name).relative_to(source) for name in find_all_files(str(source), [*coursedir.ignore, "*.ipynb"])
    ]
    return Desk(
        paper=paper,
        form=released.load(Path(coursedir.root), paper.quiz).form,
        set_aside=Path(coursedir.root) / FOLDER,
        root=Path(coursedir.root),
        ignore=tuple(coursedir.ignore),
        masters=tuple((str(name), source / name) for name in sorted(names) if str(name) not in keep),
        mode=int(str(converter.permissions), 8),
    )


def results(desk: Desk, tasks: Sequence[Task], jobs: int) -> Iterator[list[Graded | Failed]]:
    """Grade submissions and yield them in batches, in no promised order.

    Args:
        desk: from `desk`.
        tasks: what to grade.
        jobs: how many processes may work; 1 does it all in this one.
    """
    size = max(1, min(_BATCH, -(-len(tasks) // (4 * jobs))))
    batches = (tasks[at : at + size] for at in range(0, len(tasks), size))
    if jobs == 1 or len(tasks) <= size:
        yield from ([desk.grade(task) for task in batch] for batch in batches)
    else:
        yield from _shared(desk, batches, jobs)


def _shared(desk: Desk, batches: Iterator[Sequence[Task]], jobs: int) -> Iterator[list[Graded | Failed]]:
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context(), initializer=_sit_down, initargs=(desk,)
    )
    under_way: dict[Any, Sequence[Task]] = {}
    try:
        while True:
            for batch in batches:
                under_way[pool.submit(_grade, batch)] = batch
                if len(under_way) >= jobs * _AHEAD:
                    break
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                batch = under_way.pop(future)
                yield _outcome(future, batch)
    finally:
        # Whoever stops early, by Ctrl-C too, must not wait for what nobody will read.
        pool.shutdown(wait=False, cancel_futures=True)


def _outcome(future: Any, batch: Sequence[Task]) -> list[Graded | Failed]:
    try:
        found: list[Graded | Failed] = future.result()
    except BrokenProcessPool:
        # The system ended a worker, mostly for want of memory.
        return [Failed(task=task, why=words("bulk")["worker_lost"]) for task in batch]
    return found


_own: list[Desk] = []


def _sit_down(desk: Desk) -> None:
    _own[:] = [desk]
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """End this worker when the command was killed: nobody else would, and it would hold the lock for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        connection.wait([parent.sentinel])
        os._exit(1)


def _grade(batch: Sequence[Task]) -> list[Graded | Failed]:
    return [_own[0].grade(task) for task in batch]
