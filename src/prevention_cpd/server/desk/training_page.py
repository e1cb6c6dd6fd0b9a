"""Training on the anchors of a question, before the first answer is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.marking import training
from prevention_cpd.server.desk.marking_base import MarkingPage, choices

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from prevention_cpd.quiz.marking.written import Written


class Training(MarkingPage):
    """Marks the anchors of a question, one by one, and shows after each where the marker differs."""

    async def get(self, quiz: str, name: str) -> None:
        """Show what was tried, and the next anchor."""
        form = self.form_of(quiz)
        question, done = await self.reading(self._look, quiz, name)
        self.show(
            "training.html.j2",
            form=form,
            question=question,
            done=done,
            of=len(question.anchors[: training.ANCHORS]),
            coming=training.coming(question, done),
            choices=[choices(line) for line in question.rubric],
            marker=self.marker,
        )

    async def post(self, quiz: str, name: str) -> None:
        """Take the points for the next anchor."""
        await self.record(self._mark, quiz, name)
        self.go(f"desk/marking/{quiz}/{name}/training")

    def _look(self, connection: Connection, quiz: str, name: str) -> tuple[Written, Any]:
        question = self.question_of(connection, quiz, name)
        return question, training.tried(connection, question, self.marker)

    def _mark(self, connection: Connection, quiz: str, name: str) -> None:
        question, done = self._look(connection, quiz, name)
        if anchor := training.coming(question, done):
            training.mark(connection, question, anchor, self.given(question), self.marker)
