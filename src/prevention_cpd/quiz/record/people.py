"""The people of the record. Names are changed in nbgrader, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.api import Student
from sqlalchemy import bindparam, insert, or_, select, update

from prevention_cpd.quiz.record.tables import person

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

_NAMES = (Student.first_name, Student.last_name, Student.email)
_OF = select(person).where(person.c.id.in_(bindparam("ids", expanding=True)))


def enrol(connection: Connection, ids: Iterable[str]) -> None:
    """Make sure that the record has these people."""
    wanted = list(dict.fromkeys(ids))
    known = set(connection.scalars(select(person.c.id).where(person.c.id.in_(wanted))))
    missing = [{"id": name} for name in wanted if name not in known]
    if missing:
        connection.execute(insert(person), missing)


def read_back(connection: Connection) -> None:
    """Take over whom nbgrader has that the record has not, and names that were changed there."""
    ours = (person.c.first_name, person.c.last_name, person.c.email)
    changed = or_(*(one.is_distinct_from(other) for one, other in zip(_NAMES, ours, strict=True)))
    query = select(Student.id, person.c.id, *_NAMES).join(person, person.c.id == Student.id, isouter=True)
    names = ("first_name", "last_name", "email")
    new: list[dict[str, Any]] = []
    old: list[dict[str, Any]] = []
    for name, known, *values in connection.execute(query.where(or_(person.c.id.is_(None), changed))):
        row = dict(zip(names, values, strict=True))
        (old if known else new).append({"key": name, **row} if known else {"id": name, **row})
    if new:
        connection.execute(insert(person), new)
    if old:
        bound: dict[str, Any] = {name: bindparam(name) for name in names}
        connection.execute(update(person).where(person.c.id == bindparam("key")).values(bound), old)


def everybody(db: Any) -> list[str]:
    """Return the ids of all whom nbgrader has still.

    Args:
        db: a connection to the gradebook, or a session.
    """
    return list(db.scalars(select(person.c.id).join(Student, Student.id == person.c.id)))


def names(db: Any, ids: Collection[str]) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Return first name, last name and address of some people, a few hundred at most."""
    rows = db.execute(_OF, {"ids": list(ids)})
    return {name: (first, last, email) for name, first, last, email in rows}


def full_names(db: Any, ids: Collection[str]) -> dict[str, str]:
    """Return the first and last names of some people, as far as they are known; a few hundred at most."""
    return {name: " ".join(filter(None, known[:2])) for name, known in names(db, ids).items()}
