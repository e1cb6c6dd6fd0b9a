"""Hand-ins that come as files: dropped, looked at, and taken in; and the quiz as a file to send out."""

from __future__ import annotations

import functools
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from prevention_cpd.quiz.format import naming
from prevention_cpd.quiz.intake import receiving_files
from prevention_cpd.quiz.page.page import page as page_of
from prevention_cpd.quiz.results import sending
from prevention_cpd.server.desk import tray
from prevention_cpd.server.desk.common import DeskPage, zipped
from prevention_cpd.server.desk.common import page_of as part_of

if TYPE_CHECKING:
    from prevention_cpd.quiz.intake.receiving_files import Outcome

#: What has to be looked at stands first.
_ORDER = ("unreadable", "unknown", "closed", "older", "new", "double")
#: The page runs by itself, as from a disk, and reaches nothing of the desk.
_ALONE = (
    "sandbox allow-scripts allow-modals allow-downloads; default-src 'none'; frame-ancestors 'none'; "
    "script-src 'unsafe-inline' blob: data:; style-src 'unsafe-inline'; img-src data:"
)


class Receive(DeskPage):
    """Asks for files."""

    async def get(self) -> None:
        """Show where to drop them."""
        self.show("receive.html.j2", tray=tray.new())


class Received(DeskPage):
    """Shows what would be taken in, and takes it in."""

    async def get(self, name: str) -> None:
        """Show it."""
        if self._has_gone(name):
            return
        await self._show(name, await self.run(self._work, name))

    async def post(self, name: str) -> None:
        """Take it in; what is not taken in is set aside with the reason."""
        if self._has_gone(name):
            return
        found = await self.run(functools.partial(self._work, name, dry_run=False))
        tray.clear(name)
        await self._show("", found)

    def _has_gone(self, name: str) -> bool:
        """Lead back to where files are dropped when none are here, as when a page is loaded again."""
        if gone := not tray.files(name):
            self.go("desk/receive", said=self.say("no_files"))
        return gone

    async def _show(self, name: str, found: tuple[list[Outcome], int]) -> None:
        outcomes = sorted(found[0], key=lambda each: _ORDER.index(each.received.state))
        self.show(
            "received.html.j2",
            tray=name,
            page=part_of(outcomes, self.get_query_argument("page", "")),
            counts=Counter(each.received.state for each in outcomes),
            others=found[1],
            order=_ORDER,
        )

    def _work(self, name: str, *, dry_run: bool = True) -> tuple[list[Outcome], int]:
        return receiving_files.receive(self.course, tray.files(name), now=datetime.now(UTC), dry_run=dry_run)


class FeedbackFiles(DeskPage):
    """Gives the feedback pages of a quiz as a zip, for learners who have neither server nor Jupyter."""

    async def get(self, quiz: str) -> None:
        """Send it."""
        self.form_of(quiz)
        self.give(f"{quiz}-feedback.zip", "application/zip", await self.run(self._made, quiz))

    def _made(self, quiz: str) -> bytes:
        with tempfile.TemporaryDirectory(prefix="cpd-feedback-") as name:
            sending.write(self.course, quiz, Path(name), run=self.chosen)
            return zipped(Path(name))


class QuizFile(DeskPage):
    """Gives the quiz as one HTML file, or shows it without keeping anything."""

    async def get(self, quiz: str, which: str) -> None:
        """Send it."""
        self.form_of(quiz)
        text = await self.run(self._made, quiz, which == "preview")
        self.set_header("Content-Security-Policy", _ALONE)
        if which == "file":
            self.give(f"{quiz}.html", "text/html; charset=utf-8", text.encode())
        else:
            self.finish(text)

    def _made(self, quiz: str, preview: bool) -> str:  # noqa: FBT001  # one of two pages
        return page_of(naming.given_out(self.course, quiz, built_first=preview), preview=preview)
