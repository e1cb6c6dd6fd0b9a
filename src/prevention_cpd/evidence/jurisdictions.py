"""Law, duties and help by place: assets/jurisdictions.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.core.readonce import read_once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: How sure an entry is: read at its source, read in another's account, or not confirmed.
Sure = Literal["seen", "second-hand", "unconfirmed"]
#: The headings under which a place has statements.
TOPICS = ("words", "ages", "duties", "confidentiality")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that holds in a place."""

    #: Markdown, one paragraph.
    text: str
    source: str
    #: The date when it was last checked, ISO 8601.
    checked: str
    sure: Sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service that people in a place can turn to."""

    name: str
    #: Who it is for, in a sentence.
    purpose: str
    #: The course's own names for those whom it serves; pages choose by them.
    audience: tuple[str, ...]
    phone: str | None
    web: str | None
    source: str
    checked: str
    sure: Sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """One place with a law of its own."""

    id: str
    name: str
    #: By topic.
    statements: Mapping[str, tuple[Statement, ...]]
    help: tuple[Service, ...]


@read_once
def load(path: Path) -> tuple[Jurisdiction, ...]:
    """Read the places, in the order of the file.

    Raises:
        CourseError: with every problem of the file.
    """
    file = yamlfile.read(path, "evidence/jurisdictions")
    places = tuple(_jurisdiction(raw) for raw in file.data or ())
    names = [place.id for place in places]
    problems = [
        file.problem(
            Code.DUPLICATE_ID, f"the place '{name}' stands twice", "Keep one of the two", number, "id"
        )
        for number, name in enumerate(names)
        if name in names[:number]
    ]
    if problems:
        raise CourseError(problems)
    return places


def _jurisdiction(raw: dict[str, Any]) -> Jurisdiction:
    return Jurisdiction(
        id=raw["id"],
        name=raw["name"],
        statements={topic: tuple(Statement(**each) for each in raw[topic]) for topic in TOPICS},
        help=tuple(_service(each) for each in raw["help"]),
    )


def _service(raw: dict[str, Any]) -> Service:
    fields = {"phone": None, "web": None, **raw, "audience": tuple(raw["audience"])}
    return Service(purpose=fields.pop("for"), **fields)
