"""What a person left blank in a quiz, and noting that they answered it in a talk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from prevention_cpd.core.problems import CourseError
from prevention_cpd.questions import load_bank
from prevention_cpd.quiz.build import printed_question
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.grading import answer_views
from prevention_cpd.quiz.marking import oral
from prevention_cpd.quiz.marking.giving import MarkingError
from prevention_cpd.quiz.words import words
from prevention_cpd.server.desk.person_pages import PersonPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from prevention_cpd.quiz.marking.oral import Blank

_FIELD = "points"


class Oral(PersonPage):
    """Shows what was left blank, and takes what was heard or takes it back."""

    writes_run = True

    async def get(self, person: str, quiz: str) -> None:  # type: ignore[override]  # the address names the quiz
        """Show it."""
        await self._show(person, quiz)

    async def post(self, person: str, quiz: str) -> None:  # type: ignore[override]
        """Note all that was heard, or take one back."""
        one = await self.known(person)
        back = self.get_body_argument("back", "")
        try:
            await self.record(self._take_back if back else self._note, quiz, one.id)
        except MarkingError as error:
            self.set_status(400)
            await self._show(person, quiz, f"{str(error).removesuffix('.')}.")
            return
        self.go(f"desk/person/{quote(one.id)}/oral/{quiz}", said=self.say("oral_back" if back else "saved"))

    @property
    def _heard(self) -> dict[str, str]:
        """The points that the form gives, by the number of the question; without those of no question."""
        names = [name for name in self.request.body_arguments if re.fullmatch(rf"{_FIELD}\d{{1,3}}", name)]
        given = {name.removeprefix(_FIELD): self.get_body_argument(name) for name in names}
        return {place: text for place, text in given.items() if text}

    async def _show(self, person: str, quiz: str, problem: str = "") -> None:
        one, form = await self.known(person), self.form_of(quiz)
        blanks = await self.reading(oral.blanks, quiz, person, self.chosen)
        self.show(
            "oral.html.j2",
            one=one,
            form=form,
            # What nobody passes without is asked first.
            blanks=sorted(blanks, key=lambda blank: not blank.question.must),
            told=await self.run(self._told, quiz, blanks),
            by=self.get_body_argument("by", self.who.shown),
            heard=self._heard,
            problem=problem,
            oral=words("oral"),
        )

    def _told(self, quiz: str, blanks: tuple[Blank, ...]) -> dict[str, dict[str, Any]]:
        """Return of each question what it asks, what a full answer holds, and its outcome; texts are HTML."""
        public, outcomes = questions_file.questions(self.course, quiz), self._outcomes()
        found = {}
        for key in (blank.question for blank in blanks):
            asked = public.get(key.id, {})
            look = answer_views.rubric if key.kind == "text" else answer_views.right
            found[key.id] = {
                "situation": asked.get("scenario", {}).get("text", ""),
                "asked": asked.get("stem", "") + printed_question.choices(asked),
                "full": look(key),
                "why": key.review.get("rationale", ""),
                "outcome": outcomes.get(key.id, ""),
            }
        return found

    def _outcomes(self) -> Mapping[str, str]:
        """Return the outcome of each question that the banks have now; none where a bank is wrong."""
        known = self.application.course.outcomes
        try:
            banks = [load_bank(path) for path in self.application.cpd.tree.banks]
        except CourseError:
            return {}
        every = (question for bank in banks for question in bank.questions)
        return {each.id: known[each.outcome].text for each in every if each.outcome in known}

    def _note(self, connection: Connection, quiz: str, person: str) -> None:
        """Write all that was heard, or nothing."""
        given = self._heard
        if not given or not all(re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text) for text in given.values()):
            raise MarkingError(self.say("oral_points"))
        by = self.get_body_argument("by", "")
        for place, text in given.items():
            oral.hear(connection, quiz, person, int(place), by=by, points=float(text), run=self.chosen)

    def _take_back(self, connection: Connection, quiz: str, person: str) -> None:
        place = self.get_body_argument("back")
        if not re.fullmatch(r"\d{1,3}", place):
            raise MarkingError(self.say("oral_points"))
        oral.take_back(connection, quiz, person, int(place), run=self.chosen)
