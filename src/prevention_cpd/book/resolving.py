"""The roles in an activity or a question, put into words for a page of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book import facts, registers
from prevention_cpd.evidence import resolver

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from prevention_cpd.core.markup import Resolver


def resolve(env: BuildEnvironment) -> Resolver:
    """Return what prints figures with links to their entries in "Figures on this page"."""
    data = registers.of(env)
    return resolver(
        data.facts, data.references, lambda role, name: f"#{facts.entry(name)}" if role == "fact" else None
    )


def recording(env: BuildEnvironment) -> Resolver:
    """Return the same, which also records each fact as used on the page that is being read."""
    shown = resolve(env)

    def note(role: str, content: str) -> str:
        facts.note_role(env, role, content)
        return shown(role, content)

    return note
