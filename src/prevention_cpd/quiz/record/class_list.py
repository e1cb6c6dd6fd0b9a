"""The class list of the record: what a new list would change, and the change, all of it or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbgrader.api import Student
from sqlalchemy import bindparam, insert, select, update

from prevention_cpd.quiz.record import opening, people, tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from prevention_cpd.quiz.intake.class_list_file import Person

_NAMES = ("first_name", "last_name", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a class list changes. Nobody is ever removed by a list."""

    added: tuple[Person, ...]
    #: Each with the names that are new.
    changed: tuple[tuple[Person, tuple[str, ...]], ...]
    #: Whom the record has as the list has them.
    same: tuple[str, ...]
    #: Whom the record has and the list has not.
    not_listed: tuple[str, ...]


def bring_in(db_url: str, course: Path, listed: Sequence[Person], *, only_tell: bool = False) -> Changes:
    """Bring a class list into the record and into nbgrader's own, in one transaction.

    A blank cell changes nothing: what the record knows of a person stays.

    Args:
        db_url: the gradebook.
        course: the folder of the nbgrader course.
        listed: the people of the list, each id once.
        only_tell: change nothing, and tell what would change.

    Raises:
        CourseError: when the record was written by a later version of this package.
        sqlalchemy.exc.DBAPIError: when the gradebook cannot be read or written; then nothing is changed.
    """
    opening.prepare(db_url, course)
    engine = tables.engine(db_url)
    try:
        with engine.begin() as connection:
            changes = _compared(connection, listed)
            if not only_tell:
                _write(connection, changes)
        return changes
    finally:
        engine.dispose()


def _compared(connection: Connection, listed: Sequence[Person]) -> Changes:
    rows = connection.execute(select(Student.id, Student.first_name, Student.last_name, Student.email))
    known = {name: dict(zip(_NAMES, values, strict=True)) for name, *values in rows}
    added, changed, same = [], [], []
    for person in listed:
        if person.id not in known:
            added.append(person)
            continue
        new = tuple(
            name for name in _NAMES if (now := getattr(person, name)) and now != known[person.id][name]
        )
        if new:
            changed.append((person, new))
        else:
            same.append(person.id)
    left = known.keys() - {person.id for person in listed}
    return Changes(
        added=tuple(added), changed=tuple(changed), same=tuple(same), not_listed=tuple(sorted(left))
    )


def _write(connection: Connection, changes: Changes) -> None:
    """Write nbgrader's rows; the record reads names back from them."""
    table: Any = Student.__table__
    if changes.added:
        rows = [
            {"id": person.id, **{name: getattr(person, name) or None for name in _NAMES}}
            for person in changes.added
        ]
        connection.execute(insert(table), rows)
    for person, names in changes.changed:
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        given = {f"new_{name}": getattr(person, name) for name in names}
        connection.execute(update(table).where(table.c.id == person.id).values(values), given)
    people.read_back(connection)
