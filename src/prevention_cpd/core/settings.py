"""The course settings: what a provider changes to make the course theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.core import yamlfile
from prevention_cpd.core.readonce import read_once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a learner can do after a module."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module of the course."""

    id: str
    title: str
    #: The letter that its outcomes start with.
    prefix: str
    #: Study time of the core path, on which the outcomes and the quiz rest.
    minutes: int
    outcomes: tuple[Outcome, ...]
    #: Study time of the pages that go further.
    further: int = 0
    #: What it is about, in one line, for its card on the start page.
    about: str = ""
    #: The hue of its colour, in degrees of OKLCH; None for the colour of the course.
    hue: int | None = None
    #: Its sign, as the path data of an SVG of 24 by 24; empty for none.
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """One service that a reader can turn to."""

    jurisdiction: str
    name: str
    #: Who it is for.
    audience: str
    phone: str | None
    web: str | None
    #: The date when it was last checked, ISO 8601.
    checked: str
    #: Whether that check found it on the service's own page.
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one edition of the course."""

    #: Names the course in the reader's browser, where answers and progress are kept.
    id: str
    title: str
    short_title: str
    version: str
    revised: str
    language: str
    direction: str
    #: The rules of a pass, as `questions.passing` reads them.
    passing: Mapping[str, Any]
    modules: tuple[Module, ...]
    help_lines: tuple[HelpLine, ...]
    #: How minutes are counted, for `studytime`.
    study_time: Mapping[str, Any]
    #: The whole file, for the role {course} and the pages that print it.
    fields: Mapping[str, Any]
    #: What activities say in this course, by kind and by the names of the words in its `words.yml`.
    words: Mapping[str, Mapping[str, str]]
    #: Headings of the topics of assets/jurisdictions.yml, where they differ from the engine's.
    topics: Mapping[str, str]
    #: The page with help, to which each page leads; None where the course has none.
    help_page: str | None
    #: The pages that the foot of each page leads to, in this order.
    foot_pages: tuple[str, ...]
    file: yamlfile.YamlFile

    def module(self, name: str) -> Module | None:
        """Return the module of that id."""
        return next((module for module in self.modules if module.id == name), None)

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """Every outcome by its id."""
        return {outcome.id: outcome for module in self.modules for outcome in module.outcomes}

    def text(self, field: str) -> str | None:
        """Return a field as text; None when there is none.

        Args:
            field: `provider.name`; of all modules or one, `minutes`, `minutes.<module>`, `further`, ...
        """
        name, _, of_module = field.partition(".")
        if name in {"minutes", "further"}:
            found = [getattr(module, name) for module in self.modules if of_module in {"", module.id}]
            return str(sum(found)) if found else None
        value: Any = self.fields
        for part in field.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return str(value) if isinstance(value, str | int | float) else None


@read_once
def load(path: Path) -> Settings:
    """Read the course settings.

    Raises:
        CourseError: with every problem of the file.
    """
    file = yamlfile.read(path, "core/course")
    data = file.data
    pages = data.get("pages", {})
    return Settings(
        id=data["id"],
        title=data["title"],
        short_title=data["short_title"],
        version=data["version"],
        revised=data["revised"],
        language=data["language"],
        direction=data["direction"],
        passing=data["pass"],
        study_time=data["study_time"],
        modules=tuple(
            Module(**{**raw, "outcomes": tuple(Outcome(**outcome) for outcome in raw["outcomes"])})
            for raw in data["modules"]
        ),
        help_lines=tuple(
            _help_line(group["jurisdiction"], raw)
            for group in data.get("help_lines", ())
            for raw in group["services"]
        ),
        fields=data,
        words=data.get("words", {}),
        topics=data.get("topics", {}),
        help_page=pages.get("help"),
        foot_pages=tuple(pages.get("foot", ())),
        file=file,
    )


def _help_line(jurisdiction: str, raw: dict[str, Any]) -> HelpLine:
    return HelpLine(
        jurisdiction=jurisdiction,
        name=raw["name"],
        audience=raw["for"],
        phone=raw.get("phone"),
        web=raw.get("web"),
        checked=raw["checked"],
        confirmed=raw["status"] == "confirmed",
    )
