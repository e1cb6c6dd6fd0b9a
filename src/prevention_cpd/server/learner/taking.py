"""A learner at a quiz: the page, what it asks for, each answer, and the hand-in."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import asdict
from typing import Any

from tornado.web import HTTPError

from prevention_cpd.frontend import controls_words
from prevention_cpd.questions import receipt
from prevention_cpd.questions.answers import now, read_value
from prevention_cpd.questions.kinds.text.scorer import LONGEST
from prevention_cpd.questions.regular import RefusedError as UnreadableError
from prevention_cpd.quiz.format.pass_told import pass_told
from prevention_cpd.quiz.intake import returned
from prevention_cpd.quiz.record import kept, people, run_parts
from prevention_cpd.quiz.record.kept import Change
from prevention_cpd.quiz.take.ordering import for_learner
from prevention_cpd.quiz.words import say, words
from prevention_cpd.server.handler import Handler, RefusedError
from prevention_cpd.server.learner import notice, paper, standing
from prevention_cpd.server.learner.handing_in import hand_in
from prevention_cpd.server.person import Role
from prevention_cpd.server.words import words as own_words


class Asking(Handler):
    """Asks for something of a quiz that was released, and is open to this learner."""

    roles = (Role.LEARNER,)
    part = "learner"
    for_program = True
    paper: dict[str, Any]
    #: Whether its feedback is returned, so that nothing more is taken.
    closed: bool
    #: What `read` has returned.
    found: Any

    async def prepare(self) -> None:
        """Find the quiz, and what is to be told of it."""
        await super().prepare()
        if not self._finished:
            self.found = await self.reading(self._look)

    def _look(self, connection: Any) -> Any:
        found = paper.released(self.course, self.path_args[0])
        if found is None or not standing.may_see(connection, self.course, self.who.id, found):
            raise HTTPError(404)
        self.paper = found
        run = run_parts.of_person(connection, self.who.id)
        self.closed = returned.is_closed(self.course, self.who.id, self.quiz, run)
        return self.read(connection)

    def read(self, connection: Any) -> Any:
        """Read what is asked for, in the thread in which the quiz is found: one turn there, and not two."""

    @property
    def quiz(self) -> str:
        """Its id."""
        return str(self.paper["quiz"])

    @property
    def question(self) -> str:
        """The question that the address names."""
        name = self.path_args[1]
        if name not in {each["id"] for each in self.paper["questions"]}:
            raise RefusedError(404, words("saving")["unknown"])
        return str(name)

    def still_open(self) -> None:
        """Refuse where nothing more is taken for this quiz."""
        if self.closed:
            raise RefusedError(409, own_words("learner")["closed"])

    def sent(self) -> Any:
        """Return what the page sent as JSON."""
        try:
            return read_value(self.request.body)
        except UnreadableError:
            raise HTTPError(400) from None


class Page(Asking):
    """The page of a quiz."""

    for_program = False

    def read(self, connection: Any) -> bool:
        """Tell whether they have read what is kept."""
        return kept.has_read(connection, self.who.id, notice.digest(self))

    def get(self, _quiz: str) -> None:
        """Show the quiz to who has read what is kept."""
        if not self.found:
            self.redirect(self.link(f"what-is-kept?next={self.quiz}"))
            return
        if self.closed:
            self.redirect(self.link(f"quiz/{self.quiz}/feedback"))
            return
        self.page("learner/quiz.html.j2", paper=self.paper, rules=" ".join(pass_told(self.paper)))


class Paper(Asking):
    """The questions, in the order of this learner, and the words of the page."""

    def read(self, connection: Any) -> str | None:
        """Return the deadline of this learner."""
        return standing.deadline(connection, self.paper, self.who.id)

    def get(self, _quiz: str) -> None:
        """Send them."""
        asked = {**for_learner(self.paper, self.who.id), "deadline": self.found}
        texts = {**controls_words(), **words("widget"), **own_words("learner")["quiz"]}
        self.finish({"quiz": asked, "strings": texts})


class State(Asking):
    """What is known of this learner's work by now."""

    def read(self, connection: Any) -> dict[str, Any]:
        """Return it."""
        return state(connection, self.paper, self.who.id)

    def get(self, _quiz: str) -> None:
        """Send it."""
        self.finish(self.found)


def state(connection: Any, asked: dict[str, Any], person: str) -> dict[str, Any]:
    """Return what the page is told of a learner's work."""
    work = kept.read(connection, person, asked["quiz"])
    names = {each["id"] for each in asked["questions"]}
    code = receipt.code(asked["quiz"], asked["form"], work.values)
    return {
        "answers": {name: value for name, value in work.values.items() if name in names},
        "saved_at": work.saved_at,
        "unsaved": {},
        "flags": sorted(names & set(work.flags)),
        "hand_ins": [asdict(each) for each in work.hand_ins],
        "changed": bool(work.hand_ins) and work.hand_ins[-1].code != code,
        "note": "",
    }


class Answer(Asking):
    """One answer."""

    async def put(self, _quiz: str, _question: str) -> None:
        """Keep it; the reply goes out when it is safe."""
        sent, question = self.sent(), self.question
        self.still_open()
        if not isinstance(sent, dict) or not {"value", "view", "turn"} <= sent.keys():
            raise HTTPError(400)
        value, view, turn = sent["value"], sent["view"], sent["turn"]
        if not isinstance(view, str) or not re.fullmatch(r"[0-9A-Za-z]{1,32}", view):
            raise HTTPError(400)
        if type(turn) is not int or not 0 < turn < 2**31:
            raise HTTPError(400)
        if isinstance(value, str) and len(value) > LONGEST:
            raise RefusedError(413, say("saving", "too_long", longest=f"{LONGEST:,}"))
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        change = Change(
            person=self.who.id, quiz=self.quiz, question=question, value=text, view=view, turn=turn
        )
        # Also when the browser hangs up meanwhile, what came is kept.
        at = await asyncio.shield(self.application.keeping.keep(change))
        if not at and not await self.reading(people.names, [self.who.id]):
            raise HTTPError(401)
        if not at:
            raise RefusedError(413, words("saving")["too_large"])
        self.finish({"at": at})


class Flag(Asking):
    """Whether a learner wants to look at a question again."""

    async def put(self, _quiz: str, _question: str) -> None:
        """Remember it."""
        question, on = self.question, self.sent()
        if not isinstance(on, bool):
            raise HTTPError(400)
        await self.record(_set_flag, self.who.id, self.quiz, question, on)
        self.finish({})


def _set_flag(connection: Any, person: str, quiz: str, question: str, on: bool) -> None:  # noqa: FBT001
    kept.set_flag(connection, person, quiz, question, on=on)


class HandInNow(Asking):
    """The hand-in."""

    async def post(self, _quiz: str) -> None:
        """Hand in what is kept by now."""
        self.still_open()
        learner, under_way = {"id": self.who.id, "name": self.who.name}, self.application.handing_in
        if learner["id"] in under_way:
            raise RefusedError(409, own_words("learner")["handing_in_already"])
        under_way.add(learner["id"])
        work = asyncio.get_running_loop().run_in_executor(self.application.filing, self._hand_in, learner)
        # Not when this request ends: the browser may hang up, and the work goes on.
        work.add_done_callback(lambda _done: under_way.discard(learner["id"]))
        found = await asyncio.shield(work)
        self.finish({"hand_ins": found["hand_ins"], "changed": found["changed"], "told": ""})

    def _hand_in(self, learner: dict[str, str]) -> dict[str, Any]:
        app = self.application
        hand_in(app.reader, app.engine, self.course, self.paper, learner, now())
        with app.reader.connect() as connection:
            return state(connection, self.paper, self.who.id)
