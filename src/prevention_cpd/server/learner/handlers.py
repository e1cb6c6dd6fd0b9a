"""The pages of a learner."""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError

from prevention_cpd.quiz.intake import returned
from prevention_cpd.server.handler import Handler
from prevention_cpd.server.learner import standing, taking
from prevention_cpd.server.learner.notice import Notice
from prevention_cpd.server.person import Role

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
        self.page("learner/home.html.j2", papers=await self.reading(standing.of, self.course, self.who.id))


class Feedback(taking.Asking):
    """The feedback page of a learner, once it is returned."""

    for_program = False

    async def get(self, _quiz: str) -> None:
        """Send it; it may hold what anybody wrote, so nothing in it runs."""
        path = returned.page(self.course, self.who.id, self.quiz)
        try:
            page = await self.run(path.read_bytes)
        except OSError:
            raise HTTPError(404) from None
        self.set_header("Content-Security-Policy", _FEEDBACK)
        self.finish(page)


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
