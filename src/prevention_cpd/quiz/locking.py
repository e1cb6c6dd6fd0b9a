"""One writer at a time in a folder, whatever kernel, thread or window it belongs to."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # Windows has no such locks; there only the threads of one kernel are kept apart.
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A kernel may handle the messages of one page in two threads ("subshells") at the same time.
_THREADS = threading.Lock()


@contextlib.contextmanager
def alone(folder: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Wait until nobody else works in the folder; it is the lock itself, so no file is left behind.

    Args:
        folder: what to lock.
        waiting: called when somebody else has it, before the wait begins.
    """
    with _THREADS, contextlib.ExitStack() as stack:
        if fcntl:
            # Some network file systems lock no folders; saving must go on there.
            with contextlib.suppress(OSError):
                handle = os.open(folder, os.O_RDONLY)
                stack.callback(os.close, handle)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    waiting()
                    fcntl.flock(handle, fcntl.LOCK_EX)
        yield
