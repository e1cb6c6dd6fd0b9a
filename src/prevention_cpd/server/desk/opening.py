"""The desk on the trainer's own machine: reachable from nowhere else, opened in the browser with a token."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import stat
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.server import settings
from prevention_cpd.server.app import listen, make_app
from prevention_cpd.server.person import Person, Role
from prevention_cpd.server.signin.cookie import CookieSession
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prevention_cpd.core.tree import Tree

LOOPBACK = "127.0.0.1"
#: So long a sign-in at one's own desk lasts, in days.
_DAYS = 1


def run(tree: Tree, *, port: int, name: str, opens: bool, tell: Callable[[str], None]) -> None:
    """Serve the desk until it is stopped.

    Args:
        tree: the course.
        port: of this machine; 0 takes a free one.
        name: of the trainer; marks keep it.
        opens: whether the browser is opened.
        tell: gets the address.

    Raises:
        CourseError: when the course or its record cannot be used.
        OSError: when the port cannot be used.
    """
    close(tree.quizzes)
    token = secrets.token_urlsafe(24)
    app = make_app(
        settings.Settings(
            tree=tree,
            session=CookieSession(_DAYS),
            # Nobody stays signed in at a desk that was closed.
            secret=secrets.token_hex(32),
            token=token,
            trainer=Person("trainer", Role.TRAINER, name),
        )
    )

    async def serve() -> None:
        server = listen(app, port, LOOPBACK)
        # Tornado keeps its sockets by their number, and tells nobody which port was free.
        taken = next(iter(server._sockets.values())).getsockname()[1]  # noqa: SLF001
        address = f"http://{LOOPBACK}:{taken}/sign-in?token={token}&next={quote('/desk', safe='')}"
        tell(address)
        if opens:
            webbrowser.open(address)
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            # Windows has none of these for a loop; there Ctrl-C ends the program, and so does closing it.
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        await stopped.wait()
        server.stop()
        await server.close_all_connections()

    try:
        asyncio.run(serve())
    finally:
        app.close()


def close(folder: Path) -> None:
    """Let nobody else on this machine look into a folder: it holds keys, answers and marks.

    Raises:
        CourseError: when it is somebody else's and open to others.
    """
    if os.name != "posix":
        # There the folder of a user is closed to others unless they open it.
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not mode & 0o077:
        return
    try:
        folder.chmod(mode & ~0o077)
    except OSError:
        told = words("desk")
        problem = Problem(
            file=folder, line=0, code=Code.GRADING_SETUP, what=told["open"], fix=told["open_fix"]
        )
        raise CourseError([problem]) from None
