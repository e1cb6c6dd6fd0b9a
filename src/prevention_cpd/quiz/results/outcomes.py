"""Who passed: for each person the attempt that counts, over all forms of a quiz."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.format import naming, questions_file
from prevention_cpd.quiz.intake.submissions import learners
from prevention_cpd.quiz.record import access, people, runs
from prevention_cpd.quiz.results import papers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from prevention_cpd.quiz.record.run import Run
    from prevention_cpd.quiz.results.papers import Paper

#: So many learners are asked for together: few queries, and memory that does not grow with the class.
_TOGETHER = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One person's result."""

    learner: str
    name: str
    #: The form of the attempt that counts; empty where there is none, as in all that follows.
    form: str = ""
    #: Its number among the papers that this person took, from 1; None where there is none.
    attempt: int | None = None
    #: Points, what was taken off for handing in late left out; the most; the share, from 0 to 1.
    score: float | None = None
    of: float | None = None
    share: float | None = None
    #: None while something is to be marked, or nothing came.
    passed: bool | None = None
    #: The rules that were missed: `share`, `written:<question>`, `must:<question>`.
    missed: tuple[str, ...] = ()
    late: bool = False
    #: `not_submitted`, `not_received`, `unreadable`, `not_graded`, `waits` or `graded`.
    state: str = "not_submitted"

    @property
    def is_so_far(self) -> bool:
        """Whether the score may still change: something is to be graded or marked."""
        return self.score is not None and self.state != "graded"

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        return {**asdict(self), "missed": list(self.missed)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A class in figures; shares from 0 to 1, None where there is nobody to count."""

    people: int
    #: With marks; without anything that has any.
    taken: int
    #: The mean share of those who are marked whole.
    average: float | None
    passed: int
    #: For how many it is known whether they passed.
    decided: int

    @property
    def rate(self) -> float | None:
        """The share of those who passed among those of whom it is known."""
        return self.passed / self.decided if self.decided else None


def results(course: Path, quiz: str, *, run: str | None = None) -> tuple[Result, ...]:
    """Return the result of each person of the class list and each who handed in, in the order of their ids.

    Who has left and handed in nothing has none.
    What passes is what the quiz was released with, also where the banks have changed since.

    Args:
        course: the folder of the nbgrader course.
        quiz: any form of the quiz; all forms count.
        run: only who is in this run, and what they handed in while it went on.

    Raises:
        CourseError: when there is no such quiz, no such run or no gradebook.
    """
    naming.known(course, quiz)
    with access.reading(course) as connection:
        wanted = runs.known(connection, run, place=course / "gradebook.db") if run else None
        everybody = sorted(runs.members(connection, run)) if run else _everybody(course, connection, quiz)
        found = []
        for at in range(0, len(everybody), _TOGETHER):
            some = everybody[at : at + _TOGETHER]
            names = people.full_names(connection, some)
            found += [
                _result(person, names.get(person, ""), own)
                for person, own in papers.of(course, connection, quiz, some, run=wanted, summed=True).items()
            ]
        gone = runs.left(connection, run or "")
    return tuple(each for each in found if each.state != "not_submitted" or each.learner not in gone)


def of_person(course: Path, db: Any, quiz: str, person: str, *, run: Run | None = None) -> Result:
    """Return the result of one person, as `results` does for all; without the name.

    Args:
        course: the folder of the nbgrader course.
        db: a connection to the gradebook, or a session.
        quiz: any form of the quiz.
        person: an id.
        run: only what they handed in while it went on.
    """
    return _result(person, "", papers.of(course, db, quiz, [person], run=run)[person])


def summary(results: Sequence[Result]) -> Summary:
    """Return the figures of a class."""
    decided = [each for each in results if each.passed is not None]
    shares = [each.share for each in decided if each.share is not None]
    return Summary(
        people=len(results),
        taken=sum(each.score is not None for each in results),
        average=sum(shares) / len(shares) if shares else None,
        passed=sum(bool(each.passed) for each in decided),
        decided=len(decided),
    )


def _everybody(course: Path, connection: Connection, quiz: str) -> list[str]:
    forms = questions_file.forms(course, quiz)
    handed_in = {name for form in forms for name in learners(course / "submitted", form.id)}
    return sorted({*(set(people.everybody(connection)) - runs.left(connection)), *handed_in})


def _result(person: str, name: str, own: Sequence[Paper]) -> Result:
    counts = papers.counting(own, own[0].form.counts)
    pending = _pending(own, counts)
    if counts is None or counts.attempt is None:
        return Result(learner=person, name=name, state=pending or "not_submitted")
    attempt, passed = counts.attempt, None if pending else counts.passed
    return Result(
        learner=person,
        name=name,
        form=counts.form.form,
        attempt=papers.taken(own).index(counts) + 1,
        score=attempt.score,
        of=attempt.most,
        share=papers.share(counts),
        passed=passed,
        missed=() if passed is None else counts.missed,
        late=bool(counts.late),
        state=pending or counts.state,
    )


def _pending(own: Sequence[Paper], counts: Paper | None) -> str:
    """Return the state of a paper that may still take the place of the one that counts; empty for none."""
    others = [paper for paper in own if paper is not counts]
    if counts is None:
        return next((paper.state for paper in reversed(others) if paper.there), "")
    rule = own[0].form.counts
    if rule == "first" or (rule == "best" and counts.passed):
        return ""
    may = {"not_graded"} if rule == "last" else {"not_graded", "waits"}
    return next((paper.state for paper in reversed(others) if paper.state in may), "")
