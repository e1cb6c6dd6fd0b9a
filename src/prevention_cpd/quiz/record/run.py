"""A run (cohort) of the course, and the one that is current."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from prevention_cpd.quiz.record.run_tables import run

if TYPE_CHECKING:
    from collections.abc import Iterable

_GOING_ON = select(run).where(run.c.archived_at == "").order_by(run.c.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of the course."""

    id: str
    title: str
    #: ISO 8601 with zone; what was handed in before or after does not belong to it. Empty while it goes on.
    starts_at: str
    archived_at: str = ""
    #: The day on which its data are to be erased, ISO 8601; empty if none is set.
    delete_on: str = ""
    people: int = 0

    @property
    def begins(self) -> datetime:
        """When it starts, with its zone."""
        return datetime.fromisoformat(self.starts_at)

    def holds(self, submitted_at: str) -> bool:
        """Tell whether something that was handed in at a time belongs to this run; no time belongs to all."""
        return not submitted_at or self.holds_moment(datetime.fromisoformat(submitted_at))

    def holds_moment(self, at: datetime) -> bool:
        """Tell whether a time, with its zone, lies in this run."""
        return self.begins <= at and self.ends_after(at)

    def ends_after(self, at: datetime) -> bool:
        """Tell whether it ends after a time, or not at all."""
        return not self.archived_at or at < datetime.fromisoformat(self.archived_at)


def current(db: Any) -> Run | None:
    """Return the run that is worked in unless another is named, as `current_of` does."""
    return current_of(Run(**row) for row in db.execute(_GOING_ON).mappings())


def current_of(runs: Iterable[Run]) -> Run | None:
    """Return the latest of these that has begun and not ended, else the next to begin; None for none."""
    going_on, now = [each for each in runs if not each.archived_at], datetime.now(UTC)
    begun = [each for each in going_on if each.begins <= now]
    if begun:
        return max(begun, key=lambda each: each.begins)
    return min(going_on, key=lambda each: each.begins, default=None)
