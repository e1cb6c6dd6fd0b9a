"""What one running server is told."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from prevention_cpd.core.files import write_text
from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.record import access
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from pathlib import Path

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.server.handler import Handler
    from prevention_cpd.server.person import Person

#: Copies of the server on several machines are given one secret by this variable.
SECRET = "CPD_SERVER_SECRET"  # noqa: S105  # the name of a variable


class Session(Protocol):
    """How a browser stays signed in: a cookie of our own, or JupyterHub."""

    async def person(self, handler: Handler) -> Person | None:
        """Return who sends the request; None while nobody is signed in."""

    def address(self, handler: Handler) -> str:
        """Return where somebody signs in, to come back to what they asked for."""

    def leave(self, handler: Handler) -> str:
        """Forget who it was; return where to go then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one server."""

    tree: Tree
    session: Session
    #: Signs cookies. Whoever knows it can be anybody.
    secret: str
    #: The path that all addresses begin with; begins and ends with a slash.
    base_url: str = "/"
    #: Lets its holder in as `trainer`; nobody where it is empty.
    token: str = ""
    trainer: Person | None = None
    #: Whether learners sign in with one-time codes.
    codes: bool = False
    #: Whether the browser's connection is encrypted; cookies then never travel without.
    encrypted: bool = False
    #: Whether a proxy of our own tells from where a request comes.
    behind_proxy: bool = False

    @property
    def course(self) -> Path:
        """The folder of the nbgrader course."""
        return self.tree.quizzes

    @property
    def book(self) -> Path:
        """The folder of the compiled book."""
        return self.tree.root / "_build" / "html"

    @property
    def db_url(self) -> str:
        """The database of the class record."""
        return access.address(self.course)


def secret(course: Path) -> str:
    """Return the secret that signs cookies, so that a restart signs nobody out.

    It stands in `CPD_SERVER_SECRET`, or in a file of the course's folder that is made once.

    Raises:
        OSError: when the file can be neither read nor made.
        PermissionError: when others can read it.
    """
    if given := os.environ.get(SECRET):
        return given
    path = course / ".server-secret"
    # Two copies that start at once agree on one.
    with alone(course):
        if path.is_symlink() or path.exists():
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode) or (os.name == "posix" and mode & 0o077):
                raise PermissionError(errno.EACCES, words("service")["open_secret"], str(path))
            if found := path.read_text(encoding="ascii"):
                return found
        made = secrets.token_hex(32)
        write_text(path, made)
        return made
