"""The register behind "Who is who": bodies, services, tools, laws, texts, and what their effect is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from prevention_cpd.core import markup, yamlfile
from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.core.readonce import read_once

if TYPE_CHECKING:
    from pathlib import Path

Status = Literal["current", "closed", "replaced", "unconfirmed"]
Strength = Literal[
    "none", "descriptive", "self-report", "before-after", "comparison", "trial", "review", "not-applicable"
]
#: The tiers of prevention. An entry of the tier "all" belongs to each of them.
TIERS = ("primary", "secondary", "tertiary", "quaternary")
#: The strengths that are rungs of the ladder of Module 2, from the lowest; a review is none of its own.
RUNGS: tuple[Strength, ...] = ("descriptive", "self-report", "before-after", "comparison", "trial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """One body, service, tool, law or text."""

    id: str
    name: str
    #: Its abbreviation; empty where nobody uses one.
    short: str
    kind: str
    #: Without "all": that is each of `TIERS`.
    tiers: tuple[str, ...]
    countries: tuple[str, ...]
    what: str
    #: What is known of the effect; empty where there is nothing to add to `strength`.
    effect: str
    strength: Strength
    #: Facts that bear on it and that its texts do not print.
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    #: Every form under which a page may name it.
    names: tuple[str, ...]
    status: Status
    checked: date
    line: int

    @property
    def title(self) -> str:
        """The name with its abbreviation."""
        return f"{self.name} ({self.short})" if self.short else self.name

    @property
    def rung(self) -> int | None:
        """How high its evidence stands on the ladder; 0 without a study, None where no rung fits."""
        if self.strength == "none":
            return 0
        return RUNGS.index(self.strength) + 1 if self.strength in RUNGS else None

    @property
    def printed(self) -> tuple[str, ...]:
        """The facts that its texts print."""
        roles = markup.roles_in(f"{self.what} {self.effect}")
        return tuple(target for role, target in roles if role == "fact")

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in a text: names with a capital letter as they stand, others in any case."""
        return _pattern(self.names)


@functools.cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    parts = [
        re.escape(name) if name != name.lower() else f"(?i:{re.escape(name)})"
        for name in sorted(names, key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})s?(?!\w)")


class Initiatives(Mapping[str, Initiative]):
    """The entries by id, in the order of the file."""

    def __init__(self, path: Path, entries: tuple[Initiative, ...]) -> None:
        self.path = path
        self._entries = {entry.id: entry for entry in entries}

    def __getitem__(self, name: str) -> Initiative:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@read_once
def load(path: Path) -> Initiatives:
    """Read the register.

    Raises:
        CourseError: with every problem of the file.
    """
    file = yamlfile.read(path, "evidence/initiatives")
    entries: dict[str, Initiative] = {}
    problems = []
    for number, raw in enumerate(file.data or ()):
        if raw["id"] in entries:
            what = f"the entry '{raw['id']}' stands also in line {entries[raw['id']].line}"
            problems.append(file.problem(Code.DUPLICATE_ID, what, "Keep one of the two", number, "id"))
            continue
        if len(raw["tiers"]) > 1 and {"all", "none"} & set(raw["tiers"]):
            what = f"the tiers of '{raw['id']}' hold 'all' or 'none' beside others"
            problems.append(
                file.problem(Code.SHAPE, what, "Name the tiers, or one of the two", number, "tiers")
            )
        if "effect" not in raw and raw["strength"] not in {"none", "not-applicable"}:
            what = f"'{raw['id']}' has evidence of the strength '{raw['strength']}' and no text on it"
            problems.append(file.problem(Code.SHAPE, what, "Write `effect`", number, "strength"))
        try:
            checked = date.fromisoformat(raw["checked"])
        except ValueError:
            what = f"{raw['checked']} is no date"
            problems.append(file.problem(Code.SHAPE, what, "Correct it", number, "checked"))
        else:
            entries[raw["id"]] = _entry(raw, checked, file.line(number, "id"))
    if problems:
        raise CourseError(problems)
    return Initiatives(path, tuple(entries.values()))


def _entry(raw: dict[str, Any], checked: date, line: int) -> Initiative:
    short = raw.get("short", "")
    return Initiative(
        id=raw["id"],
        name=raw["name"].strip(),
        short=short,
        kind=raw["kind"],
        tiers=TIERS if raw["tiers"] == ["all"] else tuple(raw["tiers"]),
        countries=tuple(raw["countries"]),
        what=raw["what"].strip(),
        effect=raw.get("effect", "").strip(),
        strength=raw["strength"],
        facts=tuple(raw.get("facts", ())),
        sources=tuple(raw["sources"]),
        names=tuple(dict.fromkeys([raw["name"], *([short] if short else []), *raw.get("names", ())])),
        status=raw["status"],
        checked=checked,
        line=line,
    )
