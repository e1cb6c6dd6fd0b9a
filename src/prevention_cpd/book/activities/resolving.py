"""The roles in an activity or a question, put into words for a page of the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book import registers
from prevention_cpd.book.sources import facts
from prevention_cpd.evidence import resolver

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from prevention_cpd.core.markup import Resolver


def resolve(env: BuildEnvironment) -> Resolver:
    """Return what prints figures with links to "Figures on this page", and titles with links to their pages.

    The address of a page begins with a slash, until `Instance.linked` knows the page that shows it.
    """
    data = registers.of(env)

    def address(role: str, name: str) -> str | None:
        if role == "doc":
            return f"/{name}" if name in env.found_docs else None
        return f"#{facts.entry(name)}" if role == "fact" else None

    return resolver(data.facts, data.references, address)


def recording(env: BuildEnvironment) -> Resolver:
    """Return the same, which also records each fact as used on the page that is being read."""
    shown = resolve(env)

    def note(role: str, content: str) -> str:
        facts.note_role(env, role, content)
        return shown(role, content)

    return note
