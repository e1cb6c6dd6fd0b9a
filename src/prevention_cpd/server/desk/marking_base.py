"""What the pages of marking share: the question, the marker, and what a form of points says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.marking import acts, settings
from prevention_cpd.quiz.marking.second import drawn_answers
from prevention_cpd.quiz.marking.written import written
from prevention_cpd.quiz.words import number
from prevention_cpd.server.desk.common import DeskPage
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from prevention_cpd.questions.model import Criterion
    from prevention_cpd.quiz.marking.settings import Setting
    from prevention_cpd.quiz.marking.state import Answer
    from prevention_cpd.quiz.marking.written import Written

#: Keeps who marks at a desk that several people use, in seconds: a working day.
_COOKIE, _DAY = "cpd-marker", 43_200
#: Up to so many points a criterion is marked in halves.
_HALVES = 2


class MarkingPage(DeskPage):
    """A page about the written answers of a quiz."""

    @property
    def may_say_who(self) -> bool:
        """Whether several people use one desk, so that each says who is marking."""
        return bool(self.application.cpd.token)

    @property
    def marker(self) -> str:
        """Who is marking."""
        raw = self.get_signed_cookie(_COOKIE, max_age_days=1) if self.may_say_who else None
        return raw.decode() if raw else self.who.shown

    def set_marker(self, name: str) -> None:
        """Note who is marking from now on."""
        cookie = self.application.settings["cookie_kwargs"]
        self.set_signed_cookie(_COOKIE, name, expires_days=1, **cookie)

    def question_of(self, connection: Connection, quiz: str, name: str) -> Written:
        """Return a written question.

        Raises:
            RefusedError: when the quiz has none of that id.
        """
        for each in written(connection, self.course, quiz):
            if each.id == name:
                return each
        raise RefusedError(404, self.say("no_question"))

    def given(self, question: Written) -> list[float]:
        """Return the points that a form gives, one number a criterion.

        Raises:
            RefusedError: when a criterion has none.
        """
        texts = [self.get_body_argument(f"c{at}", "") for at in range(len(question.rubric))]
        if not all(re.fullmatch(r"\d{1,4}(\.\d{1,3})?", each) for each in texts):
            raise RefusedError(400, self.say("each_criterion"))
        return [float(each) for each in texts]

    def look(self, connection: Connection, quiz: str, name: str) -> tuple[Written, list[Answer], Setting]:
        """Return a question, everybody's answers to it, and how the quiz is marked."""
        question = self.question_of(connection, quiz, name)
        return question, drawn_answers(connection, question, run=self.chosen), settings.load(connection, quiz)

    def names(self, connection: Connection, every: Sequence[Answer], setting: Setting) -> dict[str, str]:
        """Return how each answer's writer is called on a page: by its number while names are hidden."""
        if setting.names_hidden:
            return {each.id: self.say("answer_number", number=at) for at, each in enumerate(every, start=1)}
        from prevention_cpd.server.desk import people  # noqa: PLC0415

        known = {one.id: one.name for one in people.everybody(connection)}
        return {each.id: known.get(each.person, each.person) for each in every}


def to_mark(every: Sequence[Answer], marker: str, part: str) -> list[Answer]:
    """Return the answers that wait for a marker, in the order in which they are marked.

    Args:
        every: all answers to a question.
        marker: who.
        part: `first` or `second`.
    """
    if part == acts.SECOND:
        free = [each for each in every if each.drawn and not each.second and not each.settled]
        return [each for each in free if not (each.first and each.first.marker == marker)]
    waits = [each for each in every if (each.stands is None and each.given.waits) or each.again]
    return [each for each in waits if not (each.second and each.second.marker == marker)]


def after(questions: Sequence[Written], name: str) -> list[Written]:
    """Return the other questions, those after the one of this id first."""
    at = next(place for place, each in enumerate(questions) if each.id == name)
    return [*questions[at + 1 :], *questions[:at]]


def choices(criterion: Criterion) -> list[str]:
    """Return the points that a criterion can be given: halves where there are few, whole ones otherwise."""
    per = 2 if criterion.points <= _HALVES else 1
    whole = [at / per for at in range(int(criterion.points * per) + 1)]
    return [number(each) for each in dict.fromkeys([*whole, criterion.points])]


def points_of(given: Any) -> list[str]:
    """Return points as the choices write them; nothing where only a total is known."""
    return [number(each) for each in given.points] if given else []
