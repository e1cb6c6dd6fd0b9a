"""The desk on the trainer's own machine: reachable from nowhere else, opened in the browser with a token."""

from __future__ import annotations

import secrets
import webbrowser
from typing import TYPE_CHECKING
from urllib.parse import quote

from prevention_cpd.quiz.build import assignments
from prevention_cpd.server import serving
from prevention_cpd.server.person import Person, Role
from prevention_cpd.server.settings import Settings
from prevention_cpd.server.signin.cookie import CookieSession

if TYPE_CHECKING:
    from collections.abc import Callable

    from prevention_cpd.core.tree import Tree

LOOPBACK = "127.0.0.1"


def run(tree: Tree, *, port: int, name: str, opens: bool, tell: Callable[[str], None]) -> None:
    """Serve the desk until it is stopped; the folder with keys and answers is closed to others before.

    Args:
        tree: the course; its quizzes are built from the banks.
        port: of this machine; 0 takes a free one.
        name: of the trainer; marks keep it.
        opens: whether the browser is opened.
        tell: gets the address.

    Raises:
        CourseError: when the course or its record cannot be used.
        OSError: when the folder cannot be closed, or the port cannot be used.
    """
    serving.close_folder(tree.quizzes)
    assignments.build_all(tree)
    token = secrets.token_urlsafe(24)
    settings = Settings(
        tree=tree,
        session=CookieSession(),
        # Nobody stays signed in at a desk that was closed.
        secret=secrets.token_hex(32),
        token=token,
        trainer=Person("trainer", Role.TRAINER, name),
    )

    def ready(_app: object, bound: int) -> None:
        address = f"http://{LOOPBACK}:{bound}/sign-in?token={token}&next={quote('/desk', safe='')}"
        tell(address)
        if opens:
            webbrowser.open(address)

    serving.serve(settings, LOOPBACK, port, ready=ready)
