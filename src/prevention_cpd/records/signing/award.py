"""What a certificate is about: a person, and the quizzes that they passed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A quiz that was passed, by the attempt that counts."""

    quiz: str
    title: str
    form: str
    attempt: int
    #: When it was handed in: a date, ISO 8601.
    on: str
    #: Of the points, in per cent; and the least that passes.
    percent: float
    needed: float
    #: Who marked the written answers, as far as the class record knows.
    markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A person with everything that the provider asks for."""

    learner: str
    name: str
    #: `class-list`, `sign-in` or `self-declared`.
    identified: str
    passed: tuple[Passed, ...]

    @property
    def facts(self) -> dict[str, Any]:
        """What a certificate stands on; with other facts it has to be replaced."""
        every = [{**asdict(each), "markers": list(each.markers)} for each in self.passed]
        return {"name": self.name, "passed": every}


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is other than it was: `name`, or the titles of quizzes."""
    titles = {each["quiz"]: each["title"] for each in (*before["passed"], *now["passed"])}
    old, new = _results(before), _results(now)
    quizzes = (title for quiz, title in titles.items() if old.get(quiz) != new.get(quiz))
    return (*(["name"] if before["name"] != now["name"] else []), *quizzes)


def _results(facts: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what stands of each quiz but its title: other words for it correct nobody's mark."""
    return {
        each["quiz"]: {name: value for name, value in each.items() if name != "title"}
        for each in facts["passed"]
    }
