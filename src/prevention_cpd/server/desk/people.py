"""The class list as pages read it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbgrader.api import Student
from sqlalchemy import select, true

from prevention_cpd.quiz.record import runs
from prevention_cpd.quiz.record.run_tables import member

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Letters with a stroke, which no rule of Unicode takes apart.
_STRUCK = str.maketrans("øłđħŧı", "oldhti")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Somebody on the class list."""

    id: str
    first_name: str
    last_name: str
    email: str
    #: The group of the class list; empty for none.
    team: str = ""
    #: Since when somebody has left, ISO 8601 with zone; empty for who is there.
    left_at: str = ""

    @property
    def name(self) -> str:
        """First and last name; the id where neither is known."""
        return " ".join(filter(None, (self.first_name, self.last_name))) or self.id

    def has(self, words: str) -> bool:
        """Whether all the words stand somewhere in id, name, address or group."""
        text = plain(f"{self.id} {self.first_name} {self.last_name} {self.email} {self.team}")
        return all(word in text for word in plain(words).split())


def plain(text: str) -> str:
    """Return a text in small letters without accents, as a list is ordered and searched."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).translate(_STRUCK)


def everybody(connection: Connection, run: str | None = None) -> list[Listed]:
    """Return the class list, by last name, accents aside.

    Args:
        connection: to the gradebook.
        run: only the people of this run, also those who have left it.
    """
    where = member.c.run.in_([run, ""]) if run else true()
    rows = connection.execute(
        select(member.c.person, member.c.run, member.c.team, member.c.left_at).where(where)
    )
    teams: dict[str, str] = {}
    left: dict[str, str] = {}
    there: set[str] = set()
    gone = runs.left(connection, run or "")
    for person, of, team, left_at in rows:
        if not run or of == run:
            there.add(person)
            teams[person] = team or teams.get(person, "")
        if person in gone and of in {run, ""}:
            left[person] = left_at or left.get(person, "")
    columns = (Student.id, Student.first_name, Student.last_name, Student.email)
    found = [
        Listed(
            id=name,
            first_name=first or "",
            last_name=last or "",
            email=email or "",
            team=teams.get(name, ""),
            left_at=left.get(name, ""),
        )
        for name, first, last, email in connection.execute(select(*columns))
        if not run or name in there
    ]
    return sorted(found, key=lambda one: (plain(one.last_name), plain(one.first_name), one.id))
