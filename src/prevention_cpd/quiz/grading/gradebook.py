"""The gradebook as several people need it: on SQLite with a log that lets readers read, or on PostgreSQL."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader import dbutil
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from traitlets.config import Config

#: The environment variable that names the gradebook, as SQLAlchemy writes addresses of databases.
VARIABLE = "CPD_GRADEBOOK"
#: How long a write waits for another one in SQLite, in milliseconds.
BUSY = 30_000
#: The driver of PostgreSQL, and the names of that database without one.
_DRIVER, _POSTGRESQL = "psycopg", {"postgresql", "postgres"}


_write: Callable[[str, str], None] = dbutil.write_alembic_ini


class GradebookError(Exception):
    """The gradebook that was named cannot be used; `what` says why, `fix` what to do."""

    def __init__(self, name: str, **values: str) -> None:
        self.what = say("gradebook", name, variable=VARIABLE, **values)
        self.fix = say("gradebook", f"{name}_fix")
        super().__init__(f"{self.what}. {self.fix}.")


def configure(config: Config | None = None) -> None:
    """Make this process ready for gradebooks; may run again.

    Each SQLite connection gets a busy timeout and a write-ahead log.

    Args:
        config: nbgrader's configuration; it is given the gradebook that `CPD_GRADEBOOK` names.

    Raises:
        SystemExit: with the reason, when that gradebook cannot be used. nbgrader goes on after any
            other error in its configuration, and would grade with its own settings.
    """
    if not shutil.which("alembic"):
        # nbgrader calls alembic by its name, which fails where the environment is not activated.
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    if not event.contains(Engine, "connect", _on_connect):
        event.listen(Engine, "connect", _on_connect)
    dbutil.write_alembic_ini = _write_ini
    if config is None:
        return
    try:
        named = address()
    except GradebookError as error:
        sys.exit(str(error))
    if named:
        config.CourseDirectory.db_url = named


def address() -> str | None:
    """Return the address of the gradebook that `CPD_GRADEBOOK` names, for `CourseDirectory.db_url`.

    Returns:
        None when the variable is not set: then the gradebook is `gradebook.db` in the course's folder.

    Raises:
        GradebookError: when it is no address, names a database of another kind, or the driver is missing.
            The message holds no password.
    """
    named = os.environ.get(VARIABLE, "").strip()
    if not named:
        return None
    try:
        url = make_url(named)
    except (ArgumentError, ValueError):
        # The address itself is not repeated: a password may stand in it.
        raise GradebookError("no_address") from None
    kind, _, driver = url.drivername.partition("+")
    if kind == "sqlite" and not driver:
        return named
    if kind not in _POSTGRESQL or driver not in {"", _DRIVER}:
        raise GradebookError("other_kind", kind=url.drivername)
    if not importlib.util.find_spec(_DRIVER):
        raise GradebookError("no_driver")
    # The password is left out of the text of an address unless one asks for it.
    return url.set(drivername=f"postgresql+{_DRIVER}").render_as_string(hide_password=False)


def absent(url: str) -> bool:
    """Tell whether the gradebook is a file that is not there; nbgrader would make an empty one."""
    place = make_url(url)
    return place.get_backend_name() == "sqlite" and not Path(place.database or "").exists()


@contextlib.contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn what is wrong with the gradebook into a problem of the course.

    Args:
        place: the file that the problem is said to be in, whatever gradebook is used.

    Raises:
        CourseError: when the gradebook that was named cannot be used, does not answer or cannot be written.
    """
    try:
        address()
        yield
    except GradebookError as error:
        what, fix = error.what, error.fix
    except DBAPIError as error:
        # Only the first line: SQLAlchemy adds the statement, which holds names of learners.
        why = str(error.orig).strip().partition("\n")[0]
        what, fix = say("gradebook", "unusable", why=why), say("gradebook", "unusable_fix")
    else:
        return
    raise CourseError([Problem(file=place, line=0, code=Code.GRADING_SETUP, what=what, fix=fix)])


def _write_ini(path: str, address: str) -> None:
    # `nbgrader db upgrade` puts the address into a file in which a percent sign must stand twice.
    _write(path, address.replace("%", "%%"))


def _on_connect(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.execute(f"PRAGMA busy_timeout = {BUSY}")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError:
        # A read-only gradebook, or a file system without locks: it works as it did before.
        return
