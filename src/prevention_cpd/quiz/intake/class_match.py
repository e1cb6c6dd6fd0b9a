"""Whose hand-in it is: what somebody typed, held against the class list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from prevention_cpd.quiz.intake.quarantine import storable
from prevention_cpd.quiz.record.tables import person

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassMatch:
    """The class list, by all that people may write instead of their id."""

    #: First and last name by id.
    names: dict[str, str]
    #: Ids by what can be written for them, in small letters: id, mail address.
    written: dict[str, set[str]]
    #: Ids by full name, in small letters.
    called: dict[str, set[str]]

    @classmethod
    def of(cls, connection: Connection) -> ClassMatch:
        """Read the class list from the record."""
        found = cls(names={}, written={}, called={})
        columns = (person.c.id, person.c.first_name, person.c.last_name, person.c.email)
        for name, first, last, email in connection.execute(select(*columns)):
            full = " ".join(filter(None, (first, last)))
            found.names[name] = full
            for text in filter(None, (name, email)):
                found.written.setdefault(text.strip().casefold(), set()).add(name)
            found.called.setdefault(full.casefold(), set()).add(name)
        return found

    def find(self, typed: str) -> str | None:
        """Return the id that somebody meant, if it can only be one and can name a folder."""
        found = {typed} if typed in self.names else self.written.get(typed.casefold(), set())
        one = next(iter(found)) if len(found) == 1 else None
        return one if one is not None and _is_folder(one) else None

    def near(self, typed: str, name: str) -> str:
        """Return the id of the one person of this name, as a hint; empty if there is none, or several."""
        found = self.called.get(name.casefold(), set()) if name else set()
        return next(iter(found - {typed})) if len(found) == 1 and found != {typed} else ""


def _is_folder(name: str) -> bool:
    return storable(name) and Path(name).name == name and not name.startswith(".")
