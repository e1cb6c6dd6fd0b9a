"""The evidence register: every figure that the course may print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.readonce import read_once

if TYPE_CHECKING:
    from pathlib import Path

Status = Literal["source", "verified-later", "unconfirmed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure, what it counts, and one limit of it."""

    id: str
    #: What the figure says, in the course's own words.
    statement: str
    value: float | str
    unit: str | None
    #: How running text prints it.
    text: str
    #: The year or years that it is about.
    year: str
    #: Who or what was counted, where and by whom.
    population: str
    #: Keys of `assets/references.bib`; the first is the one that is cited.
    sources: tuple[str, ...]
    #: Where in the source.
    locator: str | None
    status: Status
    caveat: str
    #: When it was last held against its source.
    checked: date
    #: After this day the figure has to be checked again.
    review_by: date
    line: int

    @property
    def number(self) -> float | None:
        """The value, where it is a number."""
        return None if isinstance(self.value, str) else self.value


class Register(Mapping[str, Fact]):
    """The facts by id, in the order of the file."""

    def __init__(self, path: Path, facts: tuple[Fact, ...]) -> None:
        self.path = path
        self._facts = {fact.id: fact for fact in facts}

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def expired(self, today: date) -> list[Problem]:
        """Return a problem for each fact past its `review_by`."""
        fix = "Check it against its source, then set `checked` and `review_by`"
        return [
            Problem(
                file=self.path,
                line=fact.line,
                code=Code.FACT_EXPIRED,
                what=f"'{fact.id}' was to be checked again by {fact.review_by}",
                fix=fix,
            )
            for fact in self.values()
            if fact.review_by < today
        ]


@read_once
def load(path: Path) -> Register:
    """Read the register.

    Raises:
        CourseError: with every problem of the file.
    """
    file = yamlfile.read(path, "evidence/evidence")
    facts: dict[str, Fact] = {}
    problems = []
    for number, raw in enumerate(file.data or ()):
        dates = {}
        for name in ("checked", "review_by"):
            try:
                dates[name] = date.fromisoformat(raw[name])
            except ValueError:
                problems.append(
                    file.problem(Code.SHAPE, f"{raw[name]} is no date", "Correct it", number, name)
                )
        if raw["id"] in facts:
            what = f"the fact '{raw['id']}' stands also in line {facts[raw['id']].line}"
            problems.append(file.problem(Code.DUPLICATE_ID, what, "Keep one of the two", number, "id"))
        elif len(dates) == 2:
            facts[raw["id"]] = _fact(raw, dates, file.line(number, "id"))
    if problems:
        raise CourseError(problems)
    return Register(path, tuple(facts.values()))


def _fact(raw: dict[str, Any], dates: dict[str, date], line: int) -> Fact:
    sources = raw["source"] if isinstance(raw["source"], list) else [raw["source"]]
    return Fact(
        id=raw["id"],
        statement=raw["statement"].strip(),
        value=raw["value"],
        unit=raw.get("unit"),
        text=raw.get("shown") or in_words(raw["value"], raw.get("unit")),
        year=str(raw["year"]),
        population=raw["population"].strip(),
        sources=tuple(sources),
        locator=raw.get("locator"),
        status=raw["status"],
        caveat=raw["caveat"].strip(),
        checked=dates["checked"],
        review_by=dates["review_by"],
        line=line,
    )


def in_words(value: float | str, unit: str | None) -> str:
    """Return a value with its unit: `113,948 reports`, `2.4%`."""
    number = value if isinstance(value, str) else f"{value:,}" if isinstance(value, int) else f"{value:g}"
    if unit == "%":
        return f"{number}%"
    return f"{number} {unit}" if unit else number
