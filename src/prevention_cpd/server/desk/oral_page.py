"""What a person left blank in a quiz, and noting that they answered it in a talk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from prevention_cpd.quiz.marking import oral
from prevention_cpd.quiz.marking.giving import MarkingError
from prevention_cpd.server.desk.person_pages import PersonPage
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Oral(PersonPage):
    """Shows what was left blank, and takes what was heard or takes it back."""

    async def get(self, person: str, quiz: str) -> None:  # type: ignore[override]  # the address names the quiz
        """Show it."""
        one = await self.known(person)
        form = self.form_of(quiz)
        blanks = await self.reading(oral.blanks, quiz, person, self.chosen)
        self.show("oral.html.j2", one=one, form=form, blanks=blanks, by=self.who.shown)

    async def post(self, person: str, quiz: str) -> None:  # type: ignore[override]
        """Note it."""
        one = await self.known(person)
        self.not_ended()
        place = self.get_body_argument("place", "")
        points = self.get_body_argument("points", "")
        if not re.fullmatch(r"\d{1,3}", place) or not re.fullmatch(r"(\d{1,4}(\.\d{1,3})?)?", points):
            raise RefusedError(400, self.say("oral_points"))
        try:
            await self.record(self._note, quiz, one.id, int(place), points)
        except MarkingError as error:
            raise RefusedError(400, str(error)) from None
        self.go(f"desk/person/{quote(one.id)}/oral/{quiz}")

    def _note(self, connection: Connection, quiz: str, person: str, place: int, points: str) -> None:
        """Write what was heard; without points it is taken back."""
        if points:
            by = self.get_body_argument("by", "")
            oral.hear(connection, quiz, person, place, by=by, points=float(points), run=self.chosen)
        else:
            oral.take_back(connection, quiz, person, place, run=self.chosen)
