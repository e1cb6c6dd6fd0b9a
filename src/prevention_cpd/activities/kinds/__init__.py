"""The kinds of activity: one folder each, found by looking.

A folder holds `module.js` (the activity in the browser), `words.yml` (the words of its controls) and
`print.html.j2` (its readable face). Where authors write data files of the kind, it holds `schema.json` too,
and `rules.py` with a function `check` for what a schema cannot say. Its name is the kind's, with `_` for `-`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from prevention_cpd.core.strings import strings
from prevention_cpd.frontend import compose, controls_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prevention_cpd.core.problems import Problem
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register

    Rule: TypeAlias = Callable[[YamlFile, Tree, Register], Iterator[Problem]]

_FOLDER = Path(__file__).parent
#: ES modules that several kinds share.
SHARED = _FOLDER.parent / "js"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of activity."""

    name: str
    folder: Path

    @property
    def authored(self) -> bool:
        """Whether authors write data files of it; the others are parts that a page makes by itself."""
        return (self.folder / "schema.json").is_file()

    @property
    def schema(self) -> str:
        """The path of its schema, as `core.yamlfile.read` takes it."""
        return f"activities/kinds/{self.folder.name}/schema"

    @property
    def module(self) -> Path:
        """Its ES module."""
        return self.folder / "module.js"

    @property
    def script(self) -> str:
        """Its ES module with everything that it imports, as one text."""
        return compose(self.module, SHARED)

    @property
    def words(self) -> dict[str, Any]:
        """The words of its controls: those that all kinds have, and its own on top."""
        return {**common_words(), **self.own_words}

    @property
    def own_words(self) -> dict[str, Any]:
        """The words that this kind alone has."""
        return strings("prevention_cpd.activities", f"kinds/{self.folder.name}/words.yml")

    @property
    def check(self) -> Rule | None:
        """The function that holds a data file against its rules; None when its schema says everything."""
        if not (self.folder / "rules.py").is_file():
            return None
        rule: Rule = importlib.import_module(f"{__name__}.{self.folder.name}.rules").check
        return rule


def common_words() -> dict[str, Any]:
    """Give the words that every kind has: those of all activities and those of questions."""
    return {**strings("prevention_cpd.activities"), **controls_words()}


@cache
def kinds() -> dict[str, Kind]:
    """Give every kind by its name, in the order of the names."""
    folders = sorted(path.parent for path in _FOLDER.glob("*/module.js"))
    return {name: Kind(name, folder) for folder in folders for name in [folder.name.replace("_", "-")]}


def authored() -> tuple[str, ...]:
    """Name the kinds that authors write as data files."""
    return tuple(name for name, kind in kinds().items() if kind.authored)
