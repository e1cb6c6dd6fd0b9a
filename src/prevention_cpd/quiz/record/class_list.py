"""The class list of the record: what a new list would change, and the change, all of it or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbgrader.api import Student
from sqlalchemy import bindparam, insert, select, update

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.record import opening, people, runs, tables
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
    #: Who of these is noted as having left.
    left: tuple[str, ...] = ()


def bring_in(  # noqa: PLR0913  # all that can be asked for
    db_url: str,
    course: Path,
    listed: Sequence[Person],
    *,
    run: str = "",
    leavers: bool = False,
    only_tell: bool = False,
) -> Changes:
    """Bring a class list into the record and into nbgrader's own, in one transaction.

    A blank cell changes nothing: what the record knows of a person stays.

    Args:
        db_url: the gradebook.
        course: the folder of the nbgrader course.
        listed: the people of the list, each id once.
        run: the run that they are in; the class itself unless given.
        leavers: note of those whom the list does not name that they have left.
        only_tell: change nothing, and tell what would change.

    Raises:
        CourseError: when the record was written by a later version of this package, there is no such run, or
            an id differs from one of the record in capitals only.
        sqlalchemy.exc.DBAPIError: when the gradebook cannot be read or written; then nothing is changed.
    """
    opening.prepare(db_url, course)
    engine = tables.engine(db_url)
    try:
        with engine.begin() as connection:
            if run:
                runs.known(connection, run, place=course / "gradebook.db")
            if wrong := list(_alike(connection, listed, course / "gradebook.db")):
                raise CourseError(wrong)
            changes = _compared(connection, listed, run, leavers=leavers)
            if not only_tell:
                _write(connection, changes)
                teams = {person.id: person.group for person in listed if person.group}
                runs.join(connection, run, [person.id for person in listed], teams=teams)
                runs.leave(connection, run, changes.left)
        return changes
    finally:
        engine.dispose()


def _alike(connection: Connection, listed: Sequence[Person], place: Path) -> Iterator[Problem]:
    """Yield each new id that is one that is known where folders see no capitals."""
    known = set(connection.scalars(select(Student.id)))
    folded = {name.casefold(): name for name in known}
    for person in listed:
        if person.id not in known and (other := folded.get(person.id.casefold())):
            what = say("class_list_file", "alike", id=person.id, other=other)
            fix = words("class_list_file")["alike_fix"]
            yield Problem(file=place, line=0, code=Code.CLASS_LIST, what=what, fix=fix)


def _compared(connection: Connection, listed: Sequence[Person], run: str, *, leavers: bool) -> Changes:
    rows = connection.execute(select(Student.id, Student.first_name, Student.last_name, Student.email))
    known = {name: dict(zip(_NAMES, values, strict=True)) for name, *values in rows}
    teams = runs.team_of(connection, run)
    added, changed, same = [], [], []
    for person in listed:
        if person.id not in known:
            added.append(person)
            continue
        new = tuple(
            name for name in _NAMES if (now := getattr(person, name)) and now != known[person.id][name]
        )
        if person.group and person.group != teams.get(person.id, ""):
            new += ("group",)
        if new:
            changed.append((person, new))
        else:
            same.append(person.id)
    there = set(runs.members(connection, run)) if run else known.keys()
    others = tuple(sorted(there - {person.id for person in listed} - runs.left(connection, run)))
    return Changes(
        added=tuple(added),
        changed=tuple(changed),
        same=tuple(same),
        not_listed=others,
        left=others if leavers else (),
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
    for person, new in changes.changed:
        if not (names := [name for name in new if name in _NAMES]):
            continue
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        given = {f"new_{name}": getattr(person, name) for name in names}
        connection.execute(update(table).where(table.c.id == person.id).values(values), given)
    people.read_back(connection)
