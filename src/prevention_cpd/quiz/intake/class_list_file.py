"""The class list as a spreadsheet writes it in any country, checked before anything changes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.intake import table_file
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: An id names an account and a folder, so it is kept to what every system takes for both.
_ID = re.compile(r"[^\W_][\w.@+-]{0,63}")
#: The most signs of a cell that the class record holds, and how many of a wrong one are shown.
_LONGEST, _SHOWN = 128, 40
#: Names that Windows keeps for itself.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on the class list."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    #: The group of the class, where the list has that column.
    group: str = ""


@dataclass(frozen=True, slots=True)
class ClassListFile:
    """What a file holds."""

    people: tuple[Person, ...]
    #: The headings of the columns that are passed over, as the list has them.
    ignored: tuple[str, ...]
    #: Whether the file does not say how its letters are written, so that some may be wrong.
    guessed: bool


#: The columns, and the headings that people give them; capitals, spaces, dashes and dots do not matter.
_HEADINGS = {
    "id": {"id", "learner", "learnerid", "userid", "user", "username", "login", "account", "kennung"},
    "first_name": {"firstname", "first", "forename", "givenname", "vorname", "prénom", "prenom", "voornaam"},
    "last_name": {"lastname", "last", "surname", "familyname", "name", "nachname", "nom", "achternaam"},
    "group": {"group", "team", "class", "unit", "gruppe", "groupe", "groep", "klasse"},
    "email": {"email", "mail", "emailaddress", "epost", "courriel"},
}  # fmt: skip


def read(path: Path) -> ClassListFile:
    """Read a class list.

    Empty rows and columns are passed over, and so are columns that a class list does not need.

    Raises:
        CourseError: with every row that is wrong; then none of the list should be used.
    """
    try:
        table = table_file.read(path, fitness=_named_columns)
    except table_file.NoTable as error:
        raise CourseError(
            [
                Problem(
                    file=path,
                    line=0,
                    code=Code.CLASS_LIST,
                    what=str(error),
                    fix=words("table_file")["fix"],
                )
            ]
        ) from None
    rows = [*enumerate(table.rows, start=1)]
    head = next((row for row in rows if any(row[1])), (1, []))
    columns = _columns(head[1])
    if not any(head[1]):
        raise CourseError([_problem(path, 0, words("class_list_file")["no_rows"], "empty_fix")])
    if unclear := _wrong_heading(path, *head, columns):
        raise CourseError([unclear])
    people: list[tuple[int, Person]] = []
    problems: list[Problem] = []
    for line, cells in rows:
        if line <= head[0] or not any(cells):
            continue
        named = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        person = Person(**named)
        problems += _wrong(path, line, person)
        people.append((line, person))
    problems += _doubles(path, people)
    if not people and not problems:
        problems.append(_problem(path, head[0], words("class_list_file")["empty"], "empty_fix"))
    if problems:
        raise CourseError(problems)
    passed_over = [cell for at, cell in enumerate(head[1]) if cell and at not in columns.values()]
    return ClassListFile(tuple(person for _, person in people), tuple(passed_over), table.guessed)


def _named_columns(rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns of a class list the headings name."""
    return len(_columns(next((row for row in rows if any(row)), [])))


def _columns(head: Sequence[str]) -> dict[str, int]:
    """Return the place of each column that the headings name."""
    found: dict[str, int] = {}
    headings = [_heading(cell) for cell in head]
    # Beside first and last name, a column headed name holds both.
    whole = sum(heading in _HEADINGS["last_name"] for heading in headings) > 1
    for at, heading in enumerate(headings):
        for name, known in _HEADINGS.items():
            if heading in known and not (whole and heading == "name"):
                found.setdefault(name, at)
    return found


def _heading(cell: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", cell).casefold())


def _wrong_heading(path: Path, line: int, head: Sequence[str], columns: dict[str, int]) -> Problem | None:
    """Return what is wrong with the headings: no column for the id, or two."""
    ids = [cell for cell in head if _heading(cell) in _HEADINGS["id"]]
    if len(ids) > 1:
        return _problem(path, line, say("class_list_file", "two_ids", found=", ".join(ids)), "two_ids_fix")
    if "id" in columns:
        return None
    found = ", ".join(cell[:_SHOWN] for cell in head[:_SHOWN] if cell)
    return _problem(path, line, say("class_list_file", "no_id", found=found), "no_id_fix")


def _wrong(path: Path, line: int, person: Person) -> Iterator[Problem]:
    """Yield what is wrong with one row."""
    if not person.id:
        yield _problem(path, line, words("class_list_file")["blank"], "blank_fix")
    elif not _ID.fullmatch(person.id) or _RESERVED.fullmatch(person.id) or person.id.endswith("."):
        shown = person.id if person.id.isprintable() else ascii(person.id)
        yield _problem(path, line, say("class_list_file", "bad_id", id=shown[:80]), "bad_id_fix")
    for name in (person.first_name, person.last_name, person.email, person.group):
        if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in name):
            yield _problem(path, line, words("class_list_file")["hidden"], "hidden_fix")
        if len(name) > _LONGEST:
            yield _problem(path, line, say("class_list_file", "too_long", most=_LONGEST), "too_long_fix")
    if person.email and not re.fullmatch(r"[^@\s]+@[^@\s]+", person.email):
        yield _problem(
            path, line, say("class_list_file", "bad_email", email=person.email[:80]), "bad_email_fix"
        )


def _doubles(path: Path, people: list[tuple[int, Person]]) -> Iterator[Problem]:
    """Yield each id that stands twice; folders of many systems do not tell capitals apart."""
    first: dict[str, int] = {}
    for line, person in people:
        if not person.id:
            continue
        other = first.setdefault(person.id.casefold(), line)
        if other != line:
            yield _problem(
                path, line, say("class_list_file", "double", id=person.id, other=other), "double_fix"
            )


def _problem(path: Path, line: int, what: str, fix: str) -> Problem:
    return Problem(file=path, line=line, code=Code.CLASS_LIST, what=what, fix=words("class_list_file")[fix])
