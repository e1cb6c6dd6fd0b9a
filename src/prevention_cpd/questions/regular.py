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
_NO_LINKS = hasattr(os, "O_NOFOLLOW")
#: The least that is asked for in one read, in bytes.
_CHUNK = 4096
_LINK = "it is a link, not a file"


class RefusedError(Exception):
    """A file as a whole is not read; the message says why."""


def read_regular(path: Path | str, largest: int) -> bytes:
    """Return the bytes of a regular file; a link, pipe, device or folder is refused, not followed.

    Args:
        path: the file, perhaps a stranger's.
        largest: the most that is read, in bytes.

    Raises:
        RefusedError: when it is no regular file, or larger.
        OSError: when it is not there or cannot be opened.
    """
    if not _NO_LINKS and os.path.islink(path):  # noqa: PTH114  # text is faster, and asked for in thousands
        raise RefusedError(_LINK)
    try:
        # A pipe would block an ordinary open for ever.
        handle = os.open(path, _FLAGS)
    except OSError as error:
        # Systems name a refused link differently, so it is asked for only now.
        if os.path.islink(path):  # noqa: PTH114
            raise RefusedError(_LINK) from None
        raise error from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise RefusedError("it is not a regular file")
        size, raw = min(found.st_size, largest), b""
        # A read reserves all that it may bring, so it is asked for little more than there is.
        while len(raw) <= largest and (more := os.read(handle, max(size - len(raw), _CHUNK))):
            raw += more
    finally:
        os.close(handle)
    if len(raw) > largest:
        raise RefusedError(f"it is larger than {largest / 1024**2:g} MiB")
    return raw
