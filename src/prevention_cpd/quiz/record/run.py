"""A run (cohort) of the course, and the one that is current."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from prevention_cpd.quiz.record.run_tables import run

_CURRENT = select(run).where(run.c.archived_at == "").order_by(run.c.starts_at.desc()).limit(1)


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

    def holds(self, submitted_at: str) -> bool:
        """Tell whether something that was handed in at a time belongs to this run; no time belongs to all."""
        return not submitted_at or self.holds_moment(datetime.fromisoformat(submitted_at))

    def holds_moment(self, at: datetime) -> bool:
        """Tell whether a time, with its zone, lies in this run."""
        return datetime.fromisoformat(self.starts_at) <= at and self.ends_after(at)

    def ends_after(self, at: datetime) -> bool:
        """Tell whether it ends after a time, or not at all."""
        return not self.archived_at or at < datetime.fromisoformat(self.archived_at)


def current(db: Any) -> Run | None:
    """Return the run that is worked in unless another is named: the newest that has not ended."""
    return next((Run(**row) for row in db.execute(_CURRENT).mappings()), None)
