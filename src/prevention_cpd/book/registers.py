"""The data behind the pages: settings, facts, sources, terms, questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prevention_cpd import evidence, language
from prevention_cpd.core import settings
from prevention_cpd.core.tree import Tree
from prevention_cpd.evidence.jurisdictions import Jurisdiction
from prevention_cpd.evidence.jurisdictions import load as load_jurisdictions
from prevention_cpd.questions import Question, load_bank

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers of one course tree. Every property raises `CourseError` for a file with a mistake."""

    tree: Tree

    @property
    def settings(self) -> settings.Settings:
        """The course settings."""
        return settings.load(self.tree.settings)

    @property
    def facts(self) -> evidence.Register:
        """The evidence register."""
        return evidence.load(self.tree.evidence)

    @property
    def references(self) -> evidence.References:
        """The sources."""
        return evidence.load_references(self.tree.references)

    @property
    def initiatives(self) -> evidence.Initiatives:
        """The entries of "Who is who"."""
        return evidence.load_initiatives(self.tree.initiatives)

    @property
    def terms(self) -> language.Terminology:
        """The terminology list."""
        return language.load(self.tree.terminology)

    @property
    def jurisdictions(self) -> tuple[Jurisdiction, ...]:
        """The places of which the course knows the law; none without the file."""
        return load_jurisdictions(self.tree.jurisdictions) if self.tree.jurisdictions.is_file() else ()

    @property
    def questions(self) -> dict[str, Question]:
        """The questions of all banks, by id."""
        banks = [load_bank(path) for path in self.tree.banks]
        return {question.id: question for bank in banks for question in bank.questions}


def of(env: BuildEnvironment) -> Registers:
    """Return the registers of the course that is being built."""
    return Registers(Tree(Path(env.srcdir)))
