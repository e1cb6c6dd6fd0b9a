"""The data behind the pages: settings, facts, sources, terms, questions.

Each file is read once for each of its versions, in each process.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from prevention_cpd import evidence, language
from prevention_cpd.core import settings
from prevention_cpd.core.tree import Tree
from prevention_cpd.questions import Question, load_bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.environment import BuildEnvironment

T = TypeVar("T")


@functools.lru_cache(maxsize=64)
def _version(read: Callable[[Path], object], path: Path, _modified: int, _size: int) -> object:
    return read(path)


def _read(read: Callable[[Path], T], path: Path) -> T:
    if not path.exists():
        return read(path)
    state = path.stat()
    return cast("T", _version(read, path, state.st_mtime_ns, state.st_size))


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of one course tree. Every property raises `CourseError` for a file with a mistake."""

    tree: Tree

    @property
    def settings(self) -> settings.Settings:
        """The course settings."""
        return _read(settings.load, self.tree.settings)

    @property
    def facts(self) -> evidence.Register:
        """The evidence register."""
        return _read(evidence.load, self.tree.evidence)

    @property
    def references(self) -> evidence.References:
        """The sources."""
        return _read(evidence.load_references, self.tree.references)

    @property
    def initiatives(self) -> evidence.Initiatives:
        """The entries of "Who is who"."""
        return _read(evidence.load_initiatives, self.tree.initiatives)

    @property
    def terms(self) -> language.Terminology:
        """The terminology list."""
        return _read(language.load, self.tree.terminology)

    @property
    def questions(self) -> dict[str, Question]:
        """The questions of all banks, by id."""
        banks = [_read(load_bank, path) for path in self.tree.banks]
        return {question.id: question for bank in banks for question in bank.questions}


def of(env: BuildEnvironment) -> Registers:
    """Return the registers of the course that is being built."""
    return Registers(Tree(Path(env.srcdir)))
