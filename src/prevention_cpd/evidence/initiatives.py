"""The register behind "Who is who": bodies, services, tools, laws, texts, and what their effect is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from prevention_cpd.core import markup, yamlfile
from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.core.readonce import read_once

if TYPE_CHECKING:
    from pathlib import Path

    from prevention_cpd.core.problems import Problem
    from prevention_cpd.core.yamlfile import YamlFile

Status = Literal["current", "closed", "replaced", "unconfirmed"]
#: No study was found, and an entry that is no measure: the strengths that every course has.
NO_STUDY, NO_MEASURE = "none", "not-applicable"
#: The keys of an entry, beside the one for its groups.
_KEYS = frozenset(
    {"id", "name", "short", "kind", "countries", "what", "effect", "strength", "facts", "sources", "names"}
    | {"status", "checked"}
)
#: In place of the names of groups: an entry of each of them, and of none.
ALL, NO_GROUP = "all", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the entries of a course can be, and its words for it; mappings are of ids to words."""

    #: The key under which an entry names its groups.
    key: str
    #: What a reader is asked for, to see one group alone.
    choose: str
    #: What stands before the groups of an entry.
    label: str
    groups: Mapping[str, str]
    #: In the order of the sections.
    kinds: Mapping[str, str]
    #: The strengths of evidence that are rungs, from the lowest.
    ladder: Mapping[str, str]
    #: Further strengths, such as a review, which is as strong as its studies.
    beside: Mapping[str, str]

    @property
    def strengths(self) -> tuple[str, ...]:
        """Every strength that an entry may have."""
        return (NO_STUDY, *self.ladder, *self.beside, NO_MEASURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """One body, service, tool, law or text."""

    id: str
    name: str
    #: Its abbreviation; empty where nobody uses one.
    short: str
    kind: str
    #: Without "all": that is each of them.
    groups: tuple[str, ...]
    countries: tuple[str, ...]
    what: str
    #: What is known of the effect; empty where there is nothing to add to `strength`.
    effect: str
    strength: str
    #: How high its evidence stands on the ladder; 0 without a study, None where no rung fits.
    rung: int | None
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

    def __init__(self, path: Path, words: Vocabulary, entries: tuple[Initiative, ...]) -> None:
        self.path = path
        self.words = words
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
    groups = file.data["groups"]
    words = Vocabulary(
        key=groups["key"],
        choose=groups["choose"],
        label=groups["label"],
        groups=groups["names"],
        kinds=file.data["kinds"],
        ladder=file.data["ladder"],
        beside=file.data.get("beside", {}),
    )
    raws = list(enumerate(file.data["entries"] or ()))
    problems = [problem for number, raw in raws for problem in _problems(file, words, number, raw)]
    first: dict[str, int] = {}
    for number, raw in raws:
        line = file.line("entries", number, "id")
        if first.setdefault(raw["id"], line) != line:
            what = f"the entry '{raw['id']}' stands also in line {first[raw['id']]}"
            problems.append(
                file.problem(Code.DUPLICATE_ID, what, "Keep one of the two", "entries", number, "id")
            )
    if problems:
        raise CourseError(problems)
    entries = (_entry(raw, words, file.line("entries", number, "id")) for number, raw in raws)
    return Initiatives(path, words, tuple(entries))


def _problems(file: YamlFile, words: Vocabulary, number: int, raw: dict[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the meaning of one entry."""

    def problem(key: str, what: str, fix: str) -> Problem:
        return file.problem(Code.SHAPE, f"'{raw['id']}': {what}", fix, "entries", number, key)

    def unknown(key: str, named: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
        for name in named:
            if name not in known:
                yield problem(key, f"{key} has no '{name}'", f"Write one of {', '.join(known)}")

    named = raw.get(words.key)
    if not isinstance(named, list) or not named:
        known = ", ".join((*words.groups, ALL, NO_GROUP))
        fix = f"Write {words.key}: and, in square brackets, some of {known}"
        yield problem(words.key, f"{words.key} is no list of names", fix)
    else:
        yield from unknown(words.key, named, (*words.groups, ALL, NO_GROUP))
        if len(named) > 1 and {ALL, NO_GROUP} & set(named):
            what = f"{words.key} holds '{ALL}' or '{NO_GROUP}' beside others"
            yield problem(words.key, what, "Name the others, or one of the two")
    for extra in sorted(raw.keys() - _KEYS - {words.key}):
        yield problem(extra, f"unknown '{extra}'", f"Known are {', '.join(sorted({*_KEYS, words.key}))}")
    yield from unknown("kind", [raw["kind"]], words.kinds)
    yield from unknown("strength", [raw["strength"]], words.strengths)
    if "effect" not in raw and raw["strength"] not in {NO_STUDY, NO_MEASURE}:
        what = f"there is evidence of the strength '{raw['strength']}' and no text on it"
        yield problem("strength", what, "Write `effect`")
    try:
        date.fromisoformat(raw["checked"])
    except ValueError:
        yield problem("checked", f"{raw['checked']} is no date", "Correct it")


def _entry(raw: dict[str, Any], words: Vocabulary, line: int) -> Initiative:
    short, strength, groups = raw.get("short", ""), raw["strength"], tuple(raw[words.key])
    rungs = (NO_STUDY, *words.ladder)
    return Initiative(
        id=raw["id"],
        name=raw["name"].strip(),
        short=short,
        kind=raw["kind"],
        groups=tuple(words.groups) if groups == (ALL,) else groups,
        countries=tuple(raw["countries"]),
        what=raw["what"].strip(),
        effect=raw.get("effect", "").strip(),
        strength=strength,
        rung=rungs.index(strength) if strength in rungs else None,
        facts=tuple(raw.get("facts", ())),
        sources=tuple(raw["sources"]),
        names=tuple(dict.fromkeys([raw["name"], *([short] if short else []), *raw.get("names", ())])),
        status=raw["status"],
        checked=date.fromisoformat(raw["checked"]),
        line=line,
    )
