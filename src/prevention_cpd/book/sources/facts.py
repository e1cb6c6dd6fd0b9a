"""A figure on a page: its link to what it counts, its citation, and the record of its use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from prevention_cpd.book import domain, registers
from prevention_cpd.book.compiling import configure
from prevention_cpd.book.domain import Kind, Use
from prevention_cpd.book.sources.citing import cite
from prevention_cpd.book.warn import Warn, warn
from prevention_cpd.core import markup

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from prevention_cpd.evidence import Fact


def find(env: BuildEnvironment, name: str, location: str | None) -> Fact | None:
    """Return the fact of that id; without one, tell the author and return None."""
    register = registers.of(env).facts
    fact = register.get(name)
    if fact is None:
        env.note_dependency(str(register.path))
        warn(
            Warn.UNKNOWN_FACT, f"no fact '{name}' in assets/evidence.yml. Correct the id, or add it", location
        )
    return fact


def note(env: BuildEnvironment, fact: Fact, anchor: str, location: str | None) -> None:
    """Record that the page prints the fact, and warn once a page when it is past its review date."""
    uses = domain.of(env)
    expired = is_expired(env, fact)
    seen = any(use.id == fact.id for use in uses.on_page(env.docname, Kind.FACT))
    if expired and not seen:
        warn(
            Warn.FACT_EXPIRED,
            f"the fact '{fact.id}' (assets/evidence.yml:{fact.line}) was to be checked by {fact.review_by}. "
            "Check it against its source, then set `checked` and `review_by`",
            location,
        )
    uses.note(Use(Kind.FACT, fact.id, anchor, version(env, fact)))


def version(env: BuildEnvironment, fact: Fact) -> str:
    """Return what changes when a page has to print the fact in another way."""
    return domain.digest(fact, is_expired(env, fact))


def is_expired(env: BuildEnvironment, fact: Fact) -> bool:
    """Whether the fact should have been checked again by the day of the build."""
    return fact.review_by < configure.today(env.config)


def note_role(env: BuildEnvironment, role: str, content: str) -> None:
    """Record the fact that a role in an activity or a question prints."""
    name = markup.target(content)
    if role == "fact" and (fact := find(env, name, env.docname)):
        note(env, fact, "", env.docname)


def anchor(env: BuildEnvironment, fact: Fact) -> str:
    """Return an HTML id for the next place on the page that prints the fact."""
    count = sum(use.id == fact.id for use in domain.of(env).on_page(env.docname, Kind.FACT))
    return f"use-{slug(fact.id)}-{count + 1}"


def printed(
    env: BuildEnvironment, document: nodes.document, fact: Fact, words: str, location: tuple[str | None, int]
) -> list[nodes.Node]:
    """Return the nodes that print a fact: words that lead to its caveat, then its citation."""
    source, line = location
    place = anchor(env, fact)
    note(env, fact, place, f"{source}:{line}")
    link = nodes.reference(
        "", words, refuri=f"#{entry(fact.id)}", internal=True, classes=["cpd-figure"], ids=[place]
    )
    # A no-break space keeps the source with its figure.
    return [link, nodes.Text("\N{NO-BREAK SPACE}"), cite(env, document, fact.sources[:1], line)]


def entry(name: str) -> str:
    """Return the HTML id of a fact's entry in "Figures on this page"."""
    return f"figure-{slug(name)}"


def slug(name: str) -> str:
    """Return an id of the register as an HTML id."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower())
