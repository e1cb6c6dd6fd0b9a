"""Which page of the evidence register has which fact, and where facts are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book import domain
from prevention_cpd.book.domain import Kind

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: What a page with {evidence-register} is recorded under; its anchor holds the module, or nothing.
NAME = "evidence-register"


def is_register(env: BuildEnvironment, docname: str) -> bool:
    """Whether the page prints the register."""
    return any(use.id == NAME for use in domain.of(env).on_page(docname, Kind.OVERVIEW))


def register_page(env: BuildEnvironment, fact: str) -> str | None:
    """Return the page with the entry of a fact: that of the first module to use it, else the general one."""
    pages = {use.anchor: docname for docname, use in domain.of(env).places_of(Kind.OVERVIEW, NAME)}
    first = next((docname for docname in places(env, fact) if docname.startswith("modules/")), "")
    module = first.split("/")[1] if first else ""
    return pages.get(module) or pages.get("")


def places(env: BuildEnvironment, fact: str) -> dict[str, str]:
    """Return the pages that print a fact, in reading order, each with the first place on it."""
    found: dict[str, str] = {}
    for docname, use in domain.of(env).places_of(Kind.FACT, fact):
        found[docname] = found.get(docname) or use.anchor
    if len(found) < 2:
        return found
    order = list(env.collect_relations())
    return {docname: found[docname] for docname in sorted(found, key=order.index)}
