"""To which of their runs what a person does belongs: to one only, so that two never mix."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from prevention_cpd.quiz.record.run import Run
from prevention_cpd.quiz.record.run_tables import member, run

if TYPE_CHECKING:
    from collections.abc import Collection

# Put together once: the class server asks at every answer.
_PARTS = select(member.c.person, run).join(run, run.c.id == member.c.run).order_by(run.c.id)
_PARTS_OF = _PARTS.where(member.c.person.in_(bindparam("people", expanding=True)))


class Parts(tuple[Run, ...]):
    """The runs of one person, the earliest first, each ending where the next begins.

    So whatever this person does belongs to one run at most, also where the runs themselves overlap.
    """

    __slots__ = ()

    def at(self, time: str = "") -> Run | None:
        """Return the run that something of this person belongs to; None for before their first.

        What comes after the end of a run and before the next one is counted to it.

        Args:
            time: ISO 8601 with zone; now unless given.
        """
        moment = datetime.fromisoformat(time) if time else datetime.now(UTC)
        begun = [place for place, each in enumerate(self) if each.begins <= moment]
        if not begun:
            return None
        following = [each.starts_at for each in self[begun[-1] + 1 :]]
        return replace(self[begun[-1]], archived_at=following[0] if following else "")

    def same(self, one: str, other: str) -> bool:
        """Tell whether two times belong to the same run; no time belongs to all."""
        return not (one and other) or self.at(one) == self.at(other)


def of(db: Any, people: Collection[str] | None = None) -> dict[str, Parts]:
    """Return the runs of each of these people, or of everybody, who is or was in any.

    Args:
        db: a connection to the gradebook, or a session.
        people: a few hundred ids at most.
    """
    found: dict[str, list[Run]] = {}
    rows = db.execute(_PARTS) if people is None else db.execute(_PARTS_OF, {"people": list(people)})
    for row in rows.mappings():
        one = Run(**{name: value for name, value in row.items() if name != "person"})
        found.setdefault(row["person"], []).append(one)
    return {person: _parted(own) for person, own in found.items()}


def of_person(db: Any, person: str, time: str = "") -> Run | None:
    """Return the run that what a person does belongs to; None where they are in none by then.

    Args:
        db: a connection to the gradebook, or a session.
        person: an id.
        time: ISO 8601 with zone; now unless given.
    """
    return of(db, [person]).get(person, Parts()).at(time)


def own(db: Any, wanted: Run, people: Collection[str] | None = None) -> dict[str, Run]:
    """Return a run as it is for each of its people: it ends for them where their next one begins."""
    found = of(db, people)
    return {who: each for who, mine in found.items() for each in mine if each.id == wanted.id}


def _parted(runs: list[Run]) -> Parts:
    ordered = sorted(runs, key=lambda each: each.begins)
    ends = [each.starts_at for each in ordered[1:]]
    pairs = zip(ordered, [*ends, ""], strict=True)
    return Parts(replace(each, archived_at=_earlier(each.archived_at, end)) for each, end in pairs)


def _earlier(one: str, other: str) -> str:
    """Return the earlier of two times; an empty one is never."""
    return min(filter(None, (one, other)), key=datetime.fromisoformat, default="")
