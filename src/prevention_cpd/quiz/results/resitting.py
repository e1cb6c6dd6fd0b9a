"""Who needs a further form of a quiz, and why: who did not pass the one before, unless a trainer decides."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.build import redating
from prevention_cpd.quiz.format import naming, questions_file
from prevention_cpd.quiz.record import access, people, resits, run_parts, runs
from prevention_cpd.quiz.results import papers, verdict
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from prevention_cpd.quiz.format.questions_file import Released

#: So many learners are asked for together.
_TOGETHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who did not pass, or of whom a trainer has decided."""

    learner: str
    name: str
    #: Which rules of a pass were missed, as sentences; empty where the form before was not failed.
    missed: tuple[str, ...]
    #: What a trainer has decided; None where the rule counts.
    decided: bool | None

    @property
    def offered(self) -> bool:
        """Whether the form is offered to them."""
        return bool(self.missed) if self.decided is None else self.decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Resit:
    """A further form, and to whom it is offered."""

    form: Released
    before: Released
    candidates: tuple[Candidate, ...]
    #: How many have answers in the form before that are not graded or marked, so that nobody knows yet.
    undecided: int

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        return {
            "quiz": self.form.id,
            "before": self.before.id,
            "undecided": self.undecided,
            "people": [{**asdict(each), "offered": each.offered} for each in self.candidates],
        }


def further(course: Path, quiz: str) -> tuple[Released, Released]:
    """Return a further form and the one before it; for the first form of a quiz it is the second.

    Raises:
        CourseError: when there is no such quiz, or it has one form.
    """
    forms = questions_file.forms(course, naming.known(course, quiz))
    if len(forms) < 2:
        what = say("resit", "one_form", quiz=quiz)
        raise CourseError([_problem(course, what, words("resit")["one_form_fix"])])
    at = max(1, next((at for at, form in enumerate(forms) if form.id == quiz), 1))
    return forms[at], forms[at - 1]


def of(course: Path, connection: Any, quiz: str, *, run: str = "") -> Resit:
    """Return to whom a further form is offered.

    Args:
        course: the folder of the nbgrader course.
        connection: to the gradebook, or a session.
        quiz: the form, or the first form of its quiz; then the second is meant.
        run: only the people of this run, with what they handed in while it went on.

    Raises:
        CourseError: when there is no such quiz or run, or the quiz has one form.
    """
    form, before = further(course, quiz)
    wanted = runs.known(connection, run, place=course / "gradebook.db") if run else None
    everybody = sorted(runs.awaited(connection, run) if run else runs.expected(connection))
    chosen = resits.decided(connection, form.id, run=wanted)
    found, undecided = [], 0
    for at in range(0, len(everybody), _TOGETHER):
        some = everybody[at : at + _TOGETHER]
        names = people.full_names(connection, some)
        # Without a run, what each person did in the one that they are in now, as the class server asks.
        parts = {} if wanted else run_parts.of(connection, some)
        held = wanted or {who: now for who, mine in parts.items() if (now := mine.at())}
        for person, own in papers.of(course, connection, before.id, some, run=held).items():
            paper = next(each for each in own if each.form.id == before.id)
            undecided += paper.passed is None and paper.state != "not_submitted"
            missed = tuple(verdict.missed(before, paper.missed)) if paper.passed is False else ()
            if missed or person in chosen:
                name = names.get(person, "")
                one = Candidate(learner=person, name=name, missed=missed, decided=chosen.get(person))
                found.append(one)
    return Resit(form=form, before=before, candidates=tuple(found), undecided=undecided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a trainer decides about a further form; each person is named once."""

    #: To whom it is offered whatever they earned; to whom it is not; for whom the rule counts again.
    add: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    #: The deadline of the form, with its zone; None changes none.
    until: datetime | None = None
    #: The run that the deadline is for; everybody unless given.
    run: str = ""


def decide(course: Path, quiz: str, decision: Decision, *, outbound: Path | None = None) -> None:
    """Decide about a further form, all of it or nothing.

    Args:
        course: the folder of the nbgrader course.
        quiz: as for `of`.
        decision: what is decided.
        outbound: the form in the exchange, where learners fetch it.

    Raises:
        CourseError: with all that is wrong; then nothing is decided.
    """
    form, _before = further(course, quiz)
    given = {True: decision.add, False: decision.leave_out, None: decision.rule}
    with access.writing(course) as connection:
        if wrong := list(_wrong(course, connection, [who for some in given.values() for who in some])):
            raise CourseError(wrong)
        for offered, some in given.items():
            resits.decide(connection, form.id, some, offered=offered)
        if decision.until:
            whom = redating.Whom(run=decision.run)
            redating.within(connection, course, form.id, decision.until, whom, outbound=outbound)


def _wrong(course: Path, connection: Connection, named: list[str]) -> Iterable[Problem]:
    known = set(people.everybody(connection))
    for person in dict.fromkeys(named):
        if person not in known:
            yield _problem(course, say("dates", "no_person", person=person), words("dates")["no_person_fix"])
        elif named.count(person) > 1:
            yield _problem(course, say("resit", "twice", person=person), words("resit")["twice_fix"])


def _problem(course: Path, what: str, fix: str) -> Problem:
    return Problem(file=course / "gradebook.db", line=0, code=Code.CLASS_LIST, what=what, fix=fix)
