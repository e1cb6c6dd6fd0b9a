"""The pages of a learner."""

from __future__ import annotations

from typing import Any

from prevention_cpd.server.handler import Handler
from prevention_cpd.server.person import Role


class Home(Handler):
    """Shows a learner their quizzes, and leads a trainer to the first page of theirs."""

    roles = (Role.LEARNER, Role.TRAINER)
    part = "learner"

    async def get(self) -> None:
        """Show what is open, started, handed in and marked."""
        if self.who.role is Role.TRAINER:
            self.redirect(self.link(self.application.menu[Role.TRAINER][0][0]))
            return
        self.page("learner/home.html.j2")


HANDLERS: list[tuple[Any, ...]] = [(r"", Home)]
MENU = [(Role.LEARNER, "")]
