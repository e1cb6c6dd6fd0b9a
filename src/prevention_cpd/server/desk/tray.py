"""Files that were dropped on a page, kept until somebody has seen what they would change and says yes."""

from __future__ import annotations

import atexit
import re
import secrets
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import IO

#: The most files in a tray, and the most characters of a file's name.
MOST = 2_000
_LONGEST = 100


@cache
def _root() -> Path:
    root = Path(tempfile.mkdtemp(prefix="cpd-desk-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


def new() -> str:
    """Return the name of a new tray."""
    return secrets.token_urlsafe(12)


def put(tray: str, name: str, file: IO[bytes]) -> None:
    """Put a file into a tray.

    Args:
        tray: from `new`.
        name: what the sender calls it; it may be anything.
        file: open, at its beginning.

    Raises:
        OSError: when it cannot be kept.
    """
    folder = _root() / tray
    folder.mkdir(mode=0o700, exist_ok=True)
    count = sum(1 for _ in folder.iterdir())
    if count >= MOST:
        raise OSError(MOST)
    safe = re.sub(r"[^\w.@+-]", "_", name)[-_LONGEST:].lstrip(".") or "file"
    # Two files of one name are two files.
    place = folder / safe if not (folder / safe).exists() else folder / f"{count}-{safe}"
    with place.open("xb") as out:
        shutil.copyfileobj(file, out)


def files(tray: str) -> list[Path]:
    """Return what lies in a tray, in the order of the names."""
    folder = _root() / tray
    return sorted(folder.iterdir()) if folder.is_dir() else []


def clear(tray: str) -> None:
    """Put a tray away with all that lies in it."""
    shutil.rmtree(_root() / tray, ignore_errors=True)
