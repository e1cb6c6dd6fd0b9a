"""Marking: the questions of a quiz, one answer after the other, training before the first, and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from prevention_cpd.quiz.marking import acts, settings, training
from prevention_cpd.quiz.marking.agreement import FEWEST
from prevention_cpd.quiz.marking.giving import MarkingError, give, undo
from prevention_cpd.quiz.marking.second import compare, draw, drawn_answers
from prevention_cpd.quiz.marking.written import written
from prevention_cpd.server.desk.common import page_of
from prevention_cpd.server.desk.marking_base import MarkingPage, after, choices, points_of, to_mark
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from prevention_cpd.quiz.marking.state import Answer
    from prevention_cpd.quiz.marking.written import Written


class Questions(MarkingPage):
    """Shows the written questions of a quiz, how far each is, and how far two markers agree."""

    async def get(self, quiz: str) -> None:
        """Show them."""
        form = self.form_of(quiz)
        found = await self.record(self._look, quiz)
        self.show(
            "marking.html.j2", form=form, marker=self.marker, asks=self.may_say_who, fewest=FEWEST, **found
        )

    async def post(self, quiz: str) -> None:
        """Set who is marking, and how."""
        self.form_of(quiz)
        if "marker" in self.request.body_arguments:
            name = " ".join(self.get_body_argument("marker").split())[:100]
            if self.may_say_who and name:
                self.set_marker(name)
        else:
            share = self.get_body_argument("share", "0")
            if not (share.isdecimal() and int(share) <= 100):
                raise RefusedError(400, self.say("share_wrong"))
            new = settings.Setting(
                names_hidden="hidden" in self.request.body_arguments, second_share=int(share) / 100
            )
            await self.record(self._set, quiz, new)
        self.go(f"desk/marking/{quiz}")

    def _set(self, connection: Connection, quiz: str, new: settings.Setting) -> None:
        settings.save(connection, quiz, new)
        for question in written(connection, self.course, quiz):
            draw(connection, question, new.second_share, run=self.chosen)

    def _look(self, connection: Connection, quiz: str) -> dict[str, Any]:
        rows = []
        for question in written(connection, self.course, quiz):
            every = drawn_answers(connection, question, run=self.chosen)
            rows.append(
                {
                    "question": question,
                    "answers": len(every),
                    "first": len(to_mark(every, self.marker, acts.FIRST)),
                    "second": len(to_mark(every, self.marker, acts.SECOND)),
                    "drawn": sum(each.drawn for each in every),
                    "elsewhere": sum(each.elsewhere for each in every),
                    "compared": compare(question, every),
                    "trained": len(training.tried(connection, question, self.marker)),
                    "anchors": len(question.anchors[: training.ANCHORS]),
                }
            )
        last = acts.last_of(connection, quiz, self.marker)
        return {"rows": rows, "setting": settings.load(connection, quiz), "last": last}


class Mark(MarkingPage):
    """Shows one answer with the rubric beside it, and takes its points."""

    async def get(self, quiz: str, name: str) -> None:
        """Show the next answer that waits, or the one that is asked for."""
        await self._show(quiz, name)

    async def post(self, quiz: str, name: str) -> None:
        """Take the points, and go on to the next."""
        part = self._part()
        try:
            await self.record(self._give, quiz, name, part)
        except MarkingError as error:
            self.set_status(409)
            await self._show(quiz, name, problem=str(error))
            return
        back = self.get_body_argument("back", "")
        if back == "settle":
            self.go(f"desk/marking/{quiz}/{name}/differences")
        else:
            answer = self.get_body_argument("answer")
            self.go(f"desk/marking/{quiz}/{name}", part=part, after=answer, said=self.say("saved"))

    def _part(self) -> str:
        part = self.get_argument("part", acts.FIRST)
        if part not in {acts.FIRST, acts.SECOND, acts.SETTLED}:
            raise HTTPError(400)
        return part

    async def _show(self, quiz: str, name: str, problem: str = "") -> None:
        form, part = self.form_of(quiz), self._part()
        question, every, found = await self.record(self._gather, quiz, name, part)
        kept = {f"c{at}": self.get_body_argument(f"c{at}", "") for at in range(len(question.rubric))}
        self.show(
            "mark.html.j2",
            form=form,
            question=question,
            part=part,
            every=every,
            problem=problem,
            kept=kept if problem else {},
            kept_comment=self.get_body_argument("comment", "") if problem else "",
            marker=self.marker,
            choices=[choices(line) for line in question.rubric],
            points_of=points_of,
            **found,
        )

    def _gather(
        self, connection: Connection, quiz: str, name: str, part: str
    ) -> tuple[Written, list[Answer], dict[str, Any]]:
        question, every, setting = self.look(connection, quiz, name)
        waiting = to_mark(every, self.marker, part)
        answer = _chosen(
            every, waiting, self.get_argument("answer", ""), self.get_query_argument("after", "")
        )
        done = training.tried(connection, question, self.marker)
        trail = acts.trail(connection, quiz, name, answer.person) if answer and part != acts.SECOND else []
        if answer and not answer.first:
            # Who marks first is not to see what the second gave.
            trail = [(each, undone) for each, undone in trail if each.part != acts.SECOND]
        return (
            question,
            every,
            {
                "answer": answer,
                "waiting": len(waiting),
                "place": every.index(answer) + 1 if answer else 0,
                "called": self.names(connection, every, setting).get(answer.id, "") if answer else "",
                "trail": trail,
                "comments": settings.comments(connection, name),
                "untrained": bool(training.coming(question, done)),
                "last": acts.last_of(connection, quiz, self.marker),
                "onward": None if answer else self._onward(connection, quiz, name, part),
            },
        )

    def _onward(self, connection: Connection, quiz: str, name: str, part: str) -> Written | None:
        """Return the next question after this one, or from the first on, that has an answer to mark."""
        for question in after(written(connection, self.course, quiz), name):
            if to_mark(drawn_answers(connection, question, run=self.chosen), self.marker, part):
                return question
        return None

    def _give(self, connection: Connection, quiz: str, name: str, part: str) -> None:
        question = self.question_of(connection, quiz, name)
        comment = self.get_body_argument("comment", "")
        give(
            connection,
            question,
            self.get_body_argument("answer"),
            self.given(question),
            comment,
            marker=self.marker,
            part=part,
            seen=self.get_body_argument("seen"),
        )
        if "keep" in self.request.body_arguments:
            settings.keep(connection, question.id, comment, self.marker)


class Undo(MarkingPage):
    """Takes back what this marker did last in a quiz."""

    async def post(self, quiz: str) -> None:
        """Undo it, and show that answer."""
        try:
            last = await self.record(self._undo, quiz)
        except MarkingError as error:
            raise RefusedError(409, str(error)) from None
        if last is None:
            self.go(f"desk/marking/{quiz}", said=self.say("nothing_to_undo"))
        else:
            path, answer = f"desk/marking/{quiz}/{last[0].question}", last[1]
            self.go(path, part=last[0].part, answer=answer, said=self.say("undone"))

    def _undo(self, connection: Connection, quiz: str) -> tuple[acts.Act, str] | None:
        last = acts.last_of(connection, quiz, self.marker)
        if last is None:
            return None
        answer = undo(connection, self.question_of(connection, quiz, last.question), last)
        return last, answer.id if answer else ""


class Forget(MarkingPage):
    """Keeps a comment no longer."""

    async def post(self, quiz: str, name: str) -> None:
        """Forget it."""
        await self.record(settings.forget, self.get_body_argument("comment"))
        self.go(f"desk/marking/{quiz}/{name}", said=self.say("forgotten"))


class Answers(MarkingPage):
    """Lists the answers to a question with what stands for each, or those where two markers differ."""

    async def get(self, quiz: str, name: str, which: str) -> None:
        """Show the list."""
        form = self.form_of(quiz)
        question, every, called = await self.record(self._look, quiz, name)
        differing = which == "differences"
        rows = [each for each in every if each.differs] if differing else every
        page = page_of(rows, self.get_query_argument("page", ""))
        template = "differences.html.j2" if differing else "answers.html.j2"
        self.show(
            template,
            form=form,
            question=question,
            page=page,
            called=called,
            choices=[choices(line) for line in question.rubric],
            points_of=points_of,
        )

    def _look(self, connection: Connection, quiz: str, name: str) -> tuple[Written, list[Answer], Any]:
        question, every, setting = self.look(connection, quiz, name)
        return question, every, self.names(connection, every, setting)


def _chosen(every: list[Answer], waiting: list[Answer], asked: str, after: str) -> Answer | None:
    """Return the answer to show: the one asked for, or the next that waits, after the last the first."""
    if asked:
        return next((each for each in every if each.id == asked), None)
    at = next((place for place, each in enumerate(every) if each.id == after), -1)
    behind = {each.id for each in every[at + 1 :]}
    return next((each for each in waiting if each.id in behind), waiting[0] if waiting else None)
