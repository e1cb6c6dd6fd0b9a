"""Which pages to read or write again, beyond what Sphinx sees by itself.

Without this, a page that was not touched would keep an old title in its
contents, or the register an old list of places.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from prevention_cpd.book import configure, contents, domain, registers
from prevention_cpd.book.directives import reading_levels
from prevention_cpd.book.domain import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def _to_read(
    app: Sphinx, env: BuildEnvironment, _added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return untouched pages whose facts or questions are no longer what they were."""
    untouched = set(env.found_docs) - changed - removed
    return [
        docname
        for docname in sorted(untouched)
        if _review_moved(app, env, docname) or _new_bank(env, docname)
    ]


def _review_moved(app: Sphinx, env: BuildEnvironment, docname: str) -> bool:
    """Whether the review date of a fact has passed, or been moved, since the page was read."""
    today = configure.today(app.config)
    register = registers.of(env).facts
    return any(
        use.id in register and use.expired != (register[use.id].review_by < today)
        for use in domain.of(env).on_page(docname, Kind.FACT)
    )


def _new_bank(env: BuildEnvironment, docname: str) -> bool:
    """Whether a bank came since the page was read: it may hold questions for it."""
    if not domain.of(env).on_page(docname, Kind.PRACTICE):
        return False
    known = env.dependencies[docname]
    return any(str(path) not in known for path in registers.of(env).tree.banks)


def _to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return every page when the frame around it has changed, or else the overviews when their matter has."""
    before = getattr(env, "cpd_digests", ("", ""))
    uses = domain.of(env)
    now = (_digest(_frame(app, env)), _digest(_on_pages(env)))
    env.cpd_digests = now  # type: ignore[attr-defined]
    if now[0] != before[0]:
        return sorted(env.found_docs)
    return uses.pages_with(Kind.OVERVIEW) if now[1] != before[1] else []


def _on_pages(env: BuildEnvironment) -> Iterator[str]:
    """Yield what overviews gather: what each page uses, and how hard it is to read."""
    uses = domain.of(env).uses
    for docname in sorted(env.found_docs):
        yield f"{docname}{uses.get(docname)}{reading_levels.level(env, docname)}"


def _frame(app: Sphinx, env: BuildEnvironment) -> Iterator[str]:
    """Yield what pages print although it stands elsewhere: contents, settings, labels of sources."""
    data = registers.of(env)
    yield repr(contents.parts(app.config, env))
    yield repr(data.settings.fields)
    yield repr([(reference.key, reference.label) for reference in data.references.values()])
    yield repr(domain.of(env).pages_with(Kind.OVERVIEW))


def _digest(texts: Iterator[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def setup(app: Sphinx) -> None:
    """Connect the two events."""
    app.connect("env-get-outdated", _to_read)
    app.connect("env-updated", _to_write)
