"""How a learner stands with each paper: open, started, handed in, marked, passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.intake import returned
from prevention_cpd.quiz.record import dates, kept, resits, run_parts
from prevention_cpd.quiz.results import papers as marked
from prevention_cpd.quiz.results import verdict
from prevention_cpd.server.learner import paper as released

if TYPE_CHECKING:
    from pathlib import Path

    from prevention_cpd.quiz.record.run import Run
    from prevention_cpd.quiz.results.papers import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One paper, as its learner sees it."""

    quiz: str
    title: str
    form: str
    questions: int
    #: `open`, `started`, `handed_in`, or `marked`: the feedback can be read, and nothing more is taken.
    state: str
    #: ISO 8601 with zone; empty where there is none.
    saved_at: str = ""
    handed_in_at: str = ""
    due: str = ""
    #: Whether it was passed, and which rules were missed, in words; empty while there is no feedback.
    result: tuple[str, ...] = ()


def deadline(connection: Any, paper: dict[str, Any], person: str) -> str | None:
    """Return until when this learner may hand in, ISO 8601 with zone; None where there is no deadline."""
    if found := dates.due(connection, paper["quiz"], person):
        return found.isoformat()
    # A quiz that was released without a gradebook tells its own.
    return None if dates.general(connection, paper["quiz"]) else paper.get("deadline")


def may_see(connection: Any, course: Path, person: str, paper: dict[str, Any]) -> bool:
    """Tell whether a paper is for this learner: a further form is for who has not passed the one before.

    What a trainer has decided of a learner goes before this rule.
    """
    before = released.form_before(course, paper)
    if before is None or paper["quiz"] in kept.started(connection, person):
        return True
    run = run_parts.of_person(connection, person)
    if (decided := resits.decided_of(connection, paper["quiz"], person, run)) is not None:
        return decided
    if not returned.is_closed(course, person, before["quiz"], run):
        return False
    taken = _marked(connection, course, person, before["quiz"], run)
    return taken is not None and taken.passed is False


def of(connection: Any, course: Path, person: str) -> list[Standing]:
    """Return how a learner stands with every paper that is for them."""
    started, handed_in = kept.started(connection, person), kept.handed_in(connection, person)
    run, found = run_parts.of_person(connection, person), []
    for paper in released.all_released(course):
        if not may_see(connection, course, person, paper):
            continue
        quiz = paper["quiz"]
        result: tuple[str, ...] = ()
        state = "handed_in" if quiz in handed_in else "started" if quiz in started else "open"
        if returned.is_closed(course, person, quiz, run):
            state, result = "marked", _result(_marked(connection, course, person, quiz, run))
        found.append(
            Standing(
                quiz=quiz,
                title=paper.get("title") or quiz,
                form=paper["form"],
                questions=len(paper["questions"]),
                state=state,
                saved_at=started.get(quiz, ""),
                handed_in_at=handed_in.get(quiz, ""),
                due=deadline(connection, paper, person) or "",
                result=result,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Former:
    """A feedback page of an earlier run."""

    quiz: str
    title: str
    form: str
    #: When what it tells of was handed in: ISO 8601 in UTC.
    at: str


def former(connection: Any, course: Path, person: str) -> list[Former]:
    """Return the feedback that a learner got in earlier runs, also of papers that are not for them now."""
    if (run := run_parts.of_person(connection, person)) is None:
        return []
    return [
        Former(paper["quiz"], paper.get("title") or paper["quiz"], paper["form"], at)
        for paper in released.all_released(course)
        for at, _page in returned.pages(returned.page(course, person, paper["quiz"]).parent)
        if not run.holds(at)
    ]


def _marked(connection: Any, course: Path, person: str, quiz: str, run: Run | None) -> Paper | None:
    """Return what was graded of one form."""
    own = {person: run} if run else None
    every = marked.of(course, connection, quiz, [person], run=own)[person]
    return next((each for each in every if each.form.id == quiz and each.attempt), None)


def _result(paper: Paper | None) -> tuple[str, ...]:
    if paper is None or paper.form.rule is None:
        return ()
    missed = verdict.missed(paper.form, paper.missed) if paper.passed is False else ()
    return (verdict.outcome(passed=paper.passed) + ".", *missed)
