"""A whole course in memory, for the rules to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd import evidence, language
from prevention_cpd.check.page import Page
from prevention_cpd.core import settings, yamlfile
from prevention_cpd.core.problems import CourseError, Problem
from prevention_cpd.evidence.jurisdictions import load as load_jurisdictions
from prevention_cpd.questions import Bank, Blueprint, Question, load_bank, load_blueprints

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from prevention_cpd.core.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All content of a course tree."""

    tree: Tree
    today: date
    settings: settings.Settings
    register: evidence.Register
    references: evidence.References
    terminology: language.Terminology
    banks: tuple[Bank, ...]
    blueprints: tuple[Blueprint, ...]
    #: The pages that the table of contents names, by name without `.md`.
    pages: dict[str, Page]
    activities: tuple[yamlfile.YamlFile, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all banks."""
        return tuple(question for bank in self.banks for question in bank.questions)


def read_course(tree: Tree, today: date) -> tuple[Course | None, list[Problem]]:
    """Read everything; return None for the course when something could not be read."""
    problems: list[Problem] = []

    def read(load: Callable[[Path], Any], path: Path) -> Any:
        try:
            return load(path)
        except CourseError as error:
            problems.extend(error.problems)
            return None

    if tree.jurisdictions.is_file():
        read(load_jurisdictions, tree.jurisdictions)
    contents = read(yamlfile.read, tree.contents)
    names = page_names(contents.data) if contents else []
    parts = {
        "settings": read(settings.load, tree.settings),
        "register": read(evidence.load, tree.evidence),
        "references": read(evidence.load_references, tree.references),
        "terminology": read(language.load, tree.terminology),
        "banks": tuple(read(load_bank, path) for path in tree.banks),
        "blueprints": read(load_blueprints, tree.blueprints),
        "pages": {name: read(Page.read, tree.root / f"{name}.md") for name in names},
        "activities": tuple(read(yamlfile.read, path) for path in tree.activities),
    }
    return (None if problems else Course(tree=tree, today=today, **parts)), problems


def page_names(contents: dict[str, Any]) -> list[str]:
    """Return the pages that a Jupyter Book table of contents names."""
    found = [contents["root"]] if "root" in contents else []
    if "file" in contents:
        found.append(contents["file"])
    for key in ("parts", "chapters", "sections"):
        found += [name for part in contents.get(key) or () for name in page_names(part)]
    return found


def reading_levels(tree: Tree) -> dict[str, language.Reading]:
    """Return how hard each page is to read that has enough words of its own, in reading order.

    Raises:
        CourseError: when the contents, the evidence or a page cannot be read.
    """
    figures = {fact.id: fact.text for fact in evidence.load(tree.evidence).values()}
    found = {
        name: language.reading_of(yamlfile.read_text(tree.root / f"{name}.md"), figures)
        for name in page_names(yamlfile.read(tree.contents).data)
    }
    return {name: level for name, level in found.items() if level}
