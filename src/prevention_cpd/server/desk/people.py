"""The class list as pages read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbgrader.api import Student
from sqlalchemy import select

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Somebody on the class list."""

    id: str
    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        """First and last name; the id where neither is known."""
        return " ".join(filter(None, (self.first_name, self.last_name))) or self.id

    def has(self, words: str) -> bool:
        """Whether all the words stand somewhere in id, name or address."""
        text = f"{self.id} {self.first_name} {self.last_name} {self.email}".casefold()
        return all(word in text for word in words.casefold().split())


def everybody(connection: Connection) -> list[Listed]:
    """Return the class list, by last name."""
    columns = (Student.id, Student.first_name, Student.last_name, Student.email)
    rows = connection.execute(select(*columns))
    found = [
        Listed(id=name, first_name=first or "", last_name=last or "", email=email or "")
        for name, first, last, email in rows
    ]
    return sorted(found, key=lambda one: (one.last_name.casefold(), one.first_name.casefold(), one.id))
