"""A stranger's file: opened only where it is an ordinary one, and read only so far."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Opens nothing but a file, and never waits; some systems lack some of these.
_FLAGS = sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC", "O_NOCTTY")
)


class RefusedError(Exception):
    """A file as a whole is not read; the message says why."""


def read_regular(path: Path, largest: int) -> bytes:
    """Return the bytes of a regular file; a link, pipe, device or folder is refused, not followed.

    Args:
        path: the file, perhaps a stranger's.
        largest: the most that is read, in bytes.

    Raises:
        RefusedError: when it is no regular file, or larger.
        OSError: when it is not there or cannot be opened.
    """
    if path.is_symlink():
        raise RefusedError("it is a link, not a file")
    # A pipe would block an ordinary open for ever; and a link may have come in between.
    handle = os.open(path, _FLAGS)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise RefusedError("it is not a regular file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            # A read reserves all that it may bring, so it is asked for no more than there is.
            raw = file.read(min(found.st_size, largest) + 1)
            if found.st_size < len(raw) <= largest:
                raw += file.read(largest + 1 - len(raw))
    finally:
        os.close(handle)
    if len(raw) > largest:
        raise RefusedError(f"it is larger than {largest / 1024**2:g} MiB")
    return raw
