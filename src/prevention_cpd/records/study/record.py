"""The CPD record of a person, as data: what the class record knows, and apart what the person says."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prevention_cpd.core.settings import Settings
    from prevention_cpd.quiz.record.certificates import Certificate
    from prevention_cpd.records.results import Person, QuizResult
    from prevention_cpd.records.study.study_record import StudyRecord

#: Months without anything dated after which a regulator asks why.
_MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something that happened on a day."""

    on: str
    what: str
    #: Whether only the person says so.
    reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time of three months or more without anything dated."""

    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A CPD record."""

    person: Person
    settings: Settings
    #: How the person was identified: `class-list`, `sign-in` or `self-declared`.
    identified: str
    #: A date, ISO 8601.
    made_on: str
    certificate: Certificate | None = None
    study: StudyRecord | None = None

    @property
    def taken(self) -> tuple[QuizResult, ...]:
        """The quizzes that were handed in."""
        return tuple(each for each in self.person.quizzes if each.result.attempt is not None)

    @property
    def minutes(self) -> int:
        """The study time that the course plans, without the pages that go further."""
        return sum(module.minutes for module in self.settings.modules)

    def dated(self) -> tuple[Dated, ...]:
        """Return everything that has a date, the earliest first."""
        found = [Dated(on=each.handed_in[:10], what=each.title) for each in self.taken]
        if self.study:
            found += [Dated(on=each.on, what=each.title, reported=True) for each in self.study.parts]
        return tuple(sorted((each for each in found if each.on), key=lambda each: each.on))

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        settings, provider = self.settings, self.settings.fields["provider"]
        return {
            "schema": 1,
            "type": "cpd-record",
            "person": {"id": self.person.id, "name": self.person.name, "identified": self.identified},
            "course": {
                "id": settings.id,
                "title": settings.title,
                "version": settings.version,
                "revised": settings.revised,
                "mode": "self-paced",
                "outcomes": {each.id: each.text for each in settings.outcomes.values()},
            },
            "provider": {"name": provider["name"], "contact": provider["contact"]},
            "minutes": {
                "planned": self.minutes,
                "measured": None,
                "method": settings.study_time.get("method", ""),
                "modules": {module.id: module.minutes for module in settings.modules},
            },
            "quizzes": [each.as_data() for each in self.person.quizzes],
            "certificate": self.certificate.id if self.certificate else None,
            "gaps": [asdict(gap) for gap in gaps(self.dated(), self.made_on)],
            "accreditation": None,
            "self_reported": asdict(self.study) if self.study else None,
            "made_on": self.made_on,
        }


def gaps(dated: Iterable[Dated], until: str) -> Iterator[Gap]:
    """Yield each time of three months or more in which nothing is dated, from the first entry on.

    Args:
        dated: the earliest first.
        until: the day of the record.
    """
    days = [each.on for each in dated]
    for start, end in pairwise([*days, until]):
        if _months(date.fromisoformat(start), date.fromisoformat(end)) >= _MONTHS:
            yield Gap(start=start, end=end)


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
