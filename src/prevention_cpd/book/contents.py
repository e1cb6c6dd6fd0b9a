"""The contents of the course: its parts and their pages, out of _toc.yml."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx_external_toc.api import Document, SiteMap


class Entry(NamedTuple):
    """A page in the contents, with the pages below it."""

    docname: str
    title: str
    pages: tuple[Entry, ...]


class Part(NamedTuple):
    """A part of the course."""

    #: Empty for pages that belong to no part.
    title: str
    pages: tuple[Entry, ...]

    @property
    def docnames(self) -> list[str]:
        """The pages of the part in reading order."""
        return [entry.docname for entry in walk(self.pages)]

    @property
    def module(self) -> str | None:
        """The id of the module that the part is; None for any other part."""
        folders = [docname.split("/") for docname in self.docnames]
        return next((names[1] for names in folders if names[0] == "modules" and len(names) > 2), None)


def walk(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield each page and the pages below it, in reading order."""
    for entry in entries:
        yield entry
        yield from walk(entry.pages)


def parts(config: Config, env: BuildEnvironment) -> tuple[Part, ...]:
    """Return the parts of the course, with the titles of their pages as far as they have been read."""
    site: SiteMap = config.external_site_map
    return tuple(
        Part(tree.caption or "", _entries(site, env, tree.items))
        for tree in site.root.subtrees
        if _entries(site, env, tree.items)
    )


def _entries(site: SiteMap, env: BuildEnvironment, items: Iterable[object]) -> tuple[Entry, ...]:
    """Return the pages of a toctree; links to elsewhere have no place in the contents."""
    names = [str(item) for item in items if str(item) in site]
    return tuple(_entry(site, env, site[name]) for name in names)


def _entry(site: SiteMap, env: BuildEnvironment, document: Document) -> Entry:
    name = document.docname
    title = document.title or (env.titles[name].astext() if name in env.titles else name)
    below = [entry for tree in document.subtrees for entry in _entries(site, env, tree.items)]
    return Entry(name, title, tuple(below))
