"""The pages of a learner."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from prevention_cpd.quiz.intake import returned
from prevention_cpd.quiz.record import run_parts
from prevention_cpd.quiz.results import reading_on
from prevention_cpd.server import pages
from prevention_cpd.server.handler import Handler
from prevention_cpd.server.learner import paper, standing, taking
from prevention_cpd.server.learner.notice import Notice
from prevention_cpd.server.person import Role
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from pathlib import Path

_QUIZ = r"quiz/([\w.-]{1,128})"


class Home(Handler):
    """Shows a learner their quizzes, and leads a trainer to the first page of theirs."""

    roles = (Role.LEARNER, Role.TRAINER)
    part = "learner"

    async def get(self) -> None:
        """Show what is open, started, handed in and marked."""
        if self.who.role is Role.TRAINER:
            menu = self.application.menu[Role.TRAINER]
            self.redirect(self.link(next((path for path, _ in menu if path != "book/"), "book/")))
            return
        papers = await self.reading(standing.of, self.course, self.who.id)
        former = await self.reading(standing.former, self.course, self.who.id)
        self.page("learner/home.html.j2", papers=papers, former=former)


class Feedback(Handler):
    """The feedback page of a learner, once it is returned."""

    roles = (Role.LEARNER,)
    part = "learner"

    async def get(self, quiz: str) -> None:
        """Send the one of this run, or of the time that is asked for; in what anybody wrote nothing runs."""
        if paper.released(self.course, quiz) is None:
            raise HTTPError(404)
        path = await self.reading(self._look, quiz, self.get_query_argument("of", ""))
        try:
            raw = await self.run(self._read, path)
        except OSError:
            raise HTTPError(404) from None
        self.set_header("Content-Security-Policy", _FEEDBACK)
        back = pages.render("learner/back.html.j2", self.link, {"text": words(self.part)}).encode()
        self.finish(_BODY.sub(lambda found: found[0] + back, raw, count=1))

    def _read(self, path: Path) -> bytes:
        """Read a page; what it tells to read again is a link where this server has that page."""
        book = self.application.cpd.book

        def address(page: str) -> str | None:
            return escape(self.link(f"book/{page}.html")) if (book / f"{page}.html").is_file() else None

        return reading_on.linked(path.read_bytes(), address)

    def _look(self, connection: Any, quiz: str, of: str) -> Path:
        if of:
            every = dict(returned.pages(returned.page(self.course, self.who.id, quiz).parent))
            found = every.get(of)
        else:
            run = run_parts.of_person(connection, self.who.id)
            found = returned.of_run(self.course, self.who.id, quiz, run)
        if found is None:
            raise HTTPError(404)
        return found


#: Where a page begins; what was written down is a file for mail too, and has no way back in it.
_BODY = re.compile(rb"<body[^>]*>")
#: The page holds its own style, and nothing that runs.
_FEEDBACK = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"

HANDLERS: list[tuple[Any, ...]] = [
    (r"", Home),
    (r"what-is-kept", Notice),
    (_QUIZ, taking.Page),
    (rf"{_QUIZ}/paper", taking.Paper),
    (rf"{_QUIZ}/state", taking.State),
    (rf"{_QUIZ}/answers/([\w.-]{{1,128}})", taking.Answer),
    (rf"{_QUIZ}/flags/([\w.-]{{1,128}})", taking.Flag),
    (rf"{_QUIZ}/hand-in", taking.HandInNow),
    (rf"{_QUIZ}/feedback", Feedback),
]
MENU = [(Role.LEARNER, "")]
