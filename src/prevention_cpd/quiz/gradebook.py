"""SQLite as several people need it: readers do not block the writer, and a writer waits its turn."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

#: How long a write waits for another one, in milliseconds.
BUSY = 30_000


def configure() -> None:
    """Give each SQLite connection of this process a busy timeout and a write-ahead log; may run again."""
    if not shutil.which("alembic"):
        # nbgrader calls alembic by its name, which fails where the environment is not activated.
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    if not event.contains(Engine, "connect", _on_connect):
        event.listen(Engine, "connect", _on_connect)


def _on_connect(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.execute(f"PRAGMA busy_timeout = {BUSY}")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError:
        # A read-only gradebook, or a file system without locks: it works as it did before.
        return
