"""Which pages to read or write again, beyond what Sphinx sees by itself.

Without this, a page that was not touched would keep an old title in its
contents, or the register an old list of places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book import domain, registers
from prevention_cpd.book.directives import practice, reading_levels
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.frame import contents
from prevention_cpd.book.sources import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from prevention_cpd.book.domain import CourseDomain


def _to_read(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return untouched pages whose facts or questions are no longer what they were."""
    untouched = set(env.found_docs) - changed - removed
    return [docname for docname in sorted(untouched) if any(_moved(env, docname))]


def _moved(env: BuildEnvironment, docname: str) -> Iterator[bool]:
    """Yield for each fact and {practice} of a page whether it has changed since the page was read."""
    data, uses = registers.of(env), domain.of(env)
    register, questions = data.facts, data.questions
    for use in uses.on_page(docname, Kind.FACT):
        yield use.id not in register or use.version != facts.version(env, register[use.id])
    for use in uses.on_page(docname, Kind.QUESTIONS):
        yield use.version != domain.digest(*practice.chosen(questions, use.id, docname))


def _to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every page when the frame around it has changed, or else the overviews whose matter has."""
    before = getattr(env, "cpd_digests", {})
    now = {"frame": domain.digest(*_frame(app, env)), **_overviews(env)}
    env.cpd_digests = now  # type: ignore[attr-defined]
    if now["frame"] != before.get("frame"):
        return sorted(env.found_docs)
    return sorted(name for name, matter in now.items() if matter != before.get(name) and name != "frame")


def _overviews(env: BuildEnvironment) -> dict[str, str]:
    """Return for each overview a digest of what it gathers from the pages."""
    uses = domain.of(env)
    docnames = sorted(env.found_docs)
    used = domain.digest(*(f"{docname}{uses.uses.get(docname)}" for docname in docnames))
    levels = domain.digest(*(f"{docname}{reading_levels.level(env, docname)}" for docname in docnames))
    return {
        docname: levels if _names(uses, docname) == {reading_levels.NAME} else domain.digest(used, levels)
        for docname in uses.pages_with(Kind.OVERVIEW)
    }


def _names(uses: CourseDomain, docname: str) -> set[str]:
    return {use.id for use in uses.on_page(docname, Kind.OVERVIEW)}


def _frame(app: Sphinx, env: BuildEnvironment) -> Iterator[str]:
    """Yield what pages print although it stands elsewhere: contents, settings, labels of sources."""
    data = registers.of(env)
    yield repr(contents.parts(app.config, env))
    yield repr(data.settings.fields)
    yield repr([(reference.key, reference.label) for reference in data.references.values()])
    yield repr(domain.of(env).pages_with(Kind.OVERVIEW))


def setup(app: Sphinx) -> None:
    """Connect the two events."""
    app.connect("env-get-outdated", _to_read)
    app.connect("env-updated", _to_write)
