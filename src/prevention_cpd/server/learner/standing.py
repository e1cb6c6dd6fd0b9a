"""How a learner stands with each paper: open, started, handed in, marked, passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.record import kept
from prevention_cpd.server.learner import paper as papers

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One paper, as its learner sees it."""

    quiz: str
    title: str
    form: str
    questions: int
    #: `open`, `started`, `handed_in`, `marked`.
    state: str
    #: ISO 8601 with zone; empty where there is none.
    saved_at: str = ""
    handed_in_at: str = ""
    due: str = ""
    #: Whether feedback can be read.
    returned: bool = False
    #: Whether it was passed, in words; empty while that is not known.
    result: str = ""


def is_closed(course: Path, person: str, quiz: str) -> bool:
    """Tell whether nothing more is taken: who has seen the feedback answers no more."""
    return feedback(course, person, quiz).is_file()


def feedback(course: Path, person: str, quiz: str) -> Path:
    """Return where the feedback page of a learner stands once it is returned."""
    return course / "feedback" / person / quiz / f"{quiz}.html"


def deadline(_connection: Any, paper: dict[str, Any], _person: str) -> str | None:
    """Return until when this learner may hand in, ISO 8601 with zone; None where there is no deadline."""
    return paper.get("deadline") or None


def may_see(_connection: Any, _course: Path, _person: str, _paper: dict[str, Any]) -> bool:
    """Tell whether a paper is for this learner now."""
    return True


def of(connection: Any, course: Path, person: str) -> list[Standing]:
    """Return how a learner stands with every paper that is for them."""
    started, handed_in = kept.started(connection, person), kept.handed_in(connection, person)
    found = []
    for paper in papers.all_released(course):
        quiz = paper["quiz"]
        returned = is_closed(course, person, quiz)
        state = "started" if quiz in started else "open"
        state = "marked" if returned else "handed_in" if quiz in handed_in else state
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
                returned=returned,
            )
        )
    return found
