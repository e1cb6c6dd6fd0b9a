"""Read each version of a file once in a process: a build asks for the same registers on every page."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


def read_once(read: Callable[[Path], T]) -> Callable[[Path], T]:
    """Keep what `read` returns until the file's time or size changes; nobody may change the result.

    An error is not kept, and a file that is missing is left to `read`.
    """

    @functools.lru_cache(maxsize=64)
    def version(path: Path, _modified: int, _size: int) -> T:
        return read(path)

    @functools.wraps(read)
    def latest(path: Path) -> T:
        if not path.exists():
            return read(path)
        state = path.stat()
        return version(path, state.st_mtime_ns, state.st_size)

    return latest
